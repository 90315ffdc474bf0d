"""Words of the room, and the lifecycles of meeting, discussion and motion."""
from __future__ import annotations

from enum import StrEnum
from typing import Literal

from consult.core.lifecycle import Lifecycle


class Status(StrEnum):
    """Where someone on the roll is."""

    EXPECTED = "expected"
    PRESENT = "present"
    EXCUSED = "excused"
    LEFT = "left"


class Channel(StrEnum):
    """How someone takes part."""

    HALL = "hall"
    PHONE = "phone"


class Capacity(StrEnum):
    """As what someone is in the room."""

    MEMBER = "member"
    DELEGATE = "delegate"
    HOUSEHOLD_REPRESENTATIVE = "household_representative"
    PROPOSER = "proposer"
    OBSERVER = "observer"


class Stance(StrEnum):
    """What a speaker says first."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"
    ADDITION = "addition"


class Outcome(StrEnum):
    """How a discussion ends; no other end exists."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    ESCALATED = "escalated"


MeetingState = Literal["convened", "open", "cancelled", "postponed", "closed"]
DiscussionState = Literal["planned", "open", "dropped", "closed", "adjourned"]
MotionState = Literal["moved", "withdrawn", "put", "postponed", "adjourned", "passed", "failed"]
HandState = Literal["waiting", "given", "lowered"]

MEETING: Lifecycle[MeetingState] = Lifecycle("meeting", {
    ("convened", "open"): "open",
    ("convened", "cancel"): "cancelled",
    ("convened", "postpone"): "postponed",
    ("open", "postpone"): "postponed",
    ("open", "close"): "closed",
})
DISCUSSION: Lifecycle[DiscussionState] = Lifecycle("discussion", {
    ("planned", "open"): "open",
    ("planned", "drop"): "dropped",
    ("open", "close"): "closed",
    ("open", "adjourn"): "adjourned",
})
MOTION: Lifecycle[MotionState] = Lifecycle("motion", {
    ("moved", "reword"): "moved",
    ("moved", "withdraw"): "withdrawn",
    ("moved", "put"): "put",
    ("moved", "postpone"): "postponed",
    ("moved", "adjourn"): "adjourned",
    ("put", "pass"): "passed",
    ("put", "fail"): "failed",
})
