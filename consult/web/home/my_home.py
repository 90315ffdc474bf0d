"""What 我的 says of the reader's home: who speaks for it since when and by whose hand, and whether it voted."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import g

from consult.ballot import queries as ballots
from consult.ballot.queries import OwnVoice
from consult.community import queries as register
from consult.community.models import Person
from consult.community.queries import Home
from consult.core.actor import Actor
from consult.web.doorway.access import db
from consult.web.home.changes import ShownChange, own_changes, shown_changes
from consult.web.shell import moment_filters


@dataclass(frozen=True)
class SpokenFor:
    """Who speaks for one home."""

    address: str
    who: str
    mine: bool
    since: date | None
    entered: ShownChange | None
    """By whose hand; None where the register was begun with it."""


@dataclass(frozen=True)
class ShownVoice:
    """One voice on a named ballot, and whose hand gave it."""

    one: OwnVoice
    address: str
    given_by: str
    by_me: bool


@dataclass(frozen=True)
class MyHome:
    """The part of home/mine.html that home/my_home.html draws."""

    spoken_for: list[SpokenFor]
    changes: list[ShownChange]
    voices: list[ShownVoice]


def my_home(actor: Actor, homes: list[Home]) -> MyHome:
    """What one page says of the reader's homes."""
    addresses = {home.household.id: home.household.building.name + home.household.door for home in homes}
    return MyHome([_spoken_for(actor, home, addresses) for home in homes], own_changes(actor), _voices(actor, addresses))


def _spoken_for(actor: Actor, home: Home, addresses: dict[int, str]) -> SpokenFor:
    id = home.household.id
    post = register.representing_since(db(), [id]).get(id) if home.representative_id else None
    change = register.last_changes(db(), [id]).get(id)
    entered = shown_changes(actor, [change])[0] if change and change.to_id == home.representative_id else None
    who = next((person.called for person in home.residents if person.id == home.representative_id), "")
    return SpokenFor(addresses[id], who, home.representative_id == actor.person_id, post.starts_on if post else None, entered)


def _voices(actor: Actor, addresses: dict[int, str]) -> list[ShownVoice]:
    since = register.living_since(db(), actor.person_id, moment_filters.today())
    found = ballots.own_and_home_voices(db(), g.community.id, actor.person_id, since)
    names = {id: register.shown_name(db(), db().get_one(Person, id), moment_filters.today())
             for id in {one.given_by_id for one in found} if id}
    return [ShownVoice(one, addresses.get(one.home_id or 0, ""), names.get(one.given_by_id or 0, ""),
                       one.given_by_id == actor.person_id) for one in found]
