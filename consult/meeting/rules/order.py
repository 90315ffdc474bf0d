"""Rules of order as data: a set per body, copied onto the meeting when it is opened."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Order:
    """How the floor is given (practice.md 2.8: 限时限次, 机会均等, 正反轮流)."""

    seconds_a_turn: int = 120
    turns_each: int | None = 2
    first_timers_first: bool = True
    alternate_stances: bool = True
    observers_may_speak: bool = True

    def plain(self) -> dict[str, Any]:
        """The rules as a meeting stores them."""
        return asdict(self)


def order_from(stored: Mapping[str, Any]) -> Order:
    """The rules a body or a meeting stored; what it does not say stands at its default."""
    known = {k: v for k, v in stored.items() if k in Order.__dataclass_fields__}
    return Order(**known)
