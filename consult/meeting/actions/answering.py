"""How the room decides a question of procedure, and what follows: by a count, or because nobody objects."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions import amendments, civility, clock
from consult.meeting.actions.asking import the_motion
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.discussion import end_discussion
from consult.meeting.actions.loading import (
    an_open_meeting,
    order_of,
    speaker_for,
    the_discussion,
    today,
)
from consult.meeting.actions.turns import extend
from consult.meeting.events import (
    DebateClosed,
    MotionPostponed,
    ObjectionMade,
    QuestionWithdrawn,
    RoomAnswered,
)
from consult.meeting.models import Amendment, Discussion, Meeting, Question, Ruling
from consult.meeting.rules.kinds import MOTION, Outcome
from consult.meeting.rules.order import carried, needed
from consult.meeting.rules.procedure import QUESTION, RULING, QuestionKind, Way
from consult.storage.work import Work

WITHOUT_A_DATE = timedelta(days=365)
"""What is put off without a date is looked at again within a year: nothing lies forgotten."""


@room_command
def object_to(work: Work, *, meeting_id: int, question_id: int, speaker_id: int | None = None) -> dict[str, int]:
    """Object to what would else be settled without a count; one objection is enough, and it stays unnamed."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    question = _question(work, meeting, question_id)
    speaker, _by_desk = speaker_for(work, meeting, actor, speaker_id)
    if not speaker.voting:
        raise RuleBroken("only_voices_move")
    if question.way != Way.NO_OBJECTION:
        raise RuleBroken("to_be_counted")
    objectors = question.details.get("objectors", [])
    if speaker.id not in objectors:
        question.details = {**question.details, "objectors": [*objectors, speaker.id]}
        question.objections = len(objectors) + 1
        work.record(ObjectionMade(
            meeting_id=meeting.id, discussion_id=question.discussion_id, question_id=question.id,
            objections=question.objections,
        ))
    return {"objections": question.objections}


@room_command
def settle_unopposed(work: Work, *, meeting_id: int, question_id: int) -> dict[str, Any]:
    """The chair asked whether anyone objects, and nobody did."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    question = _question(work, meeting, question_id)
    if question.way != Way.NO_OBJECTION:
        raise RuleBroken("to_be_counted")
    if question.objections:
        raise RuleBroken("someone_objects", count=question.objections)
    present = _check_quorum(work, meeting)
    return _conclude(work, meeting, question, present, carries=True)


@room_command
def count_room(
    work: Work, *, meeting_id: int, question_id: int, votes_for: int, votes_against: int, votes_abstain: int = 0
) -> dict[str, Any]:
    """The desk counts hands in the hall and on the phones; the counts add up to the voices present."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    question = _question(work, meeting, question_id)
    present, counted = _check_quorum(work, meeting), votes_for + votes_against + votes_abstain
    if min(votes_for, votes_against, votes_abstain) < 0 or counted != present:
        raise RuleBroken("count_does_not_add_up", counted=counted, present=present)
    question.votes_for, question.votes_against, question.votes_abstain = votes_for, votes_against, votes_abstain
    carries = carried(order_of(meeting), question.kind, votes_for, votes_against)
    return _conclude(work, meeting, question, present, carries=carries)


@room_command
def withdraw_question(work: Work, *, meeting_id: int, question_id: int) -> dict[str, int]:
    """Who asked no longer asks, or the desk says so for them."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    question = _question(work, meeting, question_id)
    if question.asked_by_id != actor.person_id:
        policy.require(actor, "run", meeting)
    question.state, question.decided_at = QUESTION.after(question.state, "withdraw"), work.now
    if question.ruling_id:
        ruling = work.get(Ruling, question.ruling_id)
        ruling.state = RULING.after(ruling.state, "uphold")
    work.record(QuestionWithdrawn(
        meeting_id=meeting.id, discussion_id=question.discussion_id, question_id=question.id, kind=question.kind,
        called=question.asked_by,
    ))
    clock.resume(work, meeting)
    return {"question_id": question.id}


def _question(work: Work, meeting: Meeting, question_id: int) -> Question:
    question = work.get(Question, question_id)
    if question.meeting_id != meeting.id:
        raise NotFound("question")
    if question.state != "open":
        raise RuleBroken("not_now", thing="question", state=question.state, move="answer")
    return question


def _check_quorum(work: Work, meeting: Meeting) -> int:
    present, least = queries.present_voices(work.db, meeting.id), meeting.quorum_needed or 0
    if present < least:
        raise RuleBroken("quorum_not_met", present=present, needed=least, expected=meeting.expected)
    return present


def _conclude(
    work: Work, meeting: Meeting, question: Question, present: int, *, carries: bool
) -> dict[str, Any]:
    question.state, question.decided_at = QUESTION.after(question.state, "carry" if carries else "lose"), work.now
    enough = needed(order_of(meeting), question.kind, question.votes_for, question.votes_against)
    work.record(RoomAnswered(
        meeting_id=meeting.id, discussion_id=question.discussion_id, question_id=question.id, kind=question.kind,
        way=question.way, called=question.asked_by, text=_about(work, question), votes_for=question.votes_for,
        votes_against=question.votes_against, votes_abstain=question.votes_abstain, present=present, needed=enough,
        carried=carries,
    ))
    _follow(work, meeting, question, carries)
    clock.resume(work, meeting)
    return {"question_id": question.id, "carried": carries}


def _about(work: Work, question: Question) -> str:
    if question.amendment_id:
        return work.get(Amendment, question.amendment_id, lock=False).text
    if question.ruling_id:
        return work.get(Ruling, question.ruling_id, lock=False).reason
    motion = queries.last_motion(work.db, question.discussion_id)
    return motion.text if motion else ""


def _follow(work: Work, meeting: Meeting, question: Question, carries: bool) -> None:
    discussion = the_discussion(work, meeting)
    if question.amendment_id:
        amendments.decide(work, meeting, work.get(Amendment, question.amendment_id), adopts=carries)
    elif question.ruling_id:
        _after_appeal(work, meeting, work.get(Ruling, question.ruling_id), carries)
    elif carries and question.kind == QuestionKind.CLOSE_DEBATE:
        _close_debate(work, meeting, discussion)
    elif carries and question.kind == QuestionKind.EXTRA_TIME:
        _give_time(work, meeting, discussion, question)
    elif carries and question.kind == QuestionKind.POSTPONE:
        _postpone(work, meeting, discussion, question)


def _after_appeal(work: Work, meeting: Meeting, ruling: Ruling, carries: bool) -> None:
    if carries:
        civility.overturn(work, meeting, ruling)
    else:
        ruling.state = RULING.after(ruling.state, "uphold")


def _close_debate(work: Work, meeting: Meeting, discussion: Discussion) -> None:
    motion = the_motion(work, discussion)
    discussion.debate_closed = True
    for hand in queries.waiting_hands(work.db, discussion.id):
        hand.state = "lowered"
    work.record(DebateClosed(meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id))


def _give_time(work: Work, meeting: Meeting, discussion: Discussion, question: Question) -> None:
    turn = queries.running_turn(work.db, discussion.id)
    if turn and turn.id == question.details["turn_id"]:
        extend(work, meeting, turn, int(question.details["seconds"]))


def _postpone(work: Work, meeting: Meeting, discussion: Discussion, question: Question) -> None:
    motion, told = the_motion(work, discussion), question.details["until"]
    motion.state = MOTION.after(motion.state, "postpone")
    until = date.fromisoformat(told) if told else None
    work.record(MotionPostponed(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, until=until,
        reason=question.details["reason"],
    ))
    end_discussion(
        work, meeting, discussion, Outcome.DEFERRED, reason=question.details["reason"],
        due_on=until or today(work, meeting) + WITHOUT_A_DATE,
    )
