"""What the state of a room holds of its procedure: pauses, points, rulings, questions, amendments, straw polls."""
from __future__ import annotations

from typing import Any, Literal, TypedDict

from consult.meeting.rules.procedure import AmendmentState, QuestionState, RulingState


class Suspended(TypedDict):
    """A pause of the whole meeting."""

    reason: str
    since: str


class PointNow(TypedDict):
    """What interrupts a speaker."""

    point_id: int
    kind: str
    person_id: int
    called: str
    text: str


class RulingNow(TypedDict):
    """What the chair ruled."""

    ruling_id: int
    kind: str
    person_id: int
    called: str
    reason: str
    sustained: bool
    state: RulingState


class QuestionNow(TypedDict):
    """What the room is asked beside its motion."""

    question_id: int
    kind: str
    way: str
    person_id: int
    called: str
    text: str
    reason: str
    amendment_id: int | None
    ruling_id: int | None
    bar: dict[str, Any]
    state: QuestionState
    objections: int
    count: dict[str, int] | None


class AmendmentNow(TypedDict):
    """Other words for the motion, while they are decided and after."""

    amendment_id: int
    mover_id: int
    mover: str
    who: str
    what: str
    by_when: str
    with_what: str
    text: str
    before: str
    state: AmendmentState
    result: dict[str, Any] | None


class StrawNow(TypedDict):
    """What is asked without deciding anything."""

    straw_id: int
    kind: str
    text: str
    state: Literal["open", "closed"]
    counts: dict[str, int]


class ParkedNow(TypedDict):
    """What was put aside for later."""

    parked_id: int
    person_id: int
    called: str
    text: str


class Procedure(TypedDict):
    """What is said and asked beside the matter itself."""

    me: int | None
    chair_id: int | None
    convened_chair_id: int | None
    suspended: Suspended | None
    counts: dict[str, int]
    heard: int
    spoken: dict[str, Any]
    debate_closed: bool
    point: PointNow | None
    points: list[PointNow]
    rulings: list[RulingNow]
    question: QuestionNow | None
    amendment: AmendmentNow | None
    straw: StrawNow | None
    parked: list[ParkedNow]
    parked_count: int
