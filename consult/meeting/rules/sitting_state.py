"""What the state of a room holds of a sitting with an order of its own: phases, parts, papers, questions."""
from __future__ import annotations

from typing import Any, Literal, TypedDict


class Phase(TypedDict):
    """One step of a fixed order."""

    code: str
    name: str
    name_en: str
    allows: list[str]
    must: list[str]
    speakers: list[str]


class PartNow(TypedDict):
    """What somebody is at the sitting."""

    called: str
    role: str
    group: str


class PaperNow(TypedDict):
    """A paper that is laid out."""

    paper_id: int
    title: str


class RecusalNow(TypedDict):
    """Somebody is asked to step back."""

    recusal_id: int
    person_id: int
    called: str
    role: str
    asked_by: str
    reason: str
    granted: bool | None
    decision: str


class ConfirmationNow(TypedDict):
    """What a speaker said of the record."""

    called: str
    answer: Literal["confirmed", "corrected", "refused", "not_reached"]
    reason: str


class ForumQuestionNow(TypedDict):
    """A question from the floor, and how it ended."""

    question_id: int
    called: str
    text: str
    end: Literal["open", "answered", "promised", "referred", "explained"]
    words: str
    who: str
    due_on: str | None
    kept: str


class PostponedNow(TypedDict):
    """Why the sitting was put off, and to when."""

    reason: str
    present: int | None
    needed: int | None
    next_meeting_id: int | None
    starts_at: str | None


class SittingNow(TypedDict):
    """A sitting of some kind."""

    kind: str | None
    name: str | None
    name_en: str | None
    round: int | None
    follows_id: int | None
    phases: list[Phase] | None
    roles: list[Any] | None
    phase: str | None
    parts: dict[str, PartNow]
    papers: list[PaperNow]
    signed_up: dict[str, int]
    drawn: bool
    published: bool
    recusals: list[RecusalNow]
    rules_read: bool
    record_read: bool
    confirmed: dict[str, ConfirmationNow]
    questions: list[ForumQuestionNow]
    postponed: PostponedNow | None
