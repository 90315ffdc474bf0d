"""A verb's own signature says what it takes; everything wrong is said at once."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.core.arguments import NUMBER_LIMIT, Length, Line, MaybeText, bind
from consult.core.errors import BadShape


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


Short = Annotated[str, Length(most=5, least=2)]


@dataclass(frozen=True)
class More:
    """What a door gives field by field, and the verb takes as one."""

    note: MaybeText = ""
    other: int | None = None


NOTHING_MORE = More()


def verb(
    work: object, *, title: Short, colour: Colour, count: int, agreed: bool, day: date, at: datetime,
    more: More = NOTHING_MORE,
) -> None:
    """A verb that takes one of each."""


WELL = {"title": "电梯", "colour": "red", "count": 3, "agreed": True, "day": "2026-12-31",
        "at": "2026-11-26T11:00:00Z"}


def wrong(**changed: Any) -> dict[str, str]:
    """What is wrong with the well-formed arguments so changed."""
    with pytest.raises(BadShape) as refused:
        bind(verb, WELL | changed)
    return refused.value.fields


def test_plain_values_become_what_the_verb_takes() -> None:
    assert bind(verb, WELL) == {
        "title": "电梯", "colour": Colour.RED, "count": 3, "agreed": True, "day": date(2026, 12, 31),
        "at": datetime(2026, 11, 26, 11, tzinfo=UTC), "more": More(),
    }


def test_what_a_form_sends_is_text_and_is_read_too() -> None:
    bound = bind(verb, WELL | {"count": "3", "agreed": "on", "other": "7", "note": ""})
    assert (bound["count"], bound["agreed"], bound["more"]) == (3, True, More(other=7))


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(BadShape) as refused:
        bind(verb, {"title": "x", "colour": "green", "count": "many", "day": "tomorrow", "extra": 1})
    assert refused.value.fields == {
        "title": "too_short:2", "colour": "not_a_choice", "count": "not_a_number", "agreed": "missing",
        "day": "not_a_date", "at": "missing", "extra": "unknown",
    }


@pytest.mark.parametrize(("field", "value", "problem"), [
    ("title", None, "missing"), ("title", "", "missing"), ("title", "   ", "missing"), ("title", 7, "not_text"),
    ("title", ["电梯"], "not_text"), ("title", "电梯和停车位", "too_long:5"), ("title", "电\x00梯", "not_text"),
    ("title", "电\x1b梯", "not_text"), ("title", "电\ud800", "not_text"), ("note", "议" * 5001, "too_long:5000"),
    ("colour", ["red"], "not_a_choice"), ("colour", None, "missing"),
    ("colour", "", "missing"), ("count", "", "missing"), ("day", "", "missing"), ("at", "", "missing"),
    ("count", True, "not_a_number"), ("count", 1.5, "not_a_number"), ("count", "1.5", "not_a_number"),
    ("count", NUMBER_LIMIT + 1, "not_a_number"), ("count", -NUMBER_LIMIT - 1, "not_a_number"),
    ("count", "9" * 5000, "not_a_number"), ("count", {}, "not_a_number"),
    ("agreed", "perhaps", "not_a_choice"), ("agreed", [], "not_a_choice"),
    ("day", "2026-02-30", "not_a_date"), ("day", 20261231, "not_a_date"), ("day", "0001-01-01", "not_a_date"),
    ("at", "2026-11-26T11:00:00", "not_a_date"), ("at", "9999-12-31T23:59:59Z", "not_a_date"),
    ("at", "0001-01-01T00:00:00+14:00", "not_a_date"), ("at", 0, "not_a_date"),
])
def test_a_misshapen_value_is_named(field: str, value: Any, problem: str) -> None:
    assert wrong(**{field: value}) == {field: problem}


def test_the_length_is_counted_after_trimming_and_in_characters() -> None:
    assert bind(verb, WELL | {"title": "  电梯和车位  "})["title"] == "电梯和车位"


def test_line_ends_of_a_browser_are_those_of_everyone() -> None:
    assert bind(verb, WELL | {"note": "一\r\n二"})["more"].note == "一\n二"


@given(some.dictionaries(some.text(max_size=10), some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner), max_leaves=3,
)))
def test_nothing_but_bad_shape_comes_of_nonsense(nonsense: dict[str, Any]) -> None:
    with pytest.raises(BadShape):
        bind(verb, nonsense)


@given(some.sampled_from(sorted(WELL)), some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.binary(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner), max_leaves=3,
))
def test_one_strange_value_is_read_or_refused(field: str, value: Any) -> None:
    try:
        bind(verb, WELL | {field: value})
    except BadShape as refused:
        assert set(refused.fields) == {field}


@given(some.text())
def test_a_text_that_is_let_through_is_within_its_bounds(text: str) -> None:
    def takes(work: object, *, line: Line) -> None: ...

    try:
        line = bind(takes, {"line": text})["line"]
    except BadShape:
        return
    assert 1 <= len(line) <= 200
    assert line == line.strip()
    line.encode()
