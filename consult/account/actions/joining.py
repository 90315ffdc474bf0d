"""Joining by a household's invitation: as who is entered there already, or under a name that waits for a yes."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import select

from consult.account import queries
from consult.account.actions.accounts import make_account
from consult.account.events import JoinAsked
from consult.account.models import Account, Invitation, JoinRequest
from consult.account.rules.joining import REQUEST_HOLDS, comes_in_at_once
from consult.community import actions as register
from consult.community import queries as seen
from consult.community.models import Community, Household, Person
from consult.community.rules.ages import month_of_age, of_age
from consult.community.rules.kinds import PostKind
from consult.core.arguments import Length, Line
from consult.core.errors import BadShape, RuleBroken
from consult.storage.work import Work

Name = Annotated[str, Length(most=60)]
Month = Annotated[str, Length(most=7)]


@dataclass(frozen=True)
class Newcomer:
    """What somebody says of themselves whom nobody entered; a door gives each by itself."""

    name: Name = ""
    called: Name = ""
    comes_of_age: Month = ""
    """The month in which they turn eighteen, of whoever has not."""
    another: bool = False
    """Somebody else than the one of that name who is known already."""


NOBODY_NEW = Newcomer()


def join_by_invitation(
    work: Work, *, code: Line, login: Line, hashed: str, newcomer: Newcomer = NOBODY_NEW, person_id: int | None = None
) -> dict[str, int]:
    """Open an account for somebody of an invited household (`person_id`): posts, voice and home stay that person's.

    A name that nobody entered waits until the home or the desk says yes (letting_in.py); one that is entered already is
    asked about first, unless `another` says that it is somebody else. Whoever is not of age says the month in which it
    comes. The first of age in a home for which nobody speaks does so from now on.
    """
    # The household first, as when it is invited; then the invitation once more, as it stands now.
    household = work.get(Household, queries.invitation_by_code(work.db, code, work.now).household_id)
    invitation = work.get(Invitation, queries.invitation_by_code(work.db, code, work.now).id)
    queries.check_usable(invitation, work.now)
    community = work.get(Community, household.community_id, lock=False)
    login, day = queries.free_name(work.db, login), register.today(work, community)
    invitation.uses_left -= 1
    if person_id is not None:
        return _as_entered(work, invitation, household, _entered(work, household, person_id, day), login, hashed)
    if missing := {field: "missing" for field in ("name", "called") if not getattr(newcomer, field)}:
        raise BadShape(missing)
    if not newcomer.another:
        _check_new(work, household, newcomer.name, day)
    month = month_of_age(newcomer.comes_of_age, day)
    if comes_in_at_once(
        ever_lived_in=seen.ever_lived_in(work.db, household.id), opened_on=community.opened_on, today=day):
        person = register.admit_person(
            work, community=community, name=newcomer.name, called=newcomer.called, household=household, comes_of_age=month)
        return _as_entered(work, invitation, household, person, login, hashed)
    return _waits(work, invitation, JoinRequest(
        name=newcomer.name, called=newcomer.called, comes_of_age=month, login_name=login, password_hash=hashed))


def _entered(work: Work, household: Household, person_id: int, day: date) -> Person:
    if not any(person.id == person_id for person in seen.residents(work.db, household.id, day)):
        raise BadShape({"who": "not_a_choice"})
    if work.db.scalar(select(Account.id).where(Account.person_id == person_id)):
        raise BadShape({"who": "has_an_account"})
    return work.get(Person, person_id, lock=False)


def _check_new(work: Work, household: Household, name: str, day: date) -> None:
    """RuleBroken where one of that name is entered in the home, or waits already: is it the same person?"""
    for person in seen.residents(work.db, household.id, day):
        if person.name == name:
            has_one = work.db.scalar(select(Account.id).where(Account.person_id == person.id)) is not None
            raise RuleBroken("same_name_has_account" if has_one else "same_name_entered", person_id=person.id, name=name)
    if work.db.scalar(select(JoinRequest.id).where(
            JoinRequest.household_id == household.id, JoinRequest.name == name).limit(1)):
        raise RuleBroken("same_name_waits", name=name)


def _as_entered(
    work: Work, invitation: Invitation, household: Household, person: Person, login: str, hashed: str
) -> dict[str, int]:
    stand_for_home(work, household, person, by_id=invitation.made_by_id or person.id)
    account = make_account(work, person, login, hashed)
    return {"account_id": account.id, "person_id": person.id}


def stand_for_home(work: Work, household: Household, person: Person, *, by_id: int | None) -> None:
    """Whoever is of age speaks for a home for which nobody does yet; by whose hand is noted."""
    community = work.get(Community, household.community_id, lock=False)
    spoken_for = seen.representing_since(work.db, [household.id])
    if of_age(person.comes_of_age, register.today(work, community)) and not spoken_for:
        register.take_post(
            work, community=community, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=household,
            naming=register.Naming(by_id=by_id))


def _waits(work: Work, invitation: Invitation, request: JoinRequest) -> dict[str, int]:
    request.community_id, request.household_id = invitation.community_id, invitation.household_id
    request.invitation_id, request.made_at, request.lapses_at = invitation.id, work.now, work.now + REQUEST_HOLDS
    work.add(request)
    work.record(JoinAsked(
        community_id=request.community_id, household_id=request.household_id, request_id=request.id))
    return {"request_id": request.id}
