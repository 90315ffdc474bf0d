"""The work that a reply promised: its states, its milestones, and when residents' word makes it done."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from consult.core.errors import BadShape
from consult.core.lifecycle import Lifecycle

TaskState = Literal["open", "blocked", "reported_done", "done", "reopened"]
TASK: Lifecycle[TaskState] = Lifecycle("task", {
    ("open", "note"): "open",
    ("open", "block"): "blocked",
    ("open", "hand_over"): "open",
    ("open", "extend"): "open",
    ("open", "renew"): "open",
    ("open", "report_done"): "reported_done",
    ("blocked", "note"): "blocked",
    ("blocked", "unblock"): "open",
    ("blocked", "hand_over"): "open",
    ("blocked", "extend"): "blocked",
    ("blocked", "renew"): "open",
    ("reported_done", "say"): "reported_done",
    ("reported_done", "answer"): "reported_done",
    ("done", "answer"): "done",
    ("reported_done", "confirm"): "done",
    ("reported_done", "reopen"): "reopened",
    ("reopened", "note"): "reopened",
    ("reopened", "hand_over"): "reopened",
    ("reopened", "renew"): "open",
    ("reopened", "report_done"): "reported_done",
})
UNFINISHED: tuple[TaskState, ...] = ("open", "blocked", "reopened")
BESIDE_THE_PROPOSER = 2
MOST_MILESTONES = 12
REOPEN_PERCENT, REOPEN_LEAST = 10, 2


class NoteKind(StrEnum):
    """What an entry of a task's record says."""

    BEGUN = "begun"
    PROGRESS = "progress"
    MILESTONE = "milestone"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    HANDED_OVER = "handed_over"
    EXTENDED = "extended"
    RENEWED = "renewed"
    OVERDUE = "overdue"
    REPORTED_DONE = "reported_done"
    NOT_DONE = "not_done"
    ANSWERED = "answered"
    DONE = "done"


def reopens_at(households: int, *, percent: int, least: int) -> int:
    """How many households of a scope have to say that work is not done until it is open again: so many in a hundred,
    rounded up, at least `least`, and never more than live there. By default a tenth and two (decision 0010)."""
    return max(1, min(households, max(least, -(-percent * households // 100))))


def is_confirmed(*, households: int, proposer: bool, needed: int) -> bool:
    """Whether enough residents say it is done: so many households, or the proposer and two others.

    `households` counts the proposer's own too.
    """
    return households >= needed or (proposer and households > BESIDE_THE_PROPOSER)


def still_needed(*, households: int, proposer: bool, needed: int) -> int:
    """How many households more are needed; the proposer's word makes it fewer where many are asked for."""
    bar = min(needed, BESIDE_THE_PROPOSER + 1) if proposer else needed
    return max(0, bar - households)


@dataclass(frozen=True)
class Planned:
    """One milestone as a reply names it."""

    due_on: date
    what: str


def milestones_from(text: str, *, today: date, due_on: date | None) -> list[Planned]:
    """Milestones written one a line, the date first: 2026-12-05出图. BadShape where a line is anything else,
    where there is no work to plan, or where a date lies before today or after the whole is due."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    planned = [_milestone(line) for line in lines]
    if len(lines) > MOST_MILESTONES or (lines and due_on is None):
        raise BadShape({"milestones": "not_a_milestone"})
    if any(not today <= one.due_on <= (due_on or today) for one in planned):
        raise BadShape({"milestones": "milestone_out_of_time"})
    return sorted(planned, key=lambda one: one.due_on)


def _milestone(line: str) -> Planned:
    day, what = line[:10], line[10:]
    try:
        due_on = date.fromisoformat(day)
    except ValueError:
        raise BadShape({"milestones": "not_a_milestone"}) from None
    if not what.strip() or len(what.strip()) > 120:
        raise BadShape({"milestones": "not_a_milestone"})
    return Planned(due_on, what.strip())
