"""Somebody is entered, or what is written of somebody is put right."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.life.residing import begin_residency, home_of_choice, kept, write_down
from consult.community.actions.register import today
from consult.community.events import EntryQuestioned, PersonCorrected, PersonEntered
from consult.community.models import Community, Household, Person, Residency
from consult.community.queries.spans import lives_there
from consult.community.rules.ages import month_of_age
from consult.community.rules.life import LifeKind, first_day, tidy_name
from consult.community.rules.texts import Called, PersonName, Why
from consult.core.arguments import Length
from consult.core.errors import BadShape, RuleBroken
from consult.storage.work import Work

Note = Annotated[str, Length(most=200)]
Month = Annotated[str, Length(most=7)]


def enter_resident(
    work: Work, *, community_id: int, name: PersonName, called: Called = "", household_id: int | None = None,
    comes_of_age: Month = "", holds_from: date | None = None, another: bool = False,
) -> dict[str, int]:
    """Enter somebody who lives in a home since a day, or without one somebody who has to do with the community.

    RuleBroken("same_name_in_home") where somebody of that name lives there already, unless `another` says that they
    are two. BadShape for a name of nothing but spaces, a day too far off, a home where nobody lives.
    """
    community = work.get(Community, community_id, lock=False)
    policy.require(work.actor, "keep_register", community)
    day, tidy = today(work, community), _named(name)
    first, home = first_day(holds_from, day), home_of_choice(work, community, household_id) if household_id else None
    if home and not another:
        _check_not_there(work, home, tidy, max(first, day))
    person = work.add(Person(
        street_id=community.street_id, community_id=community.id, name=tidy, called=tidy_name(called) or tidy,
        comes_of_age=month_of_age(comes_of_age, day)))
    if home:
        begin_residency(work, person, home, first)
    work.record(PersonEntered(community_id=community.id, person_id=person.id, household_id=home.id if home else None))
    write_down(work, community, person, LifeKind.ENTERED, first, homes=(None, home.id if home else None))
    return {"person_id": person.id}


def _named(name: str) -> str:
    tidy = tidy_name(name)
    if not tidy:
        raise BadShape({"name": "missing"})
    return tidy


def _check_not_there(work: Work, home: Household, name: str, day: date) -> None:
    there = work.db.scalar(select(Person.id).join(Residency, Residency.person_id == Person.id).where(
        Residency.household_id == home.id, Person.name == name, *lives_there(day)).limit(1))
    if there is not None:
        raise RuleBroken("same_name_in_home", person_id=there)


def say_wrong(work: Work, *, words: Why) -> dict[str, int]:
    """Somebody says that something of their own entry is wrong; the office finds it on the person's page (个人信息保护法
    art. 46)."""
    actor = work.actor
    person = work.get(Person, actor.person_id if actor else 0)
    policy.require(actor, "enter", person)
    community = work.get(Community, person.community_id or 0, lock=False)
    write_down(work, community, person, LifeKind.SAID_WRONG, today(work, community), words)
    work.record(EntryQuestioned(community_id=community.id, person_id=person.id))
    return {"person_id": person.id}


def correct_person(work: Work, *, person_id: int, name: PersonName, called: Called = "", note: Note = "") -> dict[str, int]:
    """Put a name or a form of address right, from now on; what was signed and recorded under the old one stays."""
    person, community, day = kept(work, person_id)
    tidy = _named(name)
    person.name, person.called = tidy, tidy_name(called) or tidy
    work.record(PersonCorrected(community_id=community.id, person_id=person.id))
    write_down(work, community, person, LifeKind.CORRECTED, day, note)
    return {"person_id": person.id}
