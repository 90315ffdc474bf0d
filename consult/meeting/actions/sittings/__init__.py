"""Verbs of sittings of every kind: their people, order, record, questions, door; and light meetings."""
from consult.meeting.actions.sittings.door import (
    check_in_at_door,
    check_in_at_kiosk,
    close_kiosks,
    open_kiosk,
)
from consult.meeting.actions.sittings.drawing import draw_lots, sign_up, withdraw_sign_up
from consult.meeting.actions.sittings.forum import (
    ask_question,
    ask_question_for,
    end_question,
    keep_promise,
)
from consult.meeting.actions.sittings.kinds import adopt_kind
from consult.meeting.actions.sittings.light import note_light_meeting, propose_issue
from consult.meeting.actions.sittings.people import add_paper, end_part, give_part, publish_participants
from consult.meeting.actions.sittings.record import (
    confirm_record,
    confirm_record_for,
    note_reply,
    read_record,
)
from consult.meeting.actions.sittings.recusal import ask_recusal, decide_recusal

__all__ = [
    "add_paper", "adopt_kind", "ask_question", "ask_question_for", "ask_recusal", "check_in_at_door",
    "check_in_at_kiosk", "close_kiosks", "confirm_record", "confirm_record_for", "decide_recusal", "draw_lots",
    "end_part", "end_question", "give_part", "keep_promise", "note_light_meeting", "note_reply", "open_kiosk",
    "propose_issue", "publish_participants", "read_record", "sign_up", "withdraw_sign_up",
]
