"""How an endorsement came: by the resident's own hand, on paper at the desk, or through a helper at the door."""
from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Way(StrEnum):
    """The way an endorsement came; one household has one voice whichever it is."""

    OWN = "own"
    DESK = "desk"
    HELPER = "helper"


def counted_by_way(rows: Sequence[tuple[int, Way]]) -> dict[Way, int]:
    """How many households came each way, from (household, way) in the order they came: a household counts once, by the
    first of its endorsements; the numbers add up to all of them."""
    first: dict[int, Way] = {}
    for household, way in rows:
        first.setdefault(household, Way(way))
    return {way: sum(one == way for one in first.values()) for way in Way}
