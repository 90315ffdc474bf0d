"""Putting an outcome on a docket, passing it up or down, acknowledging it, noting that the day passed."""
from __future__ import annotations

from datetime import date, timedelta

from consult.community.models import Body, Community
from consult.community.rules.hands import hand_of
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.meeting.events import DiscussionClosed
from consult.meeting.models import Meeting
from consult.resolution import policy, queries
from consult.resolution.actions.answering import Reply, store_reply
from consult.resolution.events import EntryAcknowledged, OutcomeDocketed, ReplyMissed
from consult.resolution.models import DocketEntry
from consult.resolution.rules.reply import ANSWER_DAYS, Basis, Decision
from consult.storage.work import Work


def docket_outcome(work: Work, closed: DiscussionClosed) -> None:
    """Put an outcome before the body that owes a reply: the one escalated to, or the one that answers an adoption.

    A body that owes a reply itself and escalates has thereby replied: it passes the matter on, for the reason given.
    """
    meeting = work.get(Meeting, closed.meeting_id, lock=False)
    body = _who_answers(work, meeting, closed)
    if body is None:
        return
    owed = queries.owed(work.db, closed.matter_id)
    if owed is not None:
        if closed.outcome == "escalated" and owed.body_id == meeting.body_id:
            store_reply(work, owed, Reply(decision=Decision.REFER, reason=closed.reason, basis=Basis.JURISDICTION,
                 meeting_id=meeting.id, to=body))
        return
    days = meeting.body.answer_days or ANSWER_DAYS
    put_on_docket(work, DocketEntry(
        community_id=meeting.community_id, body_id=body.id, matter_id=closed.matter_id, meeting_id=meeting.id,
        discussion_id=closed.discussion_id, ballot_id=closed.ballot_id, outcome=closed.outcome,
        motion=closed.motion, docketed_at=work.now, due_on=today(work, meeting.community_id) + timedelta(days=days),
    ), body)


def put_on_docket(work: Work, entry: DocketEntry, body: Body, *, passed_on_by: str = "") -> DocketEntry:
    """Add an entry and tell of it."""
    work.add(entry)
    work.record(OutcomeDocketed(
        entry_id=entry.id, matter_id=entry.matter_id, body_id=body.id, body=body.name, body_en=body.name_en,
        meeting_id=entry.meeting_id, ballot_id=entry.ballot_id, outcome=entry.outcome, due_on=entry.due_on,
        passed_on_by=passed_on_by,
    ))
    return entry


def _who_answers(work: Work, meeting: Meeting, closed: DiscussionClosed) -> Body | None:
    if closed.outcome == "escalated":
        return work.get(Body, closed.escalated_to_id or 0, lock=False)
    if closed.outcome == "adopted" and meeting.body.answered_by_id:
        return work.get(Body, meeting.body.answered_by_id, lock=False)
    return None


def acknowledge(work: Work, *, entry_id: int) -> dict[str, int]:
    """Say for a body that it has what was passed on to it; the clock of the reply runs on."""
    entry = loaded(work, entry_id)
    actor = policy.require(work.actor, "acknowledge", entry)
    if entry.acknowledged_at is None:
        if entry.resolution is not None:
            raise RuleBroken("already_answered", decision=entry.resolution.decision)
        entry.acknowledged_at, entry.acknowledged_by_id = work.now, actor.person_id
        entry.acknowledged_hand = hand_of(actor, entry.community_id)
        work.record(EntryAcknowledged(
            entry_id=entry.id, matter_id=entry.matter_id, body=entry.body.name, body_en=entry.body.name_en,
            hand=entry.acknowledged_hand))
    return {"entry_id": entry.id}


def miss_reply(work: Work, *, entry_id: int) -> None:
    """Note in public that the day passed without a reply; once."""
    entry = loaded(work, entry_id)
    policy.require(work.actor, "miss", entry)
    if entry.resolution or entry.missed_at or entry.due_on >= today(work, entry.community_id):
        return
    entry.missed_at = work.now
    work.record(ReplyMissed(
        entry_id=entry.id, matter_id=entry.matter_id, body=entry.body.name, body_en=entry.body.name_en,
        due_on=entry.due_on,
    ))


def loaded(work: Work, entry_id: int) -> DocketEntry:
    """The entry, locked, with its body, matter and reply."""
    entry = work.get(DocketEntry, entry_id)
    return queries.entry(work.db, entry.id, entry.community_id)


def receiving_body(work: Work, entry: DocketEntry, body_id: int) -> Body:
    """The body that a reply passes the matter on to: of the matter's community, or of its street."""
    body = work.get(Body, body_id, lock=False)
    street_id = work.get(Community, entry.community_id, lock=False).street_id
    near = body.community_id == entry.community_id or (body.community_id is None and body.street_id == street_id)
    if not near or body.id == entry.body_id:
        raise NotFound("body")
    return body


def today(work: Work, community_id: int) -> date:
    """The calendar date in a community at the moment of the work."""
    return local_date(work.now, work.get(Community, community_id, lock=False).timezone)
