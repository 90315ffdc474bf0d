"""Words of the record: kinds of line, what readers say, how objections end, who signs and how."""
from __future__ import annotations

from enum import StrEnum
from typing import Literal, get_args

from consult.core.lifecycle import Lifecycle

LineKind = Literal[
    "opening", "attendance", "matter", "presented", "speech", "statement", "order", "motion", "vote", "outcome",
    "question", "closing", "prose", "heard", "considered", "demanded", "dissent",
]
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)
"""The last five are nobody's event: the secretary's prose (plain, or under 会议听取 / 会议认为 / 会议要求), and a
dissent that a participant asked to have recorded."""
PROSE_KINDS: tuple[LineKind, ...] = ("prose", "heard", "considered", "demanded")
IN_THEIR_OWN_WORDS: tuple[LineKind, ...] = ("statement", "dissent")
"""Written by a participant, word for word: nobody else words it anew."""


class ReaderState(StrEnum):
    """What someone who took part said of the draft (practice.md 2.4: confirm, correct, refuse with reason)."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


class ObjectionState(StrEnum):
    """How an objection ended; one that is still open at the signing is published as unanswered."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Capacity(StrEnum):
    """As what someone signs."""

    CHAIR = "chair"
    RECORDER = "recorder"


class Method(StrEnum):
    """How it was signed: with the signer's own password, or on paper that the office keeps."""

    PASSWORD = "password"  # noqa: S105 (a way of signing)
    PAPER = "paper"


MinutesState = Literal["draft", "circulated", "signed", "published"]
MINUTES: Lifecycle[MinutesState] = Lifecycle("minutes", {
    ("draft", "circulate"): "circulated",
    ("circulated", "reopen"): "draft",
    ("circulated", "freeze"): "signed",
    ("signed", "publish"): "published",
})
FROZEN: tuple[MinutesState, ...] = ("signed", "published")
"""From the last signature on nothing in the minutes changes; triggers of the database hold it too."""
