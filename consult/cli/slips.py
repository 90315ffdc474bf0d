"""consult slips PLACE OUT.pdf: the first sign-in slips, again and again until they are used."""
from __future__ import annotations

import argparse
import os
import tomllib
from pathlib import Path
from typing import Any

from consult.account import queries
from consult.account.rules.cards import Form
from consult.cli.installation import settings, the_store
from consult.community import queries as communities
from consult.config import Settings
from consult.core.actor import THE_SYSTEM
from consult.jobs.papers import slips
from consult.jobs.working import Doing


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("slips", help="print the sign-in slips of accounts that nobody has signed in with yet")
    command.add_argument("place", help="the short name of a community, or the plan it was founded from")
    command.add_argument("out", type=Path, help="the PDF file to write")
    command.add_argument("--letters", action="store_true", help="one sheet a person; else ten cards to a sheet")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the file; the codes are in it and nowhere else, and earlier ones have ended."""
    slug, form = _slug(chosen.place), Form.LETTERS if chosen.letters else Form.CARDS
    with the_store() as store:
        with store.read() as db:
            community = communities.community_by_slug(db, slug).id
            ids = queries.never_used(db, community)
        if not ids:
            print(f"/c/{slug}/: somebody has signed in with every account")
            return 0
        told = {"account_ids": ids, "form": form.value, "address": address(settings()) + "/sign-in/first"}
        made = slips(Doing(store, THE_SYSTEM, 0, "slips", community, told))
    _write(chosen.out, made)
    print(f"{chosen.out}: {len(ids)} slips; erase the file once it is printed")
    return 0


def address(here: Settings) -> str:
    """Where people reach the installation: its first name in CONSULT_HOSTS, else the address it serves on."""
    if here.trusted_hosts:
        return f"{'https' if here.https else 'http'}://{here.trusted_hosts[0]}"
    return f"http://{here.host}:{here.port}"


def _slug(place: str) -> str:
    path = Path(place)
    if path.suffix != ".toml":
        return place
    slug: str = tomllib.loads(path.read_text("utf-8"))["community"]["slug"]
    return slug


def _write(path: Path, made: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
