"""Words of procedure: what the room is asked beside its motion, and what the chair rules; with their lifecycles."""
from __future__ import annotations

from enum import StrEnum
from typing import Literal

from consult.core.lifecycle import Lifecycle


class PointKind(StrEnum):
    """What may interrupt a speaker: order (规则问题), or a question of fact that cannot wait (信息问题)."""

    ORDER = "order"
    INFORMATION = "information"


class RulingKind(StrEnum):
    """What a chair rules, the mildest first."""

    POINT = "point"
    OFF_TOPIC = "off_topic"
    WARNING = "warning"
    MUTED = "muted"
    REMOVED = "removed"


class QuestionKind(StrEnum):
    """What the room decides by a count of those present, beside its motion."""

    AMENDMENT = "amendment"
    CLOSE_DEBATE = "close_debate"
    EXTRA_TIME = "extra_time"
    APPEAL = "appeal"
    POSTPONE = "postpone"


class StrawKind(StrEnum):
    """What is asked without deciding anything."""

    STRAW = "straw"
    TEMPERATURE = "temperature"


class Way(StrEnum):
    """How a question of procedure is decided."""

    COUNT = "count"
    NO_OBJECTION = "no_objection"
    BALLOT = "ballot"


ANSWERS = {
    StrawKind.STRAW: ("for", "against", "unsure"),
    StrawKind.TEMPERATURE: ("1", "2", "3", "4", "5"),
}
"""What one may answer; a temperature goes from 1, far apart, to 5, of one mind."""

AmendmentState = Literal["moved", "withdrawn", "adopted", "rejected", "put"]
PointState = Literal["raised", "heard", "ruled", "withdrawn"]
RulingState = Literal["stands", "appealed", "upheld", "overturned"]
QuestionState = Literal["open", "carried", "lost", "withdrawn"]
ParkedState = Literal["kept", "proposed", "settled"]

AMENDMENT: Lifecycle[AmendmentState] = Lifecycle("amendment", {
    ("moved", "withdraw"): "withdrawn",
    ("moved", "adopt"): "adopted",
    ("moved", "reject"): "rejected",
    ("moved", "put"): "put",
    ("put", "adopt"): "adopted",
    ("put", "reject"): "rejected",
})
POINT: Lifecycle[PointState] = Lifecycle("point", {
    ("raised", "hear"): "heard",
    ("raised", "rule"): "ruled",
    ("raised", "withdraw"): "withdrawn",
    ("heard", "rule"): "ruled",
})
RULING: Lifecycle[RulingState] = Lifecycle("ruling", {
    ("stands", "appeal"): "appealed",
    ("appealed", "uphold"): "upheld",
    ("appealed", "overturn"): "overturned",
})
QUESTION: Lifecycle[QuestionState] = Lifecycle("question", {
    ("open", "carry"): "carried",
    ("open", "lose"): "lost",
    ("open", "withdraw"): "withdrawn",
})
PARKED: Lifecycle[ParkedState] = Lifecycle("parked", {
    ("kept", "propose"): "proposed",
    ("kept", "settle"): "settled",
})
LADDER = {RulingKind.MUTED: RulingKind.WARNING, RulingKind.REMOVED: RulingKind.MUTED}
"""Civility goes step by step: nobody is muted who was not warned, nor removed who was not muted (文明表达)."""
