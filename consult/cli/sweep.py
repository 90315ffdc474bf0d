"""consult sweep: note what days have passed; the server does the same every few minutes."""
from __future__ import annotations

import argparse
from typing import Any

from consult.cli.installation import the_store
from consult.deadlines import sweep


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("sweep", help="note replies and work whose day has passed, and what has lapsed")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Do everything that is due."""
    with the_store() as store:
        done = sweep(store)
    print(", ".join(f"{name} {count}" for name, count in done.items()))
    return 0
