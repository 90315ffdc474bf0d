"""consult rehearsal: make a community to rehearse in beside the real one, say whether there is one, delete it whole."""
from __future__ import annotations

import argparse
import json
from typing import Any

from consult import rehearsing
from consult.cli.installation import at_this_version, settings


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("rehearsal", help="a community to rehearse in, beside the real one and apart from it")
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    make = acts.add_parser("make", help="make it, after a community's ways and with invented people")
    make.add_argument("slug", help="the community, as it stands in its addresses")
    make.add_argument("--json", action="store_true", help="tell the first sign-in codes as JSON")
    acts.add_parser("status", help="say whether there is one")
    acts.add_parser("delete", help="delete it whole; nothing of it can be brought back")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Do the act; a Refusal is said by whoever called."""
    here = at_this_version() if chosen.act == "make" else settings()
    if chosen.act == "make":
        slips = rehearsing.make(here, chosen.slug)
        print(json.dumps(slips) if chosen.json else _told(chosen.slug, slips))
    elif chosen.act == "delete":
        rehearsing.delete(here)
        print("rehearsal: deleted")
    else:
        print("rehearsal: there" if rehearsing.stands(here) else "rehearsal: none")
    return 0


def _told(slug: str, slips: dict[str, str]) -> str:
    lines = [f"rehearsal: made, at {rehearsing.PREFIX}/c/{slug}/", f"first sign-in at {rehearsing.PREFIX}/sign-in/first:"]
    return "\n".join([*lines, *(f"  {login:<12} {code}" for login, code in slips.items())])
