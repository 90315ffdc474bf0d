"""What was read of a list, as a plain value that can be kept until the list is entered, and back."""
from __future__ import annotations

from typing import Any

from consult.community.rules.lists.model import Column, Doubt, Entry, ListKind, Reading


def kept(reading: Reading) -> dict[str, Any]:
    """A reading as JSON holds it."""
    return {
        "columns": [[c.letter, c.heading, c.field, c.dropped_because] for c in reading.columns],
        "entries": [[entry.row, entry.fields] for entry in reading.entries],
        "doubts": [[d.row, d.letter, d.field, d.code, d.facts] for d in reading.doubts],
        "dropped": reading.dropped,
    }


def read_again(kind: ListKind, held: dict[str, Any]) -> Reading:
    """The reading that `kept` wrote."""
    return Reading(
        kind, [Column(*one) for one in held["columns"]], [Entry(*one) for one in held["entries"]],
        [Doubt(*one) for one in held["doubts"]], held["dropped"])
