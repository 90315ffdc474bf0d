"""Keeping talk to the matter and civil: remind, warn, mute the turn, ask to leave; each with a reason that is logged."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import BadShape, RuleBroken
from consult.meeting import queries
from consult.meeting.actions.attendance import let_back_in, mark_removed
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import Speaker, a_speaker, an_open_meeting, the_discussion
from consult.meeting.actions.turns import end_the_turn
from consult.meeting.events import ChairRuled, RulingOverturned
from consult.meeting.models import Discussion, Meeting, Ruling, Turn
from consult.meeting.queries import order as procedure
from consult.meeting.rules.procedure import LADDER, RULING, RulingKind
from consult.storage.work import Work

Why = Annotated[str, Length(most=300, least=2)]


@room_command
def moderate(work: Work, *, meeting_id: int, speaker_id: int, kind: RulingKind, reason: Why) -> dict[str, int]:
    """The chair reminds of the matter (off_topic), warns, mutes the turn that runs, or asks someone to leave.

    Nobody is muted who was not warned, nor asked to leave who was not muted; the room may overturn each step.
    """
    meeting, actor = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    if kind == RulingKind.POINT:
        raise BadShape({"kind": "not_a_choice"})
    speaker = a_speaker(work, meeting, speaker_id)
    _check_step(work, meeting, speaker, kind)
    turn = queries.running_turn(work.db, discussion.id)
    own_turn = turn if turn and turn.speaker_id == speaker.id else None
    if kind == RulingKind.MUTED and own_turn is None:
        raise RuleBroken("nobody_speaks")
    ruling = work.add(Ruling(
        meeting_id=meeting.id, discussion_id=discussion.id, point_id=None, turn_id=own_turn.id if own_turn else None,
        **speaker.whose, kind=kind, sustained=True, reason=reason, state="stands", made_by_id=actor.person_id,
        made_at=work.now,
    ))
    work.record(ChairRuled(
        meeting_id=meeting.id, discussion_id=discussion.id, ruling_id=ruling.id, kind=kind, point_id=None,
        turn_id=ruling.turn_id, sustained=True, person_id=speaker.id, called=speaker.called, reason=reason,
    ))
    _carry_out(work, meeting, discussion, ruling, own_turn)
    return {"ruling_id": ruling.id}


def _check_step(work: Work, meeting: Meeting, speaker: Speaker, kind: RulingKind) -> None:
    before = LADDER.get(kind)
    made = procedure.rulings_on(work.db, meeting.id, person_id=speaker.person_id, seat_id=speaker.seat_id)
    if before is None or any(ruling.kind == before for ruling in made):
        return
    if kind == RulingKind.MUTED:
        raise RuleBroken("warn_first")
    raise RuleBroken("mute_first")


def _carry_out(
    work: Work, meeting: Meeting, discussion: Discussion, ruling: Ruling, own_turn: Turn | None
) -> None:
    if ruling.kind in (RulingKind.MUTED, RulingKind.REMOVED) and own_turn:
        end_the_turn(work, meeting, discussion, own_turn, by_desk=True)
    if ruling.kind == RulingKind.REMOVED and ruling.person_id is not None:
        mark_removed(work, meeting, ruling.person_id)


def overturn(work: Work, meeting: Meeting, ruling: Ruling) -> None:
    """The room overturned a ruling: a muted turn is not held against anyone, who was asked to leave may come back."""
    ruling.state = RULING.after(ruling.state, "overturn")
    if ruling.kind == RulingKind.MUTED and ruling.turn_id:
        work.get(Turn, ruling.turn_id).counts = False
    if ruling.kind == RulingKind.REMOVED and ruling.person_id is not None:
        let_back_in(work, meeting, ruling.person_id)
    work.db.flush()
    taken = queries.turns_taken(work.db, ruling.discussion_id).get(ruling.speaker_id, 0)
    work.record(RulingOverturned(
        meeting_id=meeting.id, discussion_id=ruling.discussion_id, ruling_id=ruling.id, kind=ruling.kind,
        person_id=ruling.speaker_id, called=ruling.shown_as, reason=ruling.reason, turns_taken=taken,
    ))
