"""Reads of the audit: what those who work for a community did in its register and its ways in, and what they looked at."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from consult.account.models import Account
from consult.community.models import Household, Person
from consult.storage.event_log import LoggedEvent
from consult.storage.looks import Look

OWN = ("SignedIn", "SessionEnded", "PasswordChanged", "LoginChanged", "SlipUsed", "JoinAsked", "NamingConsented",
       "NamingConsentWithdrawn", "EntryQuestioned", "RepresentativeObjected")
"""What people do with their own account and name, and say of their own entry and home: no act of the office."""
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which lines are wanted: of whom (0: of all), looks or acts (empty: both), from and before which moments."""

    by_id: int = 0
    kind: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Trace:
    """One line: when, who, and either a page that was looked at or what was done; with what it was about."""

    at: datetime
    by_id: int
    page: str
    act: str
    about: str
    about_id: int


def audit(db: Session, community_id: int, wanted: Wanted, page: int = 1, size: int = PAGE) -> tuple[list[Trace], int]:
    """A page of lines, the newest first, and how many lines there are."""
    lines = union_all(*_parts(community_id, wanted)).subquery()
    count = db.scalar(select(func.count()).select_from(lines)) or 0
    keys = db.execute(select(lines).order_by(lines.c.at.desc(), lines.c.kind, lines.c.stream, lines.c.number.desc())
                      .limit(size).offset((page - 1) * size)).all()
    looks = {look.id: look for look in db.scalars(select(Look).where(Look.id.in_([key.number for key in keys if key.kind == "look"])))}
    return [_look(looks[key.number]) if key.kind == "look" else _act(db.get_one(LoggedEvent, (key.stream, key.number)))
            for key in keys], count


def _parts(community_id: int, wanted: Wanted) -> list[Any]:
    looks = select(Look.at.label("at"), literal("look").label("kind"), literal("").label("stream"), Look.id.label("number")).where(
        Look.community_id == community_id)
    acts = select(
        LoggedEvent.at.label("at"), literal("act").label("kind"), LoggedEvent.stream.label("stream"),
        LoggedEvent.seq.label("number")).where(
        LoggedEvent.actor_id > 0, LoggedEvent.name.not_in(OWN), LoggedEvent.stream.in_(_streams(community_id)))
    if wanted.by_id:
        looks, acts = looks.where(Look.by_id == wanted.by_id), acts.where(LoggedEvent.actor_id == wanted.by_id)
    if wanted.since:
        looks, acts = looks.where(Look.at >= wanted.since), acts.where(LoggedEvent.at >= wanted.since)
    if wanted.before:
        looks, acts = looks.where(Look.at < wanted.before), acts.where(LoggedEvent.at < wanted.before)
    parts: dict[str, list[Any]] = {"looks": [looks], "acts": [acts]}
    return parts.get(wanted.kind, [looks, acts])


def _streams(community_id: int) -> Any:
    """The community's own log, and those of the accounts of its people."""
    accounts = select(literal("account:").concat(cast(Account.id, String))).join(
        Person, Person.id == Account.person_id).where(Person.community_id == community_id)
    return union_all(select(literal(f"community:{community_id}")), accounts)


def _look(look: Look) -> Trace:
    return Trace(look.at, look.by_id, look.page, "", look.about, look.about_id)


def _act(event: LoggedEvent) -> Trace:
    about, id = next(((kind, event.data[name]) for name, kind in ABOUT.items() if event.data.get(name)), ("", 0))
    if event.stream.startswith("account:"):
        about, id = "account", int(event.stream.partition(":")[2])
    return Trace(event.at, event.actor_id or 0, "", event.name, about, id)


ABOUT: Mapping[str, str] = {"person_id": "person", "kept_id": "person", "household_id": "household", "unit_id": "unit", "body_id": "body"}
"""By the field of an event: what kind of thing it is about."""


def who_acted(db: Session, community_id: int) -> Sequence[Person]:
    """Everybody of whom there is a line, by name."""
    ids: Any = union_all(select(Look.by_id).where(Look.community_id == community_id), select(LoggedEvent.actor_id).where(
        LoggedEvent.actor_id > 0, LoggedEvent.name.not_in(OWN), LoggedEvent.stream.in_(_streams(community_id))))
    return db.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.name, Person.id)).all()


def looked_at(db: Session, person_id: int, household_ids: Sequence[int], since: datetime, limit: int) -> list[tuple[Look, Person]]:
    """Who looked at somebody's entry, at one that was merged into it, or at a home of theirs; the newest first."""
    entries = select(Person.id).where((Person.id == person_id) | (Person.merged_into_id == person_id))
    at_me = (Look.about == "person") & Look.about_id.in_(entries)
    at_home = (Look.about == "household") & Look.about_id.in_(household_ids)
    rows = db.execute(select(Look, Person).join(Person, Person.id == Look.by_id).where(
        at_me | at_home, Look.by_id != person_id, Look.at >= since).order_by(Look.at.desc(), Look.id.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]


def named(db: Session, traces: Sequence[Trace]) -> dict[tuple[str, int], str]:
    """Names of what lines are about, by kind and id: people and whose account it is by name, homes by their door."""
    def ids(kind: str) -> set[int]:
        return {trace.about_id for trace in traces if trace.about == kind}
    people = ids("person") | {trace.by_id for trace in traces}
    found = {("person", person.id): person.name for person in db.scalars(select(Person).where(Person.id.in_(people)))}
    for account_id, name in db.execute(select(Account.id, Person.name).join(Person).where(Account.id.in_(ids("account")))):
        found["account", account_id] = name
    for home in db.scalars(select(Household).where(Household.id.in_(ids("household")))):
        found["household", home.id] = f"{home.building.name}{home.door}"
    return found
