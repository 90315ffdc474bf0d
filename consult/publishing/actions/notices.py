"""Verbs of the board: prepare a notice, change its words, post it as a second person, take it down, put it back."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Any

from sqlalchemy import func, select

from consult.community.models import Body, Community
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.core.events import canonical
from consult.matter.models import Matter
from consult.meeting.models import Meeting
from consult.minutes.rules.redaction import Redactor
from consult.publishing import policy, queries
from consult.publishing.actions.indexing import index, unindex
from consult.publishing.actions.seals import seal
from consult.publishing.events import (
    NoticePosted,
    NoticePrepared,
    NoticePutBack,
    NoticeReworded,
    NoticeTakenDown,
)
from consult.publishing.models import Notice
from consult.publishing.rules.notice_period import check_taking_down, days_of, kind_named, last_day
from consult.publishing.rules.states import NOTICE
from consult.storage.work import Work

Reason = Annotated[str, Length(most=500)]
GoodReason = Annotated[str, Length(most=500, least=10)]


@dataclass(frozen=True)
class NoticeWords:
    """What a notice says, on which basis, and whom to ask."""

    title: Annotated[str, Length(most=80, least=4)]
    basis: Annotated[str, Length(most=300, least=4)]
    text: Annotated[str, Length(most=5_000, least=10)]
    contact: Annotated[str, Length(most=200)] = ""


def prepare_notice(
    work: Work, *, community_id: int, kind: str, words: NoticeWords, days: int | None = None,
    matter_id: int | None = None, meeting_id: int | None = None, body_id: int | None = None,
) -> dict[str, int]:
    """Write a notice. What is private in it is hidden before it is kept; a second person posts it."""
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "prepare_notice", community)
    for table, id in ((Matter, matter_id), (Meeting, meeting_id), (Body, body_id)):
        if id is not None and work.get(table, id, lock=False).community_id != community.id:  # type: ignore[attr-defined]
            raise NotFound(table.__tablename__)
    notice = Notice(
        community_id=community.id, kind=kind, days=days_of(kind_named(kind), days), matter_id=matter_id,
        meeting_id=meeting_id, body_id=body_id, prepared_by_id=actor.person_id, prepared_at=work.now, text_hash="",
    )
    _say(notice, _redactor(work, community), words, _desk(community))
    work.add(notice)
    work.record(NoticePrepared(
        notice_id=notice.id, community_id=community.id, kind=kind, text_hash=notice.text_hash))
    seal(work, "notice", notice.id)
    return {"notice_id": notice.id}


def _say(notice: Notice, redactor: Redactor, words: NoticeWords, desk: str) -> None:
    notice.title, notice.basis = redactor(words.title)[:80], redactor(words.basis)[:300]
    notice.text, notice.contact = redactor(words.text.replace("\r\n", "\n")), redactor(words.contact or desk)[:200]
    notice.text_hash = hash_of(notice)


def hash_of(notice: Notice) -> str:
    """SHA-256 over what the notice says."""
    return sha256(canonical(queries.notice_text(notice))).hexdigest()


def _desk(community: Community) -> str:
    return "，".join(part for part in (community.desk_place, community.desk_hours, community.desk_phone) if part)


def _redactor(work: Work, community: Community) -> Redactor:
    return queries.redactor_for(work.db, community, local_date(work.now, community.timezone))


def reword_notice(
    work: Work, *, notice_id: int, words: NoticeWords, days: int | None = None
) -> dict[str, int]:
    """Change the words before it is posted; who changed them last counts as the one who prepared it."""
    notice = work.get(Notice, notice_id)
    actor = policy.require(work.actor, "prepare_notice", notice)
    notice.state = NOTICE.after(notice.state, "reword")
    community = work.get(Community, notice.community_id, lock=False)
    notice.days = days_of(kind_named(notice.kind), days)
    notice.prepared_by_id, notice.prepared_at = actor.person_id, work.now
    _say(notice, _redactor(work, community), words, _desk(community))
    work.record(NoticeReworded(notice_id=notice.id, text_hash=notice.text_hash))
    seal(work, "notice", notice.id)
    return {"notice_id": notice.id}


def post_notice(work: Work, *, notice_id: int, text_hash: str) -> dict[str, Any]:
    """Post it, having read it: it gets the year's next number and hangs to the end of its last day."""
    notice = work.get(Notice, notice_id)
    actor = policy.require(work.actor, "post_notice", notice)
    if notice.prepared_by_id == actor.person_id:
        raise RuleBroken("second_person_needed")
    if notice.text_hash != text_hash:
        raise RuleBroken("edited_meanwhile", revision=0)
    community = work.get(Community, notice.community_id)
    today = local_date(work.now, community.timezone)
    notice.state = NOTICE.after(notice.state, "post")
    notice.year, notice.number = today.year, _next_number(work, notice, today.year)
    notice.posted_by_id, notice.posted_at = actor.person_id, work.now
    notice.until = last_day(today, notice.days)
    _index(work, notice)
    work.record(NoticePosted(
        notice_id=notice.id, community_id=community.id, number=notice.no, kind=notice.kind,
        text_hash=notice.text_hash, posted_on=today, until=notice.until))
    seal(work, "notice", notice.id)
    return {"notice_id": notice.id, "number": notice.no, "until": notice.until}


def _index(work: Work, notice: Notice) -> None:
    index(work, "notice", notice.id, notice.community_id, [notice.title, notice.basis, notice.text])


def _next_number(work: Work, notice: Notice, year: int) -> int:
    taken = select(func.max(Notice.number)).where(
        Notice.community_id == notice.community_id, Notice.year == year, Notice.id != notice.id)
    return (work.db.scalar(taken) or 0) + 1


def take_down(work: Work, *, notice_id: int, reason: Reason = "") -> dict[str, bool]:
    """Take a notice off the board. Before its time is over only with a reason, which is logged and stays visible.

    RuleBroken("reason_to_take_down_early") otherwise (居民委员会组织法 art. 34: at least fifteen days).
    """
    notice = work.get(Notice, notice_id)
    policy.require(work.actor, "take_down_notice", notice)
    state = NOTICE.after(notice.state, "take_down")
    community = work.get(Community, notice.community_id, lock=False)
    assert notice.until is not None
    early = check_taking_down(local_date(work.now, community.timezone), notice.until, reason)
    notice.state, notice.down_at, notice.down_early = state, work.now, early
    notice.down_reason = _redactor(work, community)(reason)
    unindex(work, "notice", notice.id)
    work.record(NoticeTakenDown(notice_id=notice.id, early=early, reason=notice.down_reason))
    seal(work, "notice", notice.id)
    return {"early": early}


def put_back(work: Work, *, notice_id: int, reason: GoodReason) -> dict[str, Any]:
    """Hang a notice again; the days it was gone are added, so that it hangs its whole time."""
    notice = work.get(Notice, notice_id)
    policy.require(work.actor, "take_down_notice", notice)
    state = NOTICE.after(notice.state, "put_back")
    community = work.get(Community, notice.community_id, lock=False)
    assert notice.until is not None and notice.down_at is not None
    gone = local_date(work.now, community.timezone) - local_date(notice.down_at, community.timezone)
    if notice.down_early:
        notice.until += max(gone, timedelta(0))
    notice.state, notice.down_at, notice.down_early, notice.down_reason = state, None, False, ""
    _index(work, notice)
    work.record(NoticePutBack(
        notice_id=notice.id, reason=_redactor(work, community)(reason), until=notice.until))
    seal(work, "notice", notice.id)
    return {"until": notice.until}
