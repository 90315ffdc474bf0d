"""A forum's questions: each ends answered, promised by a date, referred, or explained why not; nothing else ends it."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, the_meeting, today
from consult.meeting.actions.sittings.loading import a_neighbour, the_sitting
from consult.meeting.events.sittings import PromiseKept, QuestionAsked, QuestionEnded
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Question
from consult.meeting.rules.sittings.phases import check_allows
from consult.meeting.rules.sittings.words import QUESTION_ENDS, QuestionEnd
from consult.storage.work import Work

Asked = Annotated[str, Length(most=1_000, least=4)]
Words = Annotated[str, Length(most=2_000, least=2)]
Name = Annotated[str, Length(most=60, least=1)]
MaybeWho = Annotated[str, Length(most=120)]


@room_command
def ask_question(work: Work, *, meeting_id: int, text: Asked) -> dict[str, int]:
    """Put a question to the forum, before it begins or while it is open."""
    meeting, actor = the_meeting(work, meeting_id, "ask_question")
    _check_open_to_questions(work, meeting)
    _, called = a_neighbour(work, meeting, actor.person_id)
    return _ask(work, meeting, actor.person_id, called, text, by_desk=False)


@room_command
def ask_question_for(work: Work, *, meeting_id: int, called: Name, text: Asked) -> dict[str, int]:
    """The desk writes down what somebody in the hall asks."""
    meeting, _ = the_meeting(work, meeting_id, "run")
    _check_open_to_questions(work, meeting)
    return _ask(work, meeting, None, called, text, by_desk=True)


def _check_open_to_questions(work: Work, meeting: Meeting) -> None:
    held, kind = the_sitting(work, meeting)
    if not any("questions" in phase.allows for phase in kind.phases):
        raise RuleBroken("no_questions_here")
    if meeting.state not in ("convened", "open"):
        raise RuleBroken("meeting_not_open", state=meeting.state)
    if held.phase is not None:
        check_allows(kind, held.phase, "questions")


def _ask(work: Work, meeting: Meeting, person_id: int | None, called: str, text: str, *, by_desk: bool) -> dict[str, int]:
    row = work.add(Question(
        meeting_id=meeting.id, person_id=person_id, asked_as=called, text=text, asked_at=work.now, words="", who="",
        kept="",
    ))
    work.record(QuestionAsked(
        meeting_id=meeting.id, question_id=row.id, called=called, text=text, by_desk=by_desk,
    ))
    return {"question_id": row.id}


@room_command
def end_question(
    work: Work, *, meeting_id: int, question_id: int, end: QuestionEnd, words: Words, who: MaybeWho = "",
    due_on: date | None = None,
) -> dict[str, str]:
    """End a question in one of the four ways; a promise says who and by when, a referral to whom."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    row = _question(work, meeting, question_id)
    state = QUESTION_ENDS.after(row.state, str(end))
    _check_carries(end, who, due_on, today(work, meeting))
    row.state, row.words, row.ended_at = state, words, work.now
    row.who = who if end in (QuestionEnd.PROMISED, QuestionEnd.REFERRED) else ""
    row.due_on = due_on if end == QuestionEnd.PROMISED else None
    work.record(QuestionEnded(
        meeting_id=meeting.id, question_id=row.id, end=state, words=words, who=row.who, due_on=row.due_on,
    ))
    return {"end": state}


def _question(work: Work, meeting: Meeting, question_id: int) -> Question:
    row = work.get(Question, question_id)
    if row.meeting_id != meeting.id:
        raise NotFound("forum_question")
    return row


def _check_carries(end: QuestionEnd, who: str, due_on: date | None, day: date) -> None:
    missing = {}
    if end in (QuestionEnd.PROMISED, QuestionEnd.REFERRED) and not who:
        missing["who"] = "missing"
    if end == QuestionEnd.PROMISED and due_on is None:
        missing["due_on"] = "missing"
    if end == QuestionEnd.PROMISED and due_on is not None and due_on < day:
        missing["due_on"] = "past"
    if missing:
        raise BadShape(missing)


@room_command
def keep_promise(work: Work, *, meeting_id: int, question_id: int, words: Words) -> None:
    """Write down that what was promised was done."""
    meeting, _ = the_meeting(work, meeting_id, "run")
    row = _question(work, meeting, question_id)
    if row.state != "promised" or row.kept_at is not None:
        raise RuleBroken("no_open_promise")
    row.kept_at, row.kept = work.now, words
    work.record(PromiseKept(meeting_id=meeting.id, question_id=row.id, words=words))
