"""The stage of a replay: a community of its own, its speakers as residents, and a meeting convened by its rules."""
from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from consult.account import actions as accounts
from consult.account import queries as account_queries
from consult.account.models import Account
from consult.cli.demo.proposals import proposal
from consult.cli.replay.transcript import Transcript
from consult.community import actions as register
from consult.community import queries as communities
from consult.community.models import Community, Person
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.presets import BodyPreset
from consult.core.actor import THE_SYSTEM, Actor
from consult.core.clock import local_date
from consult.core.errors import NotFound
from consult.matter import actions as matters
from consult.matter.rules.lifecycle import Category
from consult.meeting import actions as meetings
from consult.meeting.actions.convening import Agenda
from consult.storage.store import Store
from consult.storage.work import Work

SLUG = "replay"
CHAIR, OFFICE = "回放主持人", "回放秘书"
SHORTEST = 4


@dataclass(frozen=True)
class Stage:
    """What the players need: the meeting, and a sign-in for everyone."""

    community_id: int
    meeting_id: int
    discussion_id: int
    path: str
    chair_token: str
    tokens: dict[str, str]
    sign_ins: list[tuple[str, str]]


def set_stage(store: Store, transcript: Transcript) -> Stage:
    """Find or found the replay's community, enter its speakers, and convene a meeting on the transcript's title."""
    community_id = _community(store)
    people = {name: _person(store, community_id, name) for name in (CHAIR, OFFICE, *transcript.speakers)}
    body_id = _council(store, community_id, people)
    meeting = _convened(store, community_id, body_id, people, transcript)
    password = secrets.token_hex(6)
    _set_password(store, people[CHAIR], password)
    return Stage(
        community_id=community_id, meeting_id=meeting["meeting_id"], discussion_id=meeting["discussion_id"],
        path=f"/c/{SLUG}/s/{meeting['meeting_id']}", chair_token=_token(store, people[CHAIR]),
        tokens={name: _token(store, people[name]) for name in transcript.speakers},
        sign_ins=[(_login(CHAIR, people[CHAIR]), password)],
    )


def _as_system(store: Store, function: Callable[[Work], Any]) -> Any:
    return store.carry_out(function, actor=THE_SYSTEM).value


def _community(store: Store) -> int:
    with store.read() as db:
        try:
            return communities.community_by_slug(db, SLUG).id
        except NotFound:
            pass

    def found(work: Work) -> int:
        street = register.found_street(work, name="回放街道", name_en="Replay Street")
        community = register.found_community(
            work, street=street, slug=SLUG, name="回放社区", name_en="Replay Community", endorse_households=1,
            opened_on=local_date(work.now, "Asia/Shanghai"))
        grid = register.add_grid(work, community=community, name="第一网格")
        register.add_building(work, grid=grid, name="1幢")
        return community.id

    return int(_as_system(store, found))


def _person(store: Store, community_id: int, name: str) -> int:
    with store.read() as db:
        known = db.scalar(select(Person.id).where(Person.community_id == community_id, Person.name == name))
    if known:
        return known

    def enter(work: Work) -> int:
        community = work.get(Community, community_id)
        building = communities.buildings(work.db, community_id)[0]
        household = register.settle_household(work, building=building, door=name)
        person = register.enter_person(work, community=community, name=name, household=household)
        kind = {CHAIR: PostKind.FACILITATOR, OFFICE: PostKind.SECRETARY}.get(name)
        if kind:
            register.appoint(work, community=community, person=person, kind=kind)
        accounts.open_account(work, person=person, name=_login(name, person.id), hashed="-")
        return person.id

    return int(_as_system(store, enter))


def _login(name: str, person_id: int) -> str:
    return f"replay-{person_id}" if name not in (CHAIR, OFFICE) else f"replay-desk-{person_id}"


def _council(store: Store, community_id: int, people: dict[str, int]) -> int:
    def form(work: Work) -> int:
        community = work.get(Community, community_id)
        body = register.form_body(
            work, community=community, preset=BodyPreset(
                kind=BodyKind.RESIDENTS_COUNCIL, name="咨询会议", name_en="consultation meeting",
                convened_by=(PostKind.SECRETARY,), notice_days=0, vote_rule="simple_majority_cast",
                rules_of_order={"turns_each": None, "first_timers_first": True, "alternate_stances": True},
            ))
        for name, person_id in people.items():
            if name not in (CHAIR, OFFICE):
                register.seat_member(
                    work, community=community, body=body, person=work.get(Person, person_id))
        return body.id

    return int(_as_system(store, form))


def _convened(
    store: Store, community_id: int, body_id: int, people: dict[str, int], transcript: Transcript
) -> dict[str, int]:
    author, neighbour = (people[name] for name in (transcript.speakers * 2)[:2])
    matter_id = _as(store, author, lambda work: matters.propose(
        work, community_id=community_id, proposal=proposal(
            title=title_of(transcript), what=f"{transcript.title}：记录回放。", place="会场", affected="与会者",
            expected="大家听完各方意见", category=Category.OTHER,
        )))["matter_id"]
    office = people[OFFICE]
    _as(store, neighbour if neighbour != author else office, lambda work: matters.endorse(work, matter_id=matter_id))
    _as(store, office, lambda work: matters.admit(work, matter_id=matter_id, reason="按已有记录回放一次会议。"))
    convened: dict[str, int] = _as(store, office, lambda work: meetings.convene(
        work, body_id=body_id, agenda=Agenda(matter_id), starts_at=work.now + timedelta(seconds=1), place="会场",
        chair_id=people[CHAIR],
    ))
    return convened


def title_of(transcript: Transcript) -> str:
    """Its title as a matter's: neither too short nor too long for one."""
    title = transcript.title[:60]
    return title if len(title) >= SHORTEST else f"{title}（会议回放）"


def _as(store: Store, person_id: int, function: Callable[[Work], Any]) -> Any:
    return store.carry_out(function, actor=_actor(store, person_id)).value


def _actor(store: Store, person_id: int) -> Actor:
    with store.read() as db:
        return account_queries.actor_of_person(db, person_id, store.clock())


def _account_id(store: Store, person_id: int) -> int:
    with store.read() as db:
        return db.scalars(select(Account.id).where(Account.person_id == person_id)).one()


def _token(store: Store, person_id: int) -> str:
    account_id = _account_id(store, person_id)
    return str(_as_system(
        store, lambda work: accounts.begin_session(work, account_id=account_id, device="consult replay")))


def _set_password(store: Store, person_id: int, password: str) -> None:
    account_id, hashed = _account_id(store, person_id), accounts.password_hash(password)
    _as_system(store, lambda work: accounts.set_password(work, account_id=account_id, hashed=hashed))
