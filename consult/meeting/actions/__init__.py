"""Verbs of a meeting, and the table of those that a room sends as commands."""
from __future__ import annotations

from consult.meeting.actions import sittings
from consult.meeting.actions.amendments import move_amendment, withdraw_amendment
from consult.meeting.actions.answering import count_room, object_to, settle_unopposed, withdraw_question
from consult.meeting.actions.asking import (
    appeal,
    ask_extra_time,
    move_close_debate,
    postpone_motion,
    put_amendment,
)
from consult.meeting.actions.attendance import check_in, leave, mark_attendance
from consult.meeting.actions.bodies import close_body, set_body_ways
from consult.meeting.actions.chairing import hand_over_chair, promise_rules, take_back_chair
from consult.meeting.actions.civility import moderate
from consult.meeting.actions.commands import COMMANDS
from consult.meeting.actions.convening import cancel, convene, note_not_opened
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
    raise_hand,
    raise_hand_at,
    raise_hand_for,
    remove_hand,
    yield_floor,
)
from consult.meeting.actions.help import answer_help, ask_help
from consult.meeting.actions.merging import follow_merge
from consult.meeting.actions.motions import move_motion, reword_motion, second_motion, withdraw_motion
from consult.meeting.actions.overtime import end_turn_over_time
from consult.meeting.actions.parking import park, propose_parked, settle_parked
from consult.meeting.actions.pausing import adjourn, resume, suspend
from consult.meeting.actions.phases import enter_phase, read_rules
from consult.meeting.actions.pointing import hear_point, raise_point, rule_on_point, withdraw_point
from consult.meeting.actions.postponing import postpone
from consult.meeting.actions.straws import answer_straw, ask_straw, close_straw, count_straw
from consult.meeting.actions.turns import note_turn
from consult.meeting.actions.voting import (
    cast_vote,
    cast_votes,
    close_vote,
    count_hands,
    finish_vote,
    put_to_vote,
)

IN_BURSTS = {"cast_vote": cast_votes}
"""What everybody sends at one moment: these share a commit."""

__all__ = [
    "COMMANDS",
    "IN_BURSTS",
    "adjourn",
    "answer_help",
    "answer_straw",
    "appeal",
    "ask_extra_time",
    "ask_help",
    "ask_straw",
    "cancel",
    "cast_vote",
    "check_in",
    "close_body",
    "close_discussion",
    "close_meeting",
    "close_straw",
    "close_vote",
    "convene",
    "count_hands",
    "count_room",
    "count_straw",
    "end_turn",
    "end_turn_over_time",
    "enter_phase",
    "extend_turn",
    "finish_vote",
    "follow_merge",
    "give_floor",
    "hand_over_chair",
    "hear_point",
    "leave",
    "lower_hand",
    "mark_attendance",
    "moderate",
    "move_amendment",
    "move_close_debate",
    "move_motion",
    "note_not_opened",
    "note_turn",
    "object_to",
    "open_discussion",
    "open_meeting",
    "park",
    "postpone",
    "postpone_motion",
    "promise_rules",
    "propose_parked",
    "put_amendment",
    "put_to_vote",
    "raise_hand",
    "raise_hand_at",
    "raise_hand_for",
    "raise_point",
    "read_rules",
    "remove_hand",
    "resume",
    "reword_motion",
    "rule_on_point",
    "second_motion",
    "set_body_ways",
    "settle_parked",
    "settle_unopposed",
    "sittings",
    "submit_statement",
    "suspend",
    "take_back_chair",
    "withdraw_amendment",
    "withdraw_motion",
    "withdraw_point",
    "withdraw_question",
    "yield_floor",
]
