"""Events as plain values, and the links of their chains."""
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from consult.core.events import Event, canonical, link_hash, moment, parse_moment, plain
from consult.matter.rules.lifecycle import Category


@dataclass(frozen=True, kw_only=True)
class Something(Event):
    """Something happened."""

    at: datetime
    day: date
    kind: Category
    nested: dict[str, object]


def test_an_event_is_plain_json_with_moments_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    event = Something(
        at=datetime(2026, 11, 26, 19, 0, 0, 123456, shanghai), day=date(2026, 12, 31), kind=Category.SAFETY,
        nested={"list": (1, Category.OTHER), "day": date(2026, 1, 1)},
    )
    assert event.data() == {
        "at": "2026-11-26T11:00:00.123Z", "day": "2026-12-31", "kind": "safety",
        "nested": {"list": [1, "other"], "day": "2026-01-01"},
    }
    assert json.loads(json.dumps(event.data())) == event.data()


def test_an_event_must_say_its_stream() -> None:
    with pytest.raises(NotImplementedError):
        _ = Event().stream


@given(some.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2999, 1, 1), timezones=some.just(UTC)))  # noqa: DTZ001
def test_a_moment_is_read_back_to_the_millisecond(at: datetime) -> None:
    assert abs(parse_moment(moment(at)) - at) < timedelta(milliseconds=1)
    assert moment(parse_moment(moment(at))) == moment(at)


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner), max_leaves=4,
)


@settings(max_examples=40)
@given(some.dictionaries(some.text(), json_values))
def test_canonical_json_does_not_depend_on_the_order_of_keys(body: dict[str, object]) -> None:
    turned = dict(reversed(body.items()))
    assert canonical(turned) == canonical(body)
    assert json.loads(canonical(body)) == body


@settings(max_examples=40)
@given(some.dictionaries(some.text(), json_values), some.dictionaries(some.text(), json_values))
def test_other_content_has_another_hash_and_so_has_another_past(one: dict[str, object], two: dict[str, object]) -> None:
    assert (link_hash("0" * 64, one) == link_hash("0" * 64, two)) == (canonical(one) == canonical(two))
    assert link_hash("0" * 64, one) != link_hash("1" * 64, one)


def test_what_is_plain_stays_as_it_is() -> None:
    assert plain({1: [True, None, "议"]}) == {"1": [True, None, "议"]}
