"""What a list would do: rows with what would happen to each, questions to whoever hands it in, and the steps of it."""
from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as having
from enum import StrEnum
from typing import Any

Ref = int | str
"""A row of the register by its id, or one that the same list makes, by its key (home:3幢|1单元301)."""


class Happens(StrEnum):
    """What would happen to a row."""

    PROBLEM = "problem"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


class Verb(StrEnum):
    """What one step does, in the order in which the steps of a list are carried out."""

    GRID = "grid"
    BUILDING = "building"
    HOME = "home"
    DESCRIBE = "describe"
    LEAVE = "leave"
    PERSON = "person"
    CORRECT = "correct"
    MOVE = "move"
    REPRESENT = "represent"
    UNIT = "unit"
    DELEGATE = "delegate"
    SEAT_UNIT = "seat_unit"
    OWN = "own"
    POST = "post"
    END_POST = "end_post"


@dataclass(frozen=True)
class Step:
    """One act on the register; `args` are plain values and references. `makes` is the key of what it makes."""

    verb: Verb
    args: Mapping[str, Any]
    makes: str = ""
    shared: bool = False
    """Whether other rows of the list stand on it, as on a building."""


@dataclass(frozen=True)
class Option:
    """One answer: its value, and what it names, where it names something (a door, a person's home)."""

    value: str
    names: str = ""


@dataclass(frozen=True)
class Question:
    """Something only the office knows; the first option is the one that holds until it says otherwise. `name` is by
    what an answer is kept, the same for all rows that one answer is for."""

    name: str
    code: str
    options: tuple[Option, ...]
    chosen: str


def ask(name: str, code: str, options: Sequence[Option], choices: Mapping[str, str]) -> Question:
    """A question with the answer chosen so far; one that is no option any more does not count."""
    chosen = choices.get(name, "")
    return Question(name, code, tuple(options), chosen if chosen in {o.value for o in options} else options[0].value)


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be entered as it stands, and in which field and column of the file it likely lies."""

    code: str
    field: str = ""
    letter: str = ""
    facts: Mapping[str, Any] = having(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of the list, or one of the register that the list leaves out (`row` is None then)."""

    key: str
    row: int | None
    happens: Happens
    cells: Mapping[str, str]
    was: Mapping[str, str] = having(default_factory=dict)
    questions: tuple[Question, ...] = ()
    fault: Fault | None = None
    note: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything a list would do."""

    rows: Sequence[Row]

    @property
    def counts(self) -> Mapping[Happens, int]:
        """How many rows of each sort."""
        found = Counter(row.happens for row in self.rows)
        return {happens: found[happens] for happens in Happens}

    @property
    def steps(self) -> list[tuple[int, Step]]:
        """Every step with its row, in the order they are carried out; 0 for what several rows share."""
        order = {verb: at for at, verb in enumerate(Verb)}
        told = [(0 if step.shared else row.row or 0, step) for row in self.rows for step in row.steps]
        return sorted(told, key=lambda one: order[one[1].verb])

    @property
    def digest(self) -> str:
        """A fingerprint of what would be done: other after any change of the list, the answers or the register."""
        told = [[line, step.verb, step.makes, dict(step.args)] for line, step in self.steps]
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
