"""consult verify: check every hash chain of the installation."""
from __future__ import annotations

import argparse
from typing import Any

from consult.cli.installation import the_store
from consult.storage.event_log import first_fault, stream_names


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("verify", help="check every hash chain of the event log")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Check each stream; name the first broken link of each that is broken."""
    broken = 0
    with the_store() as store, store.read() as db:
        names = stream_names(db)
        for name in names:
            fault = first_fault(db, name)
            if fault is not None:
                broken += 1
                print(f"{name}: broken at {fault}")
    print(f"{len(names)} streams, {broken} broken")
    return 1 if broken else 0
