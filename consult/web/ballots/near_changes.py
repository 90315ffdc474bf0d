"""Who came to speak for a home shortly before a ballot: how many, for everybody; which doors, for office and council.

Doors stand on pages for residents alone: what leaves by a page that is open to everyone has them hidden (outgoing.py).
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from flask import Blueprint, g

from consult.ballot import policy, queries
from consult.ballot.models import Ballot
from consult.community import policy as register_policy
from consult.community import queries as register
from consult.community.models import Household, RepresentativeChange
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.core.errors import NotFound
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.shell.page import draw

Changed = list[tuple[RepresentativeChange, Household]]


@dataclass(frozen=True)
class NearChanges:
    """How many homes changed who speaks for them in the thirty days before a ballot; `found` only for who may see them."""

    homes: int
    objected: int
    waiting: int
    found: Changed
    ballot_id: int = 0
    """Where the list is on a page of its own, the ballot it is of."""


class ChangedHomesPage(TypedDict):
    """What ballots/changed_homes.html is handed."""

    ballot: Ballot
    found: Changed


def changes_before(keys: Iterable[str], opens_at: datetime, actor: Actor | None, ballot: Any) -> NearChanges | None:
    """What is to be said of the homes on a roll; None where there is nothing to say."""
    found = _found(keys, opens_at)
    if not found:
        return None
    return NearChanges(
        len({home.id for _change, home in found}), _homes(found, lambda change: bool(change.objection)),
        _homes(found, lambda change: bool(change.confirm_until and not change.confirmed_at and not change.lapsed_on)),
        found if _may_see(actor, ballot) else [])


def changes_of(ballot: Ballot, actor: Actor | None) -> NearChanges | None:
    """The same of a ballot that was opened: the number, and a way to the list for who may see it."""
    if "household" not in ballot.rule["unit"]:
        return None
    near = changes_before(queries.roll_keys(db(), ballot.id), ballot.opened_at, actor, ballot)
    return near and NearChanges(near.homes, near.objected, near.waiting, [], ballot.id if near.found else 0)


def _homes(found: Changed, holds: Callable[[RepresentativeChange], bool]) -> int:
    return len({home.id for change, home in found if holds(change)})


def _found(keys: Iterable[str], opens_at: datetime) -> Changed:
    homes = queries.homes_on_roll(list(keys))
    return register.changes_near(db(), homes, local_date(opens_at, g.community.timezone)) if homes else []


def _may_see(actor: Actor | None, ballot: Any) -> bool:
    return policy.permits(actor, "see_names", ballot) or register_policy.permits(actor, "see_register", g.community)


@open_to("residents")
def changed_homes(id: int) -> str:
    """Which homes on a ballot's roll changed who speaks for them shortly before; for office and council."""
    ballot = queries.ballot(db(), id, g.community.id)
    if not _may_see(actor_here(), ballot):
        raise NotFound("page")
    return draw("ballots/changed_homes.html", ChangedHomesPage(
        ballot=ballot, found=_found(queries.roll_keys(db(), id), ballot.opened_at)))


def add_to(blueprint: Blueprint) -> None:
    """Hang the page on the blueprint of ballots between meetings."""
    blueprint.add_url_rule("/ballots/<int:id>/changed-homes", "changed_homes", changed_homes, methods=["GET"])
