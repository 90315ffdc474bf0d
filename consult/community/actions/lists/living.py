"""Moving out and within, and corrections, as a list says them: from today, by the verbs of a life."""
from __future__ import annotations

from datetime import date

from consult.community.actions.ages import enter_age
from consult.community.actions.life import correct_person, move_home, move_out
from consult.community.models import Household, Person
from consult.storage.work import Work


def correct(work: Work, person: Person, *, name: str, called: str, comes_of_age: date | None) -> None:
    """Enter a name, a form of address and the month of coming of age as the list has them."""
    if (person.name, person.called) != (name, called):
        correct_person(work, person_id=person.id, name=name, called=called)
    if comes_of_age and person.comes_of_age != comes_of_age:
        enter_age(work, person_id=person.id, comes_of_age=f"{comes_of_age:%Y-%m}")


def leave(work: Work, person: Person) -> None:
    """Somebody lives in none of their homes any more from today, and speaks for none."""
    move_out(work, person_id=person.id)


def move(work: Work, person: Person, home: Household) -> None:
    """Somebody is counted in this home from today."""
    move_home(work, person_id=person.id, household_id=home.id)
