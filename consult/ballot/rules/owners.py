"""Who votes as an owner: units joined by owner, one head each, with the areas added (建筑物区分所有权解释 arts. 8-9)."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Holding:
    """One exclusive unit: who owns it ("person:7" or "unit:2"), its door, its area in cm²."""

    owner: str
    door: str
    area_cm2: int


@dataclass(frozen=True)
class OwnerVoice:
    """One owner's voice: one head however many units, the area of all of them together."""

    owner: str
    doors: tuple[str, ...]
    area_cm2: int


def owner_voices(holdings: Iterable[Holding]) -> list[OwnerVoice]:
    """One voice an owner, in the order in which the owners are first named.

    The same buyer's several units are one head, and so are a developer's units not yet sold.
    """
    joined: dict[str, list[Holding]] = {}
    for holding in holdings:
        joined.setdefault(holding.owner, []).append(holding)
    return [
        OwnerVoice(owner, tuple(h.door for h in held), sum(h.area_cm2 for h in held)) for owner, held in joined.items()
    ]
