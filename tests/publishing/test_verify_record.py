"""The stand-alone program finds any byte that is changed in a downloaded record, and says where."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from consult.core.events import canonical
from consult.publishing import queries
from consult.publishing.rules import verify_record
from consult.publishing.rules.hash_tree import EMPTY, climb, path_of, root_of
from tests.builders import Neighbourhood
from tests.builders_publishing import KEY, a_head, a_notice, a_public_record, version_of

PROGRAM = Path(verify_record.__file__)
PUBLIC = bytes(KEY.verify_key).hex()


@pytest.fixture
def bundles(neighbourhood: Neighbourhood) -> dict[str, bytes]:
    """A record and a notice, under a signed head."""
    n = neighbourhood
    room, notice = a_public_record(n), a_notice(n)
    a_head(n)
    made = {
        "minutes": n.look(lambda db: queries.bundle_of_version(db, queries.version(db, version_of(n, room).id, n.community))),
        "notice": n.look(lambda db: queries.bundle_of_notice(db, queries.notice(db, notice, n.community))),
    }
    return {kind: canonical(bundle) + b"\n" for kind, bundle in made.items()}


def test_a_whole_record_is_whole_and_signed(bundles: dict[str, bytes], tmp_path: Path) -> None:
    for kind, data in bundles.items():
        file = tmp_path / f"{kind}.json"
        file.write_bytes(data)
        said = subprocess.run([sys.executable, str(PROGRAM), str(file), "--key", PUBLIC], capture_output=True, text=True)
        assert (said.returncode, said.stderr) == (0, "") and said.stdout.startswith("WHOLE AND SIGNED"), kind


def test_every_changed_byte_is_found(bundles: dict[str, bytes]) -> None:
    random = Random(5)
    for data in bundles.values():
        for at in random.sample(range(len(data) - 1), 300):
            changed = data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1:]
            with pytest.raises(verify_record.Changed):
                verify_record.verify(changed, PUBLIC)


def test_it_says_which_line_was_changed(bundles: dict[str, bytes]) -> None:
    changed = bundles["minutes"].decode().replace('"lines":[[1,"', '"lines":[[1,"x', 1).encode()
    with pytest.raises(verify_record.Changed, match="line 1 was changed"):
        verify_record.verify(changed)


def test_another_key_is_another_installation(bundles: dict[str, bytes]) -> None:
    with pytest.raises(verify_record.Changed, match="another key"):
        verify_record.verify(bundles["notice"], "00" * 32)


def test_before_the_first_head_a_record_is_whole_but_unsigned(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = a_notice(n)
    bundle = n.look(lambda db: queries.bundle_of_notice(db, queries.notice(db, id, n.community)))
    assert verify_record.verify(canonical(bundle)) == "unsigned"


def test_the_program_is_short_and_needs_one_library() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported - {"__future__", "argparse", "hashlib", "json", "sys", "typing"} == {"nacl"}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 16, 33])
def test_every_leaf_climbs_to_the_root(count: int) -> None:
    leaves = [[f"matter:{i}", 1, i, "ab" * 32] for i in range(count)]
    assert all(climb(leaf, path_of(leaves, i)) == root_of(leaves) for i, leaf in enumerate(leaves))
    assert root_of([]) == EMPTY


def test_a_day_has_one_head_and_each_follows_the_one_before(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert (a_head(n), a_head(n)) == (1, 1)
    n.clock.forward(days=1)
    assert a_head(n) == 2
    second, first = n.look(lambda db: [(h.previous, h.hash) for h in queries.heads(db)])
    assert second[0] == first[1]
