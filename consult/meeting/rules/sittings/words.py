"""States of what a sitting has: sign-ups, confirmations of the record, a forum's questions."""
from __future__ import annotations

from enum import StrEnum

from consult.core.lifecycle import Lifecycle

SIGN_UP = ("signed", "withdrawn", "drawn", "not_drawn")


class Confirmed(StrEnum):
    """What a speaker says of the record: it is right, it is to be corrected, refused, or nobody could ask."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


CONFIRMED = tuple(str(answer) for answer in Confirmed)


class QuestionEnd(StrEnum):
    """How a question at a forum ends; no other end exists (practice.md 2.7)."""

    ANSWERED = "answered"
    PROMISED = "promised"
    REFERRED = "referred"
    EXPLAINED = "explained"


QUESTION = ("open", *(str(end) for end in QuestionEnd))
QUESTION_ENDS = Lifecycle("question", {("open", str(end)): str(end) for end in QuestionEnd})
