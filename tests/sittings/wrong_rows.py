"""By the name of each CHECK of sittings: what is written into which rows, past every verb."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "round_counts_from_one": ("sitting", {}, {"round": 0}),
    "phase_at_if_in_a_phase": ("sitting", {"phase": "record"}, {"phase_at": None}),
    "reason_if_the_part_ended": ("sitting_part", {"role": "monitor"}, {"ended_at": LONG_AGO}),
    "sign_up_state_known": ("sign_up", {}, {"state": "lost"}),
    "decided_at_if_recusal_decided": ("recusal", {}, {"decided_at": None}),
    "reason_if_recusal_decided": ("recusal", {}, {"decision": ""}),
    "confirmation_known": ("record_confirmation", {"answer": "refused"}, {"answer": "perhaps"}),
    "reason_unless_confirmed": ("record_confirmation", {"answer": "refused"}, {"reason": ""}),
    "forum_question_state_known": ("forum_question", {}, {"state": "lost"}),
    "ended_at_if_question_ended": ("forum_question", {}, {"ended_at": None}),
    "words_if_question_ended": ("forum_question", {}, {"words": ""}),
    "who_and_date_if_promised": ("forum_question", {"state": "promised"}, {"who": ""}),
    "to_whom_if_question_referred": ("forum_question", {"state": "explained"}, {"state": "referred"}),
    "somebody_was_there": ("light_meeting", {}, {"present": 0}),
}
