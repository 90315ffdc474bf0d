"""Invitations and sign-in slips, as PDF: the codes are made when the paper is, and are nowhere else."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from consult.account import actions as accounts
from consult.account import policy
from consult.account.models import Account
from consult.account.rules import cards
from consult.account.rules.cards import Card, Form, Place
from consult.community.models import Community, Household, Person
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.core.events import parse_moment
from consult.jobs.asking import ask
from consult.jobs.working import Doing
from consult.storage.work import Work
from consult.storage.writer import offload

AT_ONCE = 20
"""Sheets that are made while the page waits; more are made beside it."""
A_STEP = 50
"""Cards between one word of how far it is and the next."""
Each = TypeVar("Each")


def ask_for_invitations(
    work: Work, *, community_id: int, household_ids: Sequence[int], form: Form, address: str, name: str
) -> dict[str, Any]:
    """Put down that invitations for these households are to be printed; their codes do not exist before they are."""
    policy.require(work.actor, "invite", work.get(Community, community_id, lock=False))
    return _asked(work, "invitations", community_id, "household_ids", household_ids, form, address, name)


def ask_for_slips(
    work: Work, *, community_id: int, account_ids: Sequence[int], form: Form, address: str, name: str
) -> dict[str, Any]:
    """The same for first sign-in slips."""
    policy.require(work.actor, "make_slip", work.get(Community, community_id, lock=False))
    return _asked(work, "slips", community_id, "account_ids", account_ids, form, address, name)


def _asked(
    work: Work, kind: str, community_id: int, what: str, ids: Sequence[int], form: Form, address: str, name: str
) -> dict[str, Any]:
    if not ids:
        raise RuleBroken("nobody_to_print_for")
    told = {what: list(ids), "form": form.value, "address": address}
    job = ask(work, kind=kind, community_id=community_id, told=told, total=len(ids), name=name)
    return {"job_id": job, "at_once": cards.sheets(len(ids), form) <= AT_ONCE}


def invitations(doing: Doing) -> bytes:
    """Make the codes of all of them in one act, then one card each."""
    # Earlier codes end with the new ones: not before it is certain that these can be printed.
    cards.fonts_here()
    ids = [int(id) for id in doing.told["household_ids"]]
    made = doing.store.carry_out(
        lambda work: accounts.invite_households(work, household_ids=ids), actor=doing.actor).value
    with doing.store.read() as db:
        place, until = _place(doing, db.get_one(Community, doing.community_id), made["expires_at"])
        homes = {home.id: f"{home.building.name}{home.door}" for home in db.scalars(
            select(Household).where(Household.id.in_(ids)))}
    return _set(doing, place, ids, lambda id: cards.invitation(
        place, home=homes[id], code=made["codes"][str(id)], until=until))


def slips(doing: Doing) -> bytes:
    """The same for the first slips of accounts."""
    cards.fonts_here()
    ids = [int(id) for id in doing.told["account_ids"]]
    made = doing.store.carry_out(lambda work: accounts.make_slips(work, account_ids=ids), actor=doing.actor).value
    with doing.store.read() as db:
        place, until = _place(doing, db.get_one(Community, doing.community_id), made["expires_at"])
        owners = {account.id: (person.name, account.login_name) for account, person in db.execute(
            select(Account, Person).join(Person, Person.id == Account.person_id).where(Account.id.in_(ids)))}
    return _set(doing, place, ids, lambda id: cards.slip(
        place, name=owners[id][0], login=owners[id][1], code=made["codes"][str(id)], until=until))


def _place(doing: Doing, community: Community, expires_at: str) -> tuple[Place, Any]:
    english = community.language == "en"
    desk = (", " if english else "，").join(filter(None, (community.desk_place, community.desk_hours, community.desk_phone)))
    place = Place(
        community=community.name_en if english and community.name_en else community.name, language=community.language,
        address=str(doing.told["address"]), desk=desk)
    moment: datetime = parse_moment(expires_at)
    return place, local_date(moment, community.timezone)


def _set(doing: Doing, place: Place, ids: Sequence[int], card_of: Callable[[int], Card]) -> bytes:
    made: list[Card] = []
    for some in _in_steps(ids):
        made += offload(lambda some=some: [card_of(id) for id in some])  # type: ignore[misc]
        doing.so_far(len(made))
    form = Form(doing.told["form"])
    return offload(lambda: cards.pdf(made, form=form, language=place.language))


def _in_steps(ids: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(ids), A_STEP):
        yield ids[start:start + A_STEP]

