"""consult demo: fill an empty database with a neighbourhood in the midst of its affairs."""
from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from typing import Any

from consult.cli.demo import marks, sign_ins
from consult.cli.demo.filling import fill
from consult.cli.demo.voting_along import vote_along
from consult.cli.demo.year import SIZES, Size
from consult.cli.installation import the_store
from consult.storage.store import Store

WAYS = {
    "--if-empty": "where there is a community already, only say how to sign in",
    "--reset": "empty the demonstration and fill it anew",
    "--others-vote": "where a vote is open, let the others in the room vote",
}
REFUSALS = {
    "nothing": "there is no demonstration here yet; run: consult demo",
    "part": "the demonstration was cut off while it was filled; run: consult demo",
    "other": "this database holds a community that is no demonstration; nothing was changed",
    "whole": "the demonstration is there already; --reset fills it anew",
}


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("demo", help="fill an empty database with a demonstration")
    way = command.add_mutually_exclusive_group()
    for name, meaning in WAYS.items():
        way.add_argument(name, action="store_true", help=meaning)
    command.add_argument("--year", action="store_true", help="with a whole year of two communities; takes minutes")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Do what is asked, or say why not."""
    with the_store() as store:
        found = marks.found_in(store)
        if chosen.others_vote:
            return _others_vote(store) if found == "whole" else _refuse(found)
        if found == "other":
            return 0 if chosen.if_empty else _refuse(found)
        if found == "whole" and not (chosen.if_empty or chosen.reset):
            return _refuse(found)
        if found != "whole" or chosen.reset:
            _fill(store, emptied_first=found != "nothing", year=SIZES if chosen.year else {})
        _print_sign_ins(store)
    return 0


def _refuse(found: str) -> int:
    print(f"consult: {REFUSALS[found]}", file=sys.stderr)
    return 2


def _fill(store: Store, *, emptied_first: bool, year: Mapping[str, Size]) -> None:
    if emptied_first:
        print("demo: emptying what was there", flush=True)
        marks.empty(store)
    takes = "a whole year, some minutes" if year else "what happened so far, some ten seconds"
    print(f"demo: filling in {takes}", flush=True)
    begun = time.monotonic()
    fill(store, store.clock(), lambda line: print(line, flush=True), year=year)
    print(f"demo: done in {time.monotonic() - begun:.1f} s", flush=True)


def _print_sign_ins(store: Store) -> None:
    where = "".join(sign_ins.INVITED)
    print("\nSign in at /sign-in as:\n")
    print(sign_ins.table(sign_ins.rows(store)))
    print("\n  Others who have an account sign in with their full name, such as 李国珍; same password.")
    print("  Once you have put the motion to the vote, `python -m consult demo --others-vote` lets the others vote.")
    code = sign_ins.invitation_code(store)
    print(f"  Invitation code for a new neighbour of {where}, at /join: {code}\n", flush=True)


def _others_vote(store: Store) -> int:
    cast = vote_along(store)
    print(f"demo: {cast} others voted" if cast else "demo: no vote is open, or everyone has voted")
    return 0
