"""Verbs of a meeting, and the table of those that a room sends as commands."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consult.meeting.actions import sittings
from consult.meeting.actions.attendance import check_in, leave, mark_attendance
from consult.meeting.actions.convening import cancel, convene
from consult.meeting.actions.discussion import (
    close_discussion,
    close_meeting,
    open_discussion,
    open_meeting,
    submit_statement,
)
from consult.meeting.actions.floor import (
    end_turn,
    extend_turn,
    give_floor,
    lower_hand,
    note_turn,
    raise_hand,
    raise_hand_for,
    remove_hand,
)
from consult.meeting.actions.help import answer_help, ask_help
from consult.meeting.actions.motions import move_motion, reword_motion, withdraw_motion
from consult.meeting.actions.voting import cast_vote, close_vote, count_hands, finish_vote, put_to_vote

COMMANDS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        open_meeting, check_in, leave, mark_attendance, open_discussion, raise_hand, raise_hand_for, lower_hand,
        remove_hand, give_floor, extend_turn, end_turn, note_turn, submit_statement, move_motion, reword_motion,
        withdraw_motion, put_to_vote, cast_vote, count_hands, close_vote, close_discussion, close_meeting, ask_help,
        answer_help, *sittings.ROOM,
    )
}
"""What a room may send, by name; every one takes work and meeting_id, then what its signature says."""

__all__ = [
    "COMMANDS", "answer_help", "ask_help", "cancel", "cast_vote", "check_in", "close_discussion", "close_meeting",
    "close_vote", "convene", "count_hands", "end_turn", "extend_turn", "finish_vote", "give_floor", "leave",
    "lower_hand", "mark_attendance",
    "move_motion", "note_turn", "open_discussion", "open_meeting", "put_to_vote", "raise_hand", "raise_hand_for",
    "remove_hand", "reword_motion", "submit_statement", "withdraw_motion",
]
