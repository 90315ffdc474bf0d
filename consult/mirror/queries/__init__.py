"""Reads of the mirror: counts only."""
from consult.mirror.queries.way import (
    Heard,
    Period,
    Promise,
    TurnOut,
    Way,
    first_day,
    heard,
    promises,
    promises_of_each,
    turnout,
    ways,
    ways_of_each,
)

__all__ = [
    "Heard", "Period", "Promise", "TurnOut", "Way", "first_day", "heard", "promises", "promises_of_each", "turnout", "ways",
    "ways_of_each",
]
