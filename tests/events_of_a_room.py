"""Every event that a room's log can hold, found by what it is: a new one needs no list."""
from __future__ import annotations

from collections.abc import Iterator

from consult import reactions  # noqa: F401  (every chapter's events)
from consult.meeting import actions  # noqa: F401
from consult.meeting.events import MeetingEvent


def _below(kind: type[MeetingEvent]) -> Iterator[type[MeetingEvent]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


ROOM_EVENTS = {kind.__name__: kind for kind in _below(MeetingEvent) if kind.__module__.startswith("consult.")}
"""By name."""
