"""Draft the next migration, from what the models say and no migration does: new.py "add ballot quorum"."""
from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

sys.path.insert(0, str(Path(__file__).parents[1]))

from consult.storage import migrations
from consult.storage.engine import connect


def draft(sentence: str) -> None:
    """Write versions/NNNN_sentence.py; read it and clean it by hand before it is committed."""
    number = f"{len(list((migrations.FOLDER / 'versions').glob('0*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        if number != "0001":
            migrations.upgrade(url)
        engine = connect(url, writing=True)
        with engine.begin() as connection:
            config = migrations._config(connection)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(config, sentence, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])
