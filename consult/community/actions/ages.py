"""Whether somebody is of age: the month it comes, and the mark against a paper seen. Never a date of birth."""
from __future__ import annotations

from typing import Annotated

from consult.community import policy
from consult.community.actions.register import today
from consult.community.events import ComingOfAgeEntered
from consult.community.models import Community, Person
from consult.community.rules.ages import may_be_marked, month_of_age
from consult.core.arguments import Length
from consult.core.errors import RuleBroken
from consult.storage.work import Work

Month = Annotated[str, Length(most=7)]


def enter_age(work: Work, *, person_id: int, comes_of_age: Month = "") -> dict[str, int]:
    """Enter the month in which somebody turns eighteen, as 2027-03; without one, somebody who is of age. They are
    counted among the adults from the first day of the month after it."""
    person, community = _kept(work, person_id)
    person.comes_of_age = month_of_age(comes_of_age, today(work, community))
    work.record(ComingOfAgeEntered(community_id=community.id, person_id=person.id))
    return {"person_id": person.id}


def mark_of_age(work: Work, *, person_id: int) -> dict[str, int]:
    """Mark somebody as of age from today, against a paper that shows the birthday; RuleBroken before the month of it."""
    person, community = _kept(work, person_id)
    if not may_be_marked(person.comes_of_age, today(work, community)):
        raise RuleBroken("not_of_age_before_its_month")
    person.comes_of_age = None
    work.record(ComingOfAgeEntered(community_id=community.id, person_id=person.id))
    return {"person_id": person.id}


def _kept(work: Work, person_id: int) -> tuple[Person, Community]:
    person = work.get(Person, person_id)
    policy.require(work.actor, "keep_register", person)
    return person, work.get(Community, person.community_id or 0, lock=False)
