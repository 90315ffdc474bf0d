"""Questions of procedure that the room decides: close debate, more time, appeal, postpone, amend."""
from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from consult.core.actor import Actor
from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions import amendments, clock
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import (
    Speaker,
    an_open_meeting,
    check_neutral,
    order_of,
    speaker_for,
    the_discussion,
    today,
)
from consult.meeting.actions.turns import check_extra_time, the_turn
from consult.meeting.events import (
    RoomAsked,
)
from consult.meeting.models import Discussion, Meeting, Motion, Question, Ruling
from consult.meeting.queries import order as procedure
from consult.meeting.rules.procedure import RULING, QuestionKind, RulingKind, Way
from consult.storage.work import Work

Why = Annotated[str, Length(most=300, least=2)]
Asker = tuple[Meeting, Discussion, Speaker]


@room_command
def move_close_debate(work: Work, *, meeting_id: int, speaker_id: int | None = None) -> dict[str, int]:
    """Ask the room to stop talking and vote (充分辩论: two thirds unless the rules of order say otherwise)."""
    meeting, discussion, speaker = _asker(work, meeting_id, speaker_id, voices_only=True)
    motion = the_motion(work, discussion)
    if turn := queries.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    _check_no_amendment(work, motion)
    if discussion.debate_closed:
        raise RuleBroken("debate_is_closed")
    return _ask(work, (meeting, discussion, speaker), QuestionKind.CLOSE_DEBATE, text=motion.text)


@room_command
def ask_extra_time(
    work: Work, *, meeting_id: int, seconds: int = 60, speaker_id: int | None = None
) -> dict[str, int]:
    """Ask the room for more time for whoever speaks; the clock stands still while it is counted."""
    meeting, discussion, speaker = _asker(work, meeting_id, speaker_id, neutral=False)
    check_extra_time(seconds)
    turn = the_turn(work, discussion)
    return _ask(work, (meeting, discussion, speaker), QuestionKind.EXTRA_TIME, text=turn.shown_as,
                details={"turn_id": turn.id, "seconds": seconds})


@room_command
def appeal(work: Work, *, meeting_id: int, ruling_id: int, reason: Why, speaker_id: int | None = None) -> dict[str, int]:
    """Ask the room to overturn what the chair ruled; a tie leaves the ruling as it is (服从裁判)."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    ruling = work.get(Ruling, ruling_id)
    if ruling.meeting_id != meeting.id:
        raise NotFound("ruling")
    discussion = the_discussion(work, meeting)
    speaker = _who_appeals(work, meeting, actor, ruling, speaker_id)
    _check_nothing_asked(work, meeting)
    ruling.state = RULING.after(ruling.state, "appeal")
    return _ask(work, (meeting, discussion, speaker), QuestionKind.APPEAL, text=ruling.reason, reason=reason,
                ruling_id=ruling.id)


def _who_appeals(
    work: Work, meeting: Meeting, actor: Actor, ruling: Ruling, speaker_id: int | None
) -> Speaker:
    """Anyone present; and whoever was asked to leave, although they no longer are."""
    if speaker_id in (None, actor.person_id) and ruling.kind == RulingKind.REMOVED and ruling.person_id == actor.person_id:
        return Speaker(actor.person_id, None, ruling.shown_as, "", voting=False)
    speaker, _by_desk = speaker_for(work, meeting, actor, speaker_id)
    check_neutral(meeting, speaker.person_id)
    return speaker


@room_command
def postpone_motion(
    work: Work, *, meeting_id: int, reason: Why, until: date | None = None, speaker_id: int | None = None
) -> dict[str, int]:
    """Ask the room to put the motion off, to a date or without one; carried, the discussion ends as deferred."""
    meeting, discussion, speaker = _asker(work, meeting_id, speaker_id, voices_only=True)
    motion = the_motion(work, discussion)
    if until is not None and until <= today(work, meeting):
        raise BadShape({"until": "past"})
    if turn := queries.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    _check_no_amendment(work, motion)
    return _ask(work, (meeting, discussion, speaker), QuestionKind.POSTPONE, text=motion.text, reason=reason,
                details={"until": until.isoformat() if until else None, "reason": reason})


@room_command
def put_amendment(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Let the amendment be decided, in the way that the rules of order say: a count, no objection, or a ballot."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    motion = the_motion(work, discussion)
    amendment = procedure.pending_amendment(work.db, motion.id)
    if amendment is None or amendment.state != "moved":
        raise RuleBroken("no_amendment")
    if turn := queries.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    _check_nothing_asked(work, meeting)
    if order_of(meeting).amendments == Way.BALLOT:
        return amendments.put_to_ballot(work, meeting, discussion, amendment)
    mover = Speaker(amendment.mover_id, None, amendment.mover, "", voting=True)
    return _ask(work, (meeting, discussion, mover), QuestionKind.AMENDMENT, text=amendment.text,
                amendment_id=amendment.id, way=order_of(meeting).amendments)


def _asker(
    work: Work, meeting_id: int, speaker_id: int | None, *, voices_only: bool = False, neutral: bool = True
) -> Asker:
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    at_desk = speaker_id is None and not neutral and policy.permits(actor, "run", meeting)
    if at_desk and not queries.attendances(work.db, meeting.id, actor.person_id):
        speaker = Speaker(actor.person_id, None, actor.called, "", voting=False)
    else:
        speaker, _by_desk = speaker_for(work, meeting, actor, speaker_id)
    if voices_only and not speaker.voting:
        raise RuleBroken("only_voices_move")
    if neutral:
        check_neutral(meeting, speaker.person_id)
    return meeting, discussion, speaker


def the_motion(work: Work, discussion: Discussion) -> Motion:
    """The motion on the floor, to be talked about and changed."""
    motion = queries.last_motion(work.db, discussion.id)
    if motion is None or motion.state != "moved":
        raise RuleBroken("no_motion")
    return work.get(Motion, motion.id)


def _check_no_amendment(work: Work, motion: Motion) -> None:
    if procedure.pending_amendment(work.db, motion.id):
        raise RuleBroken("amendment_pending")


def _check_nothing_asked(work: Work, meeting: Meeting) -> None:
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    if queries.open_ballot_id(work.db, meeting.id):
        raise RuleBroken("vote_is_open")


def _ask(
    work: Work, asker: Asker, kind: QuestionKind, *, text: str, reason: str = "", way: str = Way.COUNT,
    details: dict[str, Any] | None = None, **links: int,
) -> dict[str, int]:
    meeting, discussion, speaker = asker
    _check_nothing_asked(work, meeting)
    if speaker.person_id is None:
        raise RuleBroken("only_voices_move")
    question = work.add(Question(
        meeting_id=meeting.id, discussion_id=discussion.id, kind=kind, way=way, asked_by_id=speaker.person_id,
        asked_by=speaker.called, details=details or {}, objections=0, state="open", votes_for=0, votes_against=0,
        votes_abstain=0, asked_at=work.now, **links,
    ))
    clock.pause(work, meeting)
    work.record(RoomAsked(
        meeting_id=meeting.id, discussion_id=discussion.id, question_id=question.id, kind=kind, way=way,
        person_id=speaker.id, called=speaker.called, text=text, reason=reason,
        amendment_id=links.get("amendment_id"), ruling_id=links.get("ruling_id"), bar=order_of(meeting).bars[kind],
    ))
    return {"question_id": question.id}
