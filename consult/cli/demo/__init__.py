"""consult demo: fill an empty database with a neighbourhood in the midst of its affairs."""
from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from consult.cli.demo import marks, sign_ins
from consult.cli.demo.filling import fill
from consult.cli.installation import the_store
from consult.storage.unit_of_work import Store


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("demo", help="fill an empty database with a demonstration")
    way = command.add_mutually_exclusive_group()
    way.add_argument("--if-empty", action="store_true", help="where there is already a community, only say how to sign in")
    way.add_argument("--reset", action="store_true", help="empty a demonstration and fill it anew")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Fill, or say why not; then print how to sign in."""
    with the_store() as store:
        found = marks.found_in(store)
        if found == "other" or (found == "whole" and not (chosen.if_empty or chosen.reset)):
            return _leave_alone(found, quietly=chosen.if_empty)
        if found == "part" or (found == "whole" and chosen.reset):
            print("demo: emptying the demonstration", flush=True)
            marks.empty(store)
            found = "nothing"
        if found == "nothing":
            _fill(store)
        _print_sign_ins(store)
    return 0


def _leave_alone(found: str, *, quietly: bool) -> int:
    if quietly:
        return 0
    why = {"other": "this database holds communities that are no demonstration; nothing was changed",
           "whole": "the demonstration is there already; --reset fills it anew"}[found]
    print(f"consult: {why}", file=sys.stderr)
    return 2


def _fill(store: Store) -> None:
    print("demo: filling the demonstration", flush=True)
    begun = time.monotonic()
    fill(store, store.clock(), lambda line: print(line, flush=True))
    print(f"demo: done in {time.monotonic() - begun:.1f} s")


def _print_sign_ins(store: Store) -> None:
    print("\nSign in at /sign-in as:\n")
    print(sign_ins.table(sign_ins.rows(store)))
    place, door = sign_ins.INVITED
    print(f"\nInvitation code for a new neighbour ({place}{door}), at /join:  {sign_ins.invitation_code(store)}\n")
