"""Who speaks next: who spoke least first, then the sides in turn, then who asked first."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult.meeting.rules.kinds import Stance
from consult.meeting.rules.order import Order

OPPOSITE = {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.FOR}


@dataclass(frozen=True)
class Waiting:
    """One raised hand; `hand_id` grows with the time of asking."""

    hand_id: int
    stance: Stance
    turns_taken: int


def speaking_order(hands: Iterable[Waiting], last_side: Stance | None, order: Order) -> list[int]:
    """The hands in the order in which they get the floor.

    Nobody has a second turn while someone waits for a first (机会均等); of those, the side opposite to the
    last one heard goes first if it waits (正反轮流); else who asked first. A question or an addition takes
    no side. (practice.md 2.8)
    """
    waiting, heard = sorted(hands, key=lambda h: h.hand_id), last_side
    ordered: list[int] = []
    while waiting:
        chosen = _next(waiting, heard, order)
        waiting.remove(chosen)
        ordered.append(chosen.hand_id)
        heard = chosen.stance if chosen.stance in OPPOSITE else heard
    return ordered


def _next(waiting: list[Waiting], heard: Stance | None, order: Order) -> Waiting:
    fewest = min(h.turns_taken for h in waiting)
    tier = [h for h in waiting if h.turns_taken == fewest] if order.first_timers_first else waiting
    if order.alternate_stances and heard in OPPOSITE:
        for hand in tier:
            if hand.stance == OPPOSITE[heard]:
                return hand
    return tier[0]
