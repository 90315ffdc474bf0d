"""Every event of every chapter: one name, a stream, a reason to exist, and nothing that must not be in a log."""
from __future__ import annotations

import inspect
from dataclasses import fields
from datetime import date, datetime
from typing import Any, get_type_hints

import pytest

from consult.account import events as account
from consult.ballot import events as ballot
from consult.community import events as community
from consult.core.events import Event
from consult.matter import events as matter
from consult.meeting import events as meeting
from consult.minutes import events as minutes
from consult.project import events as project
from consult.publishing import events as publishing
from consult.reactions import REACTIONS
from consult.resolution import events as resolution

CHAPTERS = (account, ballot, community, matter, meeting, minutes, publishing, resolution, project)
EVENTS: list[type[Event]] = [
    each for chapter in CHAPTERS for each in vars(chapter).values()
    if inspect.isclass(each) and issubclass(each, Event) and each.__module__.startswith(chapter.__name__)
    and not each.__name__.endswith("Event")
]
SECRETS = {"password", "hashed", "token", "code", "address", "phone", "email", "choice", "ip", "device"}
PLAIN = (int, str, bool, date, datetime, dict, list, type(None))


def named(event: type[Event]) -> str:
    return event.__name__


def test_no_two_events_have_one_name() -> None:
    """A reader of the log knows an event by its name alone."""
    assert len({named(event) for event in EVENTS}) == len(EVENTS) > 50


@pytest.mark.parametrize("event", EVENTS, ids=named)
def test_an_event_says_what_it_is_and_holds_no_secret(event: type[Event]) -> None:
    assert event.__doc__ and event.__doc__.endswith((".", "hour."))
    assert event.audience in ("room", "desk")
    assert not SECRETS & {f.name for f in fields(event)}
    assert event.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("event", EVENTS, ids=named)
def test_an_event_carries_plain_values_and_names_its_stream(event: type[Event]) -> None:
    hints = get_type_hints(event)
    for field in fields(event):
        kinds = getattr(hints[field.name], "__args__", ()) if "|" in str(hints[field.name]) else (hints[field.name],)
        assert all(getattr(kind, "__origin__", kind) in PLAIN for kind in kinds), field.name
    made = event(**{f.name: _some(hints[f.name]) for f in fields(event)})
    stream, _, number = made.stream.partition(":")
    assert number == "7" or stream == "heads"
    assert stream in ("public_minutes", "notice", "objections", "seal_x", "heads",
                      "account", "announcement", "ballot", "community", "docket", "matter", "meeting", "minutes",
                      "need", "resource", "project", "volunteering", "street", "task")


def _some(hint: Any) -> Any:
    return {int: 7, str: "x", bool: True, date: date(2026, 1, 1)}.get(hint)


@pytest.mark.parametrize("event", [e for e in EVENTS if e.__module__ == matter.__name__], ids=named)
def test_the_public_timeline_of_a_matter_points_at_nobody(event: type[Event]) -> None:
    pointing = {f.name for f in fields(event) if f.name.endswith(("person_id", "household_id", "account_id"))}
    assert pointing == set()


def test_reactions_are_to_events_that_are_there() -> None:
    assert set(REACTIONS) <= set(EVENTS)
