"""A council of a hundred in a database, its vote open, everyone signed in; set up by the clock on the wall."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account
from consult.account.queries import actor_of_person
from consult.community import actions as register
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.presets import BodyPreset
from consult.core.actor import THE_SYSTEM, Actor
from consult.matter import actions as matters
from consult.matter.rules.lifecycle import Category
from consult.matter.rules.proposal import Proposal
from consult.meeting import actions as meetings
from consult.meeting.actions.convening import Agenda
from consult.meeting.rules.kinds import Channel, Status
from consult.storage.store import Store
from consult.storage.work import Work


@dataclass(frozen=True)
class Assembly:
    """What the tests need to know of it."""

    meeting_id: int
    ballot_id: int
    chair: str
    """The chair's token."""
    voters: tuple[str, ...]
    """The tokens of those who vote, all of them present."""


def assemble(store: Store, voters: int) -> Assembly:
    """Found the community, convene its council, bring a motion to the vote."""
    people, body = store.carry_out(lambda work: _found(work, voters), actor=THE_SYSTEM).value
    chair = _actor(store, people[0])
    meeting = store.carry_out(lambda work: _convene(work, body, people[1]), actor=chair).value
    ballot = store.carry_out(lambda work: _open_vote(work, meeting, people[1:]), actor=chair).value
    tokens = store.carry_out(lambda work: _sign_in(work, people), actor=THE_SYSTEM).value
    return Assembly(meeting[0], ballot, tokens[0], tuple(tokens[1:]))


def _actor(store: Store, person_id: int) -> Actor:
    with store.read() as db:
        return actor_of_person(db, person_id, store.clock())


def _found(work: Work, voters: int) -> tuple[list[int], int]:
    street = register.found_street(work, name="柳荫街道", name_en="Liuyin Street")
    here = register.found_community(
        work, street=street, slug="crowd", name="人多社区", name_en="Crowd Community", endorse_households=1)
    building = register.add_building(work, grid=register.add_grid(work, community=here, name="第一网格"), name="1幢")
    body = register.form_body(
        work, community=here, preset=BodyPreset(
            kind=BodyKind.RESIDENTS_COUNCIL, name="居民议事会", name_en="Residents' Council",
            convened_by=(PostKind.FACILITATOR,), notice_days=0, vote_rule="council_present_half"))
    people = []
    for number in range(voters + 1):
        home = register.settle_household(work, building=building, door=f"{number:03d}")
        person = register.enter_person(work, community=here, name=f"住户{number:03d}", household=home)
        accounts.open_account(work, person=person, name=f"voter-{number:03d}", hashed="-")
        people.append(person.id)
        if number == 0:
            register.appoint(work, community=here, person=person, kind=PostKind.FACILITATOR)
            register.appoint(work, community=here, person=person, kind=PostKind.SECRETARY)
        else:
            register.seat_member(work, community=here, body=body, person=person)
    return people, body.id


def _as(work: Work, person_id: int, do: Callable[[], Any]) -> Any:
    before, work.actor = work.actor, actor_of_person(work.db, person_id, work.now)
    try:
        return do()
    finally:
        work.actor = before


def _convene(work: Work, body: int, author: int) -> tuple[int, int]:
    assert work.actor is not None
    matter: int = _as(work, author, lambda: matters.propose(
        work, community_id=work.actor.community_id or 0, proposal=Proposal(  # type: ignore[union-attr]
            title="加装电梯", what="楼里老人多，上下楼不便，想加装电梯，请大家议一议。", place="1幢", affected="100户",
            expected="出图报价", category=Category.FACILITIES)))["matter_id"]
    matters.endorse(work, matter_id=matter)
    matters.admit(work, matter_id=matter, reason="属于社区公共事务，可以提交议事会。")
    made = meetings.convene(work, body_id=body, agenda=Agenda(matter), starts_at=work.now + timedelta(seconds=1), place="会场")
    return made["meeting_id"], made["discussion_id"]


def _open_vote(work: Work, meeting: tuple[int, int], voters: list[int]) -> int:
    meeting_id, discussion_id = meeting
    meetings.open_meeting(work, meeting_id=meeting_id)
    for person_id in voters:
        meetings.mark_attendance(
            work, meeting_id=meeting_id, person_id=person_id, status=Status.PRESENT, channel=Channel.PHONE)
    meetings.open_discussion(work, meeting_id=meeting_id, discussion_id=discussion_id)
    _as(work, voters[0], lambda: meetings.move_motion(
        work, meeting_id=meeting_id, who="物业", what="委托两家公司出图报价", by_when=date(2099, 12, 31)))
    ballot: int = meetings.put_to_vote(work, meeting_id=meeting_id)["ballot_id"]
    return ballot


def _sign_in(work: Work, people: list[int]) -> list[str]:
    ids = {row.person_id: row.id for row in work.db.execute(select(Account.person_id, Account.id))}
    return [accounts.begin_session(work, account_id=ids[person]) for person in people]
