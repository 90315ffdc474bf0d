"""consult days: list the years that are known, check a file of a year's holidays and days worked, and adopt it."""
from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from consult.cli.installation import the_store
from consult.community.actions import adopt_year
from consult.community.queries import communities, community_by_slug, years_of
from consult.community.rules.year_of_days import DaysFault, read_year
from consult.core.actor import THE_SYSTEM
from consult.storage.store import Store


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("days", help="list the years of holidays that are known, check the file of one, or adopt it")
    command.add_argument("act", choices=("list", "check", "adopt"))
    command.add_argument("file", type=Path, metavar="FILE", nargs="?", help="the year to check or adopt")
    command.add_argument("--community", metavar="SLUG", help="for which community; otherwise every community")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Say what is known, or what is wrong by field, or what the year holds; adopt it where asked. 1 for a fault."""
    if chosen.act == "list":
        with the_store() as store:
            return _list(store, chosen.community)
    if chosen.file is None:
        print("say which file", file=sys.stderr)
        return 2
    try:
        text = chosen.file.read_text("utf-8")
        year = read_year(text)
    except DaysFault as fault:
        print(f"{chosen.file}: {fault}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as problem:
        print(f"{chosen.file}: {problem}", file=sys.stderr)
        return 1
    days_off = sum((holiday.last - holiday.first).days + 1 for holiday in year.off)
    print(f"{year.year}: {days_off} days off, {len(year.worked)} weekend days worked; {year.number}, {year.dated}")
    if chosen.act == "adopt":
        with the_store() as store:
            _adopt(store, chosen.community, text)
    return 0


def _places(store: Store, slug: str | None) -> list[tuple[int, str]]:
    with store.read() as db:
        wanted = [community_by_slug(db, slug)] if slug else list(communities(db))
        return [(one.id, one.slug) for one in wanted]


def _list(store: Store, slug: str | None) -> int:
    for id, place in _places(store, slug):
        with store.read() as db:
            for year in years_of(db, id):
                print(f"{place}: {year.year}, {year.number}, {year.url}")
    return 0


def _adopt(store: Store, slug: str | None, text: str) -> None:
    for id, place in _places(store, slug):
        told = store.carry_out(partial(adopt_year, community_id=id, file=text), actor=THE_SYSTEM).value
        print(f"{place}: adopted {told['year']}, version {told['version']}")
