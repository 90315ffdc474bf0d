"""consult verify: check a whole installation; `consult head`: sign the head of the day."""
from __future__ import annotations

import argparse
from typing import Any

from consult.cli.installation import the_store
from consult.core.actor import THE_SYSTEM
from consult.deadlines import sign_head
from consult.publishing import queries
from consult.storage.event_log import stream_names


def add_to(commands: Any) -> None:
    """Add the commands."""
    command = commands.add_parser("verify", help="check every log, record, ballot, notice and signed head")
    command.set_defaults(run=run)
    signing = commands.add_parser("head", help="sign the head of the day; the server does so by itself")
    signing.set_defaults(run=sign)


def run(chosen: argparse.Namespace) -> int:
    """Check everything; name whatever is not as it was."""
    with the_store() as store, store.read() as db:
        faults = list(queries.all_faults(db))
        for fault in faults:
            print(f"{fault.where}: {fault.what}")
        print(f"{len(stream_names(db))} streams, {len(queries.heads(db, 100_000))} signed heads, {len(faults)} broken")
    return 1 if faults else 0


def sign(chosen: argparse.Namespace) -> int:
    """Sign today's head with the installation's key; when there is one, say so."""
    with the_store() as store:
        done = store.carry_out(
            lambda work: sign_head(work, ""), actor=THE_SYSTEM).value
    print(f"head {done['number']} " + ("signed" if done["signed"] else "was signed before"))
    return 0
