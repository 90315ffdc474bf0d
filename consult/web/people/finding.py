"""Finding a home by its door, for whoever moves into it or is entered there."""
from __future__ import annotations

from dataclasses import dataclass

from flask import g, request

from consult.community import queries as register
from consult.community.models import Household
from consult.community.queries import Home
from consult.community.rules.kinds import HomeUse
from consult.web.doorway.access import db
from consult.web.shell import moment_filters

MOST_HOMES = 20
LONGEST_SEARCH = 40


@dataclass(frozen=True)
class Finding:
    """What was typed, and the homes that it could be."""

    words: str
    homes: list[Home]
    more: bool


def looked_for() -> Finding:
    """The homes whose address or residents hold what was typed; nothing where nothing was."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    ids = register.doors(db(), g.community.id, moment_filters.today(), words=words) if words else []
    homes = register.homes(db(), ids[:MOST_HOMES], moment_filters.today())
    return Finding(words, [home for home in homes if home.household.use == HomeUse.HOME], len(ids) > MOST_HOMES)


def home_named(given: str) -> Household | None:
    """The home of this community that an address or a form names by its id; None for anything else."""
    id = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
    home = db().get(Household, id) if id else None
    return home if home and home.community_id == g.community.id else None
