"""Convene with the notice that the body's rules ask for; cancel with a reason."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import func, select

from consult.ballot.queries import rule_for
from consult.ballot.queries.places import place_in
from consult.ballot.rules.fit import check_fits
from consult.ballot.rules.roll_base import RollBase
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import queries as register
from consult.community.actions import apply_due
from consult.community.models import Body, Community, Person
from consult.community.rules.kinds import PostKind
from consult.community.rules.sittings import Kind
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.core.house_words import NOT_OPENED
from consult.matter import actions as matters
from consult.matter.events import MatterScheduled
from consult.meeting import policy
from consult.meeting.actions.loading import chair_post, the_meeting
from consult.meeting.actions.sittings.agenda import agenda_of, round_before
from consult.meeting.actions.sittings.kinds import copy_kind, kind_to_convene
from consult.meeting.actions.sittings.people import write_paper
from consult.meeting.events import MeetingCancelled, MeetingConvened
from consult.meeting.models import Discussion, Meeting
from consult.meeting.models.sittings import Sitting
from consult.meeting.queries.bases import foreseen_of_body
from consult.meeting.rules.kinds import MEETING
from consult.meeting.rules.order import order_from
from consult.storage.work import Work

Reason = Annotated[str, Length(most=500, least=4)]
Place = Annotated[str, Length(most=120, least=1)]
OPENED_WITHIN = timedelta(days=1)
"""How long after its hour a sitting may still be opened."""
MaybeReason = Annotated[str, Length(most=500)]


@dataclass(frozen=True)
class Agenda:
    """Which matters are taken up: the first, and the ids of further ones with commas between."""

    matter_id: int | None = None
    more_matters: Annotated[str, Length(most=200)] = ""


@dataclass(frozen=True)
class FirstPaper:
    """What lies beside the notice."""

    paper_title: Annotated[str, Length(most=120)] = ""
    paper_text: Annotated[str, Length(most=20_000)] = ""

    @property
    def missing(self) -> list[str]:
        """The names of what was left empty."""
        return [name for name, given in vars(self).items() if not given]


@dataclass(frozen=True)
class Call:
    """By whom a body is called together: when, where, on what, under whose chair, and why in haste."""

    convenor_id: int
    chair_id: int
    starts_at: datetime
    place: str
    matter_ids: list[int]
    extraordinary_reason: str


NO_MATTER, NO_PAPER = Agenda(), FirstPaper()


def convene(
    work: Work, *, body_id: int, starts_at: datetime, place: Place, agenda: Agenda = NO_MATTER,
    chair_id: int | None = None, extraordinary_reason: MaybeReason = "", paper: FirstPaper = NO_PAPER,
) -> dict[str, Any]:
    """Call a body together: on one matter (一事一议), on several one after the other, or on none, as its kind has it.

    The notice is counted in calendar days of the community; a shorter one is lawful only as an
    extraordinary meeting with a published reason (居委会组织法 art. 26 for the assembly; practice.md 2.2).
    """
    body = work.get(Body, body_id, lock=False)
    actor = policy.require(work.actor, "convene", body)
    community = work.get(Community, body.community_id or 0)
    apply_due(work, community_id=community.id)
    kind = kind_to_convene(work, body)
    matter_ids = agenda_of(kind, agenda.matter_id, agenda.more_matters, extraordinary=bool(extraordinary_reason))
    if kind.papers and paper.missing:
        raise BadShape(dict.fromkeys(paper.missing, "missing"))
    _check_notice(work, body, community, starts_at, extraordinary_reason)
    before = round_before(work, body, kind, matter_ids)
    chair = _chair(work, body, community, chair_id, actor.person_id)
    call = Call(actor.person_id, chair, starts_at, place, matter_ids, extraordinary_reason)
    meeting = _convene(work, body, community, kind, before, call, round=before.round + 1 if before else 1)
    if not paper.missing:
        write_paper(work, meeting, paper.paper_title, paper.paper_text)
    first = work.db.scalar(select(func.min(Discussion.id)).where(Discussion.meeting_id == meeting.id))
    return {"meeting_id": meeting.id, "discussion_id": first, "number": meeting.number}


def convene_again(
    work: Work, meeting: Meeting, kind: Kind, held: Sitting, *, matter_ids: list[int], starts_at: datetime, place: str
) -> Meeting:
    """Convene what was postponed: as it was, on another day."""
    call = Call(
        meeting.convened_by_id, meeting.chair_id, starts_at, place, matter_ids, meeting.extraordinary_reason)
    return _convene(
        work, meeting.body, work.get(Community, meeting.community_id), kind, held, call, round=held.round)


def _convene(
    work: Work, body: Body, community: Community, kind: Kind, before: Sitting | None, call: Call, *, round: int
) -> Meeting:
    day = local_date(call.starts_at, community.timezone)
    rule = rule_for(body.vote_rule, day, db=work.db, community_id=community.id)
    if kind.vote == "rule":
        check_fits(rule, place_in(body, in_meeting=True))
    _check_somebody_could_come(work, body, kind, rule, day)
    meeting = work.add(Meeting(
        community_id=community.id, body_id=body.id, year=day.year, number=_next_number(work, body, day.year),
        place=call.place, starts_at=call.starts_at, convened_at=work.now, convened_by_id=call.convenor_id,
        chair_id=call.chair_id, notice_days=body.notice_days, extraordinary=bool(call.extraordinary_reason),
        extraordinary_reason=call.extraordinary_reason, state="convened",
        vote_rule=rule.code,
        rules_of_order=order_from(body.rules_of_order).plain(),
    ))
    meeting.chair_post = chair_post(work, meeting, call.chair_id)
    agenda = [_plan(work, body, meeting, id, nth) for nth, id in enumerate(call.matter_ids, start=1)]
    chair = work.get(Person, call.chair_id, lock=False)
    work.record(MeetingConvened(
        meeting_id=meeting.id, body_id=body.id, body=body.name, body_en=body.name_en, kind=body.kind, year=day.year,
        number=meeting.number, starts_at=call.starts_at, place=call.place, chair=chair.name,
        notice_days=body.notice_days, extraordinary_reason=call.extraordinary_reason, agenda=agenda,
    ))
    copy_kind(work, meeting, kind, follows=before, round=round, seats=before.seats if before else None)
    return meeting


def _check_somebody_could_come(work: Work, body: Body, kind: Kind, rule: VoteRule, day: date) -> None:
    """A body that votes is not called together where nobody on its roll could come that day. One that cannot reach its quorum
    may be: the form says so before the notice goes out, and the roll may still be mended."""
    if kind.vote == "none":
        return
    found = foreseen_of_body(work.db, body, kind, rule, day)
    if found and RollBase.read(found[1]).able == 0:
        raise RuleBroken("nobody_could_come", body={"zh": body.name, "en": body.name_en})


def _plan(work: Work, body: Body, meeting: Meeting, matter_id: int, nth: int) -> dict[str, Any]:
    matter = matters.schedule(work, MatterScheduled(
        matter_id=matter_id, meeting_id=meeting.id, body=body.name, body_en=body.name_en,
        starts_at=meeting.starts_at, place=meeting.place,
    ), community_id=meeting.community_id, body_id=body.id)
    discussion = work.add(Discussion(meeting_id=meeting.id, matter_id=matter.id, position=nth, state="planned"))
    return {"discussion_id": discussion.id, "matter_id": matter.id, "no": matter.no, "title": matter.title}


def _check_notice(work: Work, body: Body, community: Community, starts_at: datetime, reason: str) -> None:
    if starts_at < work.now - timedelta(minutes=5):
        raise RuleBroken("starts_in_the_past")
    today = local_date(work.now, community.timezone)
    days = (local_date(starts_at, community.timezone) - today).days
    if days < body.notice_days and not reason:
        earliest = today + timedelta(days=body.notice_days)
        raise RuleBroken("notice_too_short", days=days, needed=body.notice_days, earliest=earliest)


def _next_number(work: Work, body: Body, year: int) -> int:
    taken = select(func.max(Meeting.number)).where(Meeting.body_id == body.id, Meeting.year == year)
    return (work.db.scalar(taken) or 0) + 1


def _chair(work: Work, body: Body, community: Community, chair_id: int | None, convenor_id: int) -> int:
    if chair_id:
        person = work.get(Person, chair_id, lock=False)
        if person.community_id != community.id:
            raise NotFound("person")
        return person.id
    day = local_date(work.now, community.timezone)
    chairs = register.holders(work.db, community.id, PostKind.FACILITATOR, day)
    return chairs[0].id if chairs else convenor_id


def cancel(work: Work, *, meeting_id: int, reason: Reason) -> None:
    """Call a meeting off before it is opened, with a published reason; its matter must be convened anew."""
    meeting, _ = the_meeting(work, meeting_id, "cancel")
    meeting.state = MEETING.after(meeting.state, "cancel")
    meeting.cancelled_reason = reason
    drop_planned(work, meeting, reason)
    work.record(MeetingCancelled(meeting_id=meeting.id, reason=reason))


def note_not_opened(work: Work, *, meeting_id: int) -> None:
    """Note that the day of a sitting passed and nobody opened it; whoever convenes the body owes a new day."""
    meeting, _ = the_meeting(work, meeting_id, "note_not_opened")
    if meeting.state != "convened" or meeting.starts_at > work.now - OPENED_WITHIN:
        return
    meeting.state = MEETING.after(meeting.state, "cancel")
    meeting.cancelled_reason = NOT_OPENED
    drop_planned(work, meeting, NOT_OPENED)
    work.record(MeetingCancelled(meeting_id=meeting.id, reason=NOT_OPENED))


def drop_planned(work: Work, meeting: Meeting, reason: str) -> None:
    """Take what the meeting did not come to off its agenda."""
    planned = select(Discussion).where(Discussion.meeting_id == meeting.id, Discussion.state == "planned")
    for discussion in work.db.scalars(planned).all():
        discussion.state = "dropped"
        matters.unschedule(work, matter_id=discussion.matter_id, meeting_id=meeting.id, reason=reason)
