"""States of what a sitting has: sign-ups, confirmations of the record, a forum's questions."""
from __future__ import annotations

from enum import StrEnum
from typing import Literal

from consult.core.lifecycle import Lifecycle

SignUpState = Literal["signed", "withdrawn", "drawn", "not_drawn"]


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


ForumQuestionState = Literal["open", "answered", "promised", "referred", "explained"]
QUESTION_ENDS: Lifecycle[ForumQuestionState] = Lifecycle("question", {
    ("open", "answered"): "answered",
    ("open", "promised"): "promised",
    ("open", "referred"): "referred",
    ("open", "explained"): "explained",
})
