"""Drawing by lot, so that everybody can draw again and find the same.

The seed is a text that nobody here can choose and everybody can look up (the number drawn in a public lottery on a
named day). Every sign-up has the number in which it came in. The ticket of a sign-up is the SHA-256, in hexadecimal,
of `seed`, a line feed, the group's code, a line feed and the number, in UTF-8. In each group the tickets are put in
order; the first ones, as many as there are seats, are drawn. Where no more signed up than there are seats, all are.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A sign-up: its number, counted from one in the order of coming in, and the group it is for."""

    no: int
    group: str


@dataclass(frozen=True)
class Ticket:
    """What became of a sign-up."""

    no: int
    group: str
    ticket: str
    drawn: bool


def ticket(seed: str, entry: Entry) -> str:
    """A sign-up's ticket: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}\n{entry.group}\n{entry.no}".encode()).hexdigest()


def draw(entries: Iterable[Entry], seats: Mapping[str, int], seed: str) -> list[Ticket]:
    """Every sign-up with its ticket and whether it is drawn, group by group in the order of the tickets."""
    drawn: list[Ticket] = []
    placed = sorted((e.group, ticket(seed, e), e.no) for e in entries)
    taken: dict[str, int] = {}
    for group, name, no in placed:
        taken[group] = taken.get(group, 0) + 1
        drawn.append(Ticket(no, group, name, taken[group] <= seats.get(group, 0)))
    return drawn
