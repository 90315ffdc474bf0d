"""consult migrate: bring the database to this version."""
from __future__ import annotations

import argparse
from typing import Any

from consult.cli.installation import settings
from consult.storage import migrations


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("migrate", help="bring the database to this version")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Upgrade the database, saying what was done."""
    url = settings().database_url
    before = migrations.current(url)
    migrations.upgrade(url)
    after = migrations.current(url)
    print(f"database: {after}" if before == after else f"database: {before or 'empty'} -> {after}")
    return 0
