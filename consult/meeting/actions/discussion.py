"""Open the sitting, open and close the discussion of its one matter, close the sitting."""
from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

from sqlalchemy import select

from consult.ballot import queries as ballots
from consult.ballot.models import Ballot
from consult.ballot.rules.tally import Figures, check
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import queries as register
from consult.community.models import Body, Person
from consult.core.arguments import Length, MaybeText, Text
from consult.core.errors import NotFound, RuleBroken
from consult.core.house_words import MEETING_ENDED_FIRST
from consult.matter import actions as matters
from consult.meeting import queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.continuing import continue_where_it_stopped
from consult.meeting.actions.convening import drop_planned
from consult.meeting.actions.loading import (
    an_open_meeting,
    check_may_be_heard,
    check_neutral,
    in_the_room,
    order_of,
    the_discussion,
    the_meeting,
    today,
)
from consult.meeting.actions.sittings import opening
from consult.meeting.actions.sittings.checks import check_act, check_end, check_may_close
from consult.meeting.events import (
    DiscussionClosed,
    DiscussionOpened,
    MeetingClosed,
    MeetingOpened,
    StatementSubmitted,
)
from consult.meeting.models import Attendee, Discussion, Meeting, Motion, Statement
from consult.meeting.queries import order as procedure
from consult.meeting.rules.kinds import DISCUSSION, MEETING, Capacity, Outcome, Stance
from consult.meeting.rules.outcome import check_outcome
from consult.storage.work import Work

EARLIEST = timedelta(minutes=60)
MaybeLine = Annotated[str, Length(most=120)]


@room_command
def open_meeting(work: Work, *, meeting_id: int) -> dict[str, Any]:
    """Open the sitting: the roll, the quorum and the rules of order are fixed from here on."""
    meeting, _ = the_meeting(work, meeting_id, "run")
    if work.now < meeting.starts_at - EARLIEST:
        raise RuleBroken("too_early", starts_at=meeting.starts_at)
    state = MEETING.after(meeting.state, "open")
    opening.check_published(work, meeting)
    rule = ballots.rule_for(meeting.vote_rule, today(work, meeting), db=work.db, community_id=meeting.community_id)
    roll = _call_the_roll(work, meeting)
    meeting.base = opening.base(work, meeting, rule, voices=sum(a.voting for a in roll))
    meeting.expected = expected = meeting.base["entitled"]
    quorum = opening.quorum(work, meeting, expected) or quorum_of(rule, expected)
    meeting.state, meeting.opened_at, meeting.quorum_needed = state, work.now, quorum["needed"]
    chair = work.get(Person, meeting.chair_id, lock=False)
    work.record(MeetingOpened(
        meeting_id=meeting.id, opened_at=work.now, chair_id=chair.id, chair=chair.name,
        roll=[{"person_id": a.person_id, "called": a.shown_as, "capacity": a.capacity, "voting": a.voting}
              for a in roll],
        expected=expected, base=meeting.base, quorum=quorum, vote_rule=rule.plain(),
        rules_of_order=meeting.rules_of_order,
    ))
    return {"expected": expected, "quorum_needed": quorum["needed"]}


def _call_the_roll(work: Work, meeting: Meeting) -> list[Attendee]:
    roll = [
        work.add(Attendee(
            meeting_id=meeting.id, person_id=seat.person_id, shown_as=seat.shown_as, capacity=seat.capacity,
            voting=True, voter_key=seat.voter_key, seat="",
        )) for seat in opening.seats(work, meeting)
    ]
    roll += opening.others_with_a_part(work, meeting, {a.person_id for a in roll})
    return roll + _proposers(work, meeting, {a.person_id for a in roll})


def _proposers(work: Work, meeting: Meeting, on_roll: set[int]) -> list[Attendee]:
    planned = select(Discussion).where(Discussion.meeting_id == meeting.id, Discussion.state == "planned")
    invited = {d.matter.proposer_id for d in work.db.scalars(planned)} - on_roll
    people = [work.get(Person, id, lock=False) for id in sorted(invited)]
    return [
        work.add(Attendee(
            meeting_id=meeting.id, person_id=p.id, capacity=Capacity.PROPOSER, voting=False, voter_key=None,
            shown_as=register.shown_name(work.db, p, today(work, meeting)), seat="",
        )) for p in people
    ]


def quorum_of(rule: VoteRule, expected: int) -> dict[str, Any]:
    """How many of those entitled must be present, with the bar it comes from; a rule without a quorum needs one person."""
    if rule.quorum is None:
        return {"needed": 1, "bar": None, "citation": rule.citation, "citation_en": rule.citation_en}
    held = check(rule.quorum, Figures(expected, 0, 0, 0, 0))
    return {"needed": held.needed, "bar": asdict(rule.quorum), "citation": rule.citation,
            "citation_en": rule.citation_en}


@room_command
def open_discussion(work: Work, *, meeting_id: int, discussion_id: int) -> dict[str, int]:
    """Take up one matter; a second open discussion in a room is refused."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    if already := queries.open_discussion(work.db, meeting.id):
        raise RuleBroken("discussion_already_open", title=already.matter.title)
    discussion = work.get(Discussion, discussion_id)
    if discussion.meeting_id != meeting.id:
        raise NotFound("discussion")
    discussion.state = DISCUSSION.after(discussion.state, "open")
    discussion.opened_at = work.now
    work.db.flush()
    matter = discussion.matter
    work.record(DiscussionOpened(
        meeting_id=meeting.id, discussion_id=discussion.id, matter_id=matter.id, no=matter.no,
        title=matter.title, what=matter.what,
    ))
    matters.take_up(
        work, matter_id=matter.id, meeting_id=meeting.id, discussion_id=discussion.id, body=meeting.body.name,
        body_en=meeting.body.name_en,
    )
    continue_where_it_stopped(work, meeting, discussion)
    return {"discussion_id": discussion.id}


@room_command
def submit_statement(work: Work, *, meeting_id: int, stance: Stance, text: Text) -> dict[str, int]:
    """Put a view in writing; it reaches every screen and the minutes."""
    meeting, actor = an_open_meeting(work, meeting_id, "state")
    discussion = the_discussion(work, meeting)
    place = in_the_room(work, meeting, actor.person_id)
    check_may_be_heard(meeting, place)
    check_neutral(meeting, place.person_id)
    if order_of(meeting).written_statements == "closed":
        raise RuleBroken("statements_closed")
    check_act(work, meeting, place, "statements")
    row = work.add(Statement(
        discussion_id=discussion.id, person_id=actor.person_id, shown_as=place.shown_as, stance=stance,
        text=text, said_at=work.now,
    ))
    work.record(StatementSubmitted(
        meeting_id=meeting.id, discussion_id=discussion.id, statement_id=row.id, person_id=actor.person_id,
        called=place.shown_as, stance=stance, text=text, said_at=work.now,
    ))
    return {"statement_id": row.id}


@room_command
def close_discussion(
    work: Work, *, meeting_id: int, outcome: Outcome, reason: MaybeText = "", owner: MaybeLine = "",
    due_on: date | None = None, escalated_to: int | None = None,
) -> dict[str, Any]:
    """End the discussion in one of the four ways; what each must carry is in rules/outcome.py."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    if turn := queries.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    end_discussion(
        work, meeting, discussion, outcome, reason=reason, owner=owner, due_on=due_on, escalated_to=escalated_to)
    return {"discussion_id": discussion.id, "outcome": outcome}


def end_discussion(
    work: Work, meeting: Meeting, discussion: Discussion, outcome: Outcome, *, reason: str = "", owner: str = "",
    due_on: date | None = None, escalated_to: int | None = None,
) -> None:
    """Bring a discussion to its end; refused where the end lacks what it must carry."""
    motion = queries.last_motion(work.db, discussion.id)
    check_end(work, meeting, outcome)
    check_outcome(
        outcome, motion_state=motion.state if motion else None, reason=reason, owner=owner, due_on=due_on,
        escalated_to=escalated_to, today=today(work, meeting),
    )
    body = _escalation(work, meeting, outcome, escalated_to)
    for hand in queries.waiting_hands(work.db, discussion.id):
        hand.state = "lowered"
    discussion.state = DISCUSSION.after(discussion.state, "close")
    discussion.closed_at, discussion.outcome = work.now, outcome
    discussion.reason, discussion.owner, discussion.due_on = reason, owner, due_on
    discussion.escalated_to_id = body.id if body else None
    _tell(work, meeting, discussion, motion, body)


def _escalation(work: Work, meeting: Meeting, outcome: Outcome, body_id: int | None) -> Body | None:
    if outcome != Outcome.ESCALATED or body_id is None:
        return None
    body = work.get(Body, body_id, lock=False)
    above = body.community_id is None and body.street_id == meeting.body.street_id
    if not (above or body.community_id == meeting.community_id) or body.id == meeting.body_id:
        raise NotFound("body")
    return body


def _tell(
    work: Work, meeting: Meeting, discussion: Discussion, motion: Motion | None, body: Body | None
) -> None:
    ballot = work.get(Ballot, motion.ballot_id, lock=False) if motion and motion.ballot_id else None
    facts: dict[str, Any] = {
        "motion": motion.text if motion else "", "reason": discussion.reason, "owner": discussion.owner,
        "due_on": discussion.due_on, "escalated_to": body.name if body else "",
        "ballot_id": ballot.id if ballot else None, "outcome": str(discussion.outcome),
    }
    work.record(DiscussionClosed(
        meeting_id=meeting.id, discussion_id=discussion.id, matter_id=discussion.matter_id,
        motion_id=motion.id if motion else None, escalated_to_id=body.id if body else None,
        result=ballot.result if ballot else None, **facts,
    ))


@room_command
def close_meeting(work: Work, *, meeting_id: int) -> dict[str, str]:
    """End the sitting; a discussion that is open must be brought to one of its ends first."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    if open_one := queries.open_discussion(work.db, meeting.id):
        raise RuleBroken("discussion_still_open", title=open_one.matter.title)
    check_may_close(work, meeting)
    end_meeting(work, meeting)
    return {"state": meeting.state}


def end_meeting(work: Work, meeting: Meeting) -> None:
    """The sitting is over; what it did not come to goes off its agenda."""
    drop_planned(work, meeting, MEETING_ENDED_FIRST)
    meeting.state = MEETING.after(meeting.state, "close")
    meeting.closed_at = work.now
    meeting.suspended_at, meeting.suspended_reason = None, ""
    work.record(MeetingClosed(meeting_id=meeting.id, closed_at=work.now))
