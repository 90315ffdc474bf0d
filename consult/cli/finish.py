"""consult finish: finish the closes of secret ballots that were cut off; the server does it too when it starts."""
from __future__ import annotations

import argparse
from typing import Any

from consult.cli.installation import the_store
from consult.meeting.actions.finishing import finish_what_was_cut_off


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("finish", help="finish closes of secret ballots that were cut off")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Say which ballots were finished; 1 when one could not be."""
    with the_store() as store:
        done = finish_what_was_cut_off(store)
        left = finish_what_was_cut_off(store)
    print(f"finished: {', '.join(map(str, done))}" if done else "nothing was cut off")
    return 1 if left else 0
