"""File a need, for oneself, for somebody else or without a name; review it."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from consult.community.models import Community
from consult.community.queries import working_days
from consult.community.rules.whereabouts import ANYWHERE, Whereabouts
from consult.core.errors import NotFound, RuleBroken
from consult.core.working_days import kept_years
from consult.matter.models import Matter
from consult.meeting.models import Meeting
from consult.project import policy
from consult.project.actions.shared import (
    Reason,
    Title,
    Words,
    check_number,
    check_place,
    today,
    without_actor,
)
from consult.project.events import NeedAccepted, NeedFiled, NeedMerged, NeedReturned, NeedWithdrawn
from consult.project.models import Need
from consult.project.rules.categories import categories, check_category
from consult.project.rules.kinds import Filing, Source, Times
from consult.project.rules.lifecycle import NEED, NEED_LISTED, REVIEW_WORKDAYS
from consult.storage.work import Work

MOST_PEOPLE = 5_000


@dataclass(frozen=True)
class Needed:
    """What is needed: by how many, when, until which day."""

    title: Title
    what: Words
    category: str
    people: int = 1
    times: Times = Times.ANY
    until: date | None = None


def file_need(
    work: Work, *, community_id: int, needed: Needed, filing: Filing = Filing.OWN, source: Source = Source.RESIDENT,
    where: Whereabouts = ANYWHERE, matter_id: int | None = None,
) -> dict[str, Any]:
    """Write down a need; its review is owed within five working days.

    One filed anonymously keeps no filer, is dated by the day alone, and its answer does not name it: nothing that
    is stored leads from the account to the need.
    """
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "file_need", community)
    if source != Source.RESIDENT:
        policy.require(actor, "name_source", community)
    check_place(work, community_id, where)
    _check_matter(work, community_id, matter_id)
    hidden = filing == Filing.ANONYMOUS
    due_on = working_days(work.db, community_id).after(today(work, community_id), REVIEW_WORKDAYS)
    kept = without_actor(work, community_id) if hidden else work
    need = work.add(Need(
        **asdict(needed) | {"category": check_category(needed.category, categories()),
                            "people": check_number("people", needed.people, 1, MOST_PEOPLE)},
        **asdict(where), community_id=community_id, source=source, filing=filing,
        filed_by_id=None if hidden else actor.person_id, filed_at=kept.now,
        matter_id=matter_id, due_on=due_on, due_without=kept_years(due_on),
    ))
    kept.record(NeedFiled(
        need_id=need.id, title=need.title, category=need.category, source=source, filing=filing, due_on=need.due_on,
        due_without=need.due_without))
    return {} if hidden else {"need_id": need.id}


def _check_matter(work: Work, community_id: int, matter_id: int | None) -> None:
    if matter_id is not None and work.get(Matter, matter_id, lock=False).community_id != community_id:
        raise NotFound("matter")


def withdraw_need(work: Work, *, need_id: int) -> None:
    """Whoever filed it takes it back, while it is not reviewed."""
    need = work.get(Need, need_id)
    policy.require(work.actor, "withdraw_need", need)
    need.state = NEED.after(need.state, "withdraw")
    work.record(NeedWithdrawn(need_id=need.id))


def accept_need(work: Work, *, need_id: int, reason: Reason, meeting_id: int | None = None) -> dict[str, Any]:
    """Put it on the needs list, with the reason; the joint meeting is named where it decided."""
    need = _reviewed(work, need_id, "accept", reason, meeting_id)
    work.record(NeedAccepted(need_id=need.id, reason=reason, meeting_id=meeting_id))
    return {"state": need.state}


def return_need(work: Work, *, need_id: int, reason: Reason, meeting_id: int | None = None) -> dict[str, Any]:
    """Give it back, with the reason."""
    need = _reviewed(work, need_id, "return", reason, meeting_id)
    work.record(NeedReturned(need_id=need.id, reason=reason, meeting_id=meeting_id))
    return {"state": need.state}


def merge_need(work: Work, *, need_id: int, into_id: int, reason: Reason) -> dict[str, Any]:
    """It is part of another one that is on the list; those who need it are counted there."""
    into = work.get(Need, into_id)
    if into.community_id != work.get(Need, need_id, lock=False).community_id:
        raise NotFound("need")
    if into_id == need_id:
        raise RuleBroken("joins_itself")
    if into.state not in NEED_LISTED:
        raise RuleBroken("merges_into_unlisted", title=into.title)
    need = _reviewed(work, need_id, "merge", reason, None, into_id=into_id)
    into.people = min(MOST_PEOPLE, into.people + need.people)
    work.record(NeedMerged(need_id=need.id, into_id=into_id, reason=reason))
    return {"state": need.state}


def _reviewed(
    work: Work, need_id: int, move: str, reason: str, meeting_id: int | None, into_id: int | None = None
) -> Need:
    need = work.get(Need, need_id)
    actor = policy.require(work.actor, "review_need", need)
    if meeting_id is not None and work.get(Meeting, meeting_id, lock=False).community_id != need.community_id:
        raise NotFound("meeting")
    need.state = NEED.after(need.state, move)
    need.reason, need.into_id, need.meeting_id = reason, into_id, meeting_id
    need.reviewed_at, need.reviewed_by_id = work.now, actor.person_id
    return need
