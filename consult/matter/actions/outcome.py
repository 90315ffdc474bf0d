"""What an outcome, the minutes and the reply do to a matter; called in the same transaction as they."""
from __future__ import annotations

from datetime import date
from typing import Any

from consult.matter.actions.moving import community_of, move, today
from consult.matter.events import MatterAnswered, MatterDecided, MinutesPosted, ReplyAwaited
from consult.matter.models import Matter
from consult.storage.work import Work

MOVES = {"adopted": "adopt", "rejected": "reject", "deferred": "defer", "escalated": "escalate"}


def note_outcome(work: Work, decided: MatterDecided) -> None:
    """Write down how the discussion ended; owner and date of the matter follow from it.

    One that was taken up while it waited for a reply keeps its state: the reply itself moves it.
    """
    matter = work.get(Matter, decided.matter_id)
    if matter.state == "in_meeting":
        day = decided.due_on or today(work, community_of(work, matter))
        matter.reason = decided.reason or matter.reason
        move(work, matter, MOVES[decided.outcome], owed_name=decided.escalated_to or decided.owner,
             due_on=None if decided.outcome == "rejected" else day)
    work.record(decided)


def note_minutes(work: Work, *, matter_id: int, meeting_id: int, number: str) -> None:
    """Write down that the minutes of a meeting on this matter were published."""
    work.record(MinutesPosted(matter_id=matter_id, meeting_id=meeting_id, number=number))


def await_reply(
    work: Work, *, matter_id: int, entry_id: int, body_id: int, body: str, body_en: str, due_on: date,
    passed_on_by: str = "",
) -> None:
    """The outcome lies on a body's docket: that body owes the next step."""
    matter = work.get(Matter, matter_id)
    move(work, matter, "docket", owed_name=body, due_on=due_on)
    matter.answered_by_id = body_id
    work.record(ReplyAwaited(
        matter_id=matter.id, entry_id=entry_id, body=body, body_en=body_en, due_on=due_on, passed_on_by=passed_on_by,
    ))


def note_answer(work: Work, *, matter_id: int, **told: Any) -> None:
    """Write down the reply, told as MatterAnswered tells it; with work to do, the responsible unit owes the next
    step. What is passed on to another body goes on waiting: that body's docket moves it."""
    matter = work.get(Matter, matter_id)
    matter.reason = told["reason"]
    if told["passed_on"]:
        pass
    elif told["due_on"]:
        move(work, matter, "answer_with_work", owed_name=told["unit"] or told["referred_to"], due_on=told["due_on"])
    else:
        matter.referred_to = told["referred_to"]
        move(work, matter, "answer")
    work.record(MatterAnswered(matter_id=matter.id, **told))
