"""One person as the room sees them."""
from __future__ import annotations

from dataclasses import dataclass

from consult.meeting.rules.room import State


@dataclass(frozen=True)
class Own:
    """One person as the room sees them."""

    here: bool
    voting: bool
    observes: bool
    turns: int
    place: int
    speaks: bool


def own(s: State, person_id: int) -> Own:
    """Where one person stands: present, with a voice, turns taken, place in the queue (0: none), speaking."""
    row = s["attendees"].get(str(person_id))
    places = [hand["person_id"] for hand in s["queue"]]
    return Own(
        here=row is not None and row["status"] == "present", voting=row is not None and row["voting"],
        observes=row is not None and row["capacity"] == "observer", turns=row["turns"] if row else 0,
        place=places.index(person_id) + 1 if person_id in places else 0,
        speaks=s["turn"] is not None and s["turn"]["person_id"] == person_id,
    )
