"""Who waits to be let into a home: the home's representative or the desk says yes or no; after thirty days it is erased."""
from __future__ import annotations

from sqlalchemy import select

from consult.account import policy
from consult.account.actions.accounts import make_account
from consult.account.actions.joining import stand_for_home
from consult.account.events import JoinSettled
from consult.account.models import JoinRequest
from consult.community import actions as register
from consult.community import queries as seen
from consult.community.models import Community, Household
from consult.core.actor import Actor
from consult.core.errors import Forbidden
from consult.storage.work import Work


def confirm_join(work: Work, *, request_id: int) -> dict[str, int]:
    """Say yes: now the person is entered in the home and has the account that was asked for. What waited is erased.

    The home's own yes is that of its representative, once nobody has to agree to that one any more.
    """
    request, household, actor = _request(work, request_id)
    community = work.get(Community, household.community_id, lock=False)
    login, hashed = request.login_name, request.password_hash
    person = register.admit_person(
        work, community=community, name=request.name, called=request.called, household=household,
        comes_of_age=request.comes_of_age)
    _erase(work, request, "confirmed", person.id)
    stand_for_home(work, household, person, by_id=actor.person_id)
    make_account(work, person, login, hashed)
    return {"person_id": person.id}


def refuse_join(work: Work, *, request_id: int) -> dict[str, int]:
    """Say no: what was typed is erased. The place on the invitation stays used."""
    request, _household, _actor = _request(work, request_id)
    _erase(work, request, "refused", None)
    return {"request_id": request_id}


def lapse_joins(work: Work) -> None:
    """Erase what waited for thirty days."""
    policy.require(work.actor, "lapse_joins", None)
    for request in work.db.scalars(select(JoinRequest).where(JoinRequest.lapses_at <= work.now)).all():
        _erase(work, request, "lapsed", None)


def _request(work: Work, request_id: int) -> tuple[JoinRequest, Household, Actor]:
    found = work.get(JoinRequest, request_id, lock=False)
    household = work.get(Household, found.household_id)
    request = work.get(JoinRequest, request_id)
    actor = policy.require(work.actor, "let_in", request)
    if not policy.office(actor, request) and not seen.speaks_for(work.db, actor.person_id, household.id):
        raise Forbidden("not_yours_to_do", verb="let_in")
    return request, household, actor


def _erase(work: Work, request: JoinRequest, how: str, person_id: int | None) -> None:
    settled = JoinSettled(
        community_id=request.community_id, household_id=request.household_id, request_id=request.id, how=how,
        person_id=person_id)
    work.db.delete(request)
    work.record(settled)
