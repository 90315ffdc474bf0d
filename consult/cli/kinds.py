"""consult kinds [FILE.toml]: list the kinds of sitting at hand; add those of a file, checked (docs/examples/kinds)."""
from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from consult.cli.installation import the_store
from consult.core.actor import THE_SYSTEM
from consult.meeting.actions import sittings
from consult.meeting.queries.sittings import kinds


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("kinds", help="list the kinds of sitting, or add those of a file")
    command.add_argument("file", type=Path, nargs="?", help="a TOML file, such as docs/examples/kinds/yard.toml")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Add what the file says, in one transaction; then print every kind with its notice and its order."""
    with the_store() as store:
        if chosen.file:
            source = chosen.file.read_text("utf-8")
            store.carry_out(lambda work: sittings.adopt_kind(work, source=source), actor=THE_SYSTEM)
        with store.read() as db:
            for kind in kinds(db).values():
                steps = " > ".join(phase.code for phase in kind.phases)
                print(f"{kind.code}\t{kind.name}\t{kind.notice_days} d\t{steps}")
    return 0
