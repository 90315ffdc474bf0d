"""A lifecycle is a table {(state, move): state}; a move that is absent is illegal."""
from __future__ import annotations

from collections.abc import Mapping

from consult.core.errors import RuleBroken


class Lifecycle:
    """The legal moves of one kind of thing."""

    def __init__(self, name: str, moves: Mapping[tuple[str, str], str]) -> None:
        self.name = name
        self.moves = dict(moves)
        self.states = tuple(dict.fromkeys([s for s, _ in moves] + list(moves.values())))

    def after(self, state: str, move: str) -> str:
        """The state that `move` leads to; RuleBroken("not_now") when the table has no such move."""
        try:
            return self.moves[state, move]
        except KeyError:
            raise RuleBroken("not_now", thing=self.name, state=state, move=move) from None

    def allows(self, state: str, move: str) -> bool:
        """Whether `move` is legal in `state`."""
        return (state, move) in self.moves

    def check(self, column: str = "state") -> str:
        """SQL for a CHECK constraint that keeps a column within the states of the table."""
        return f"{column} IN ({', '.join(repr(s) for s in self.states)})"


def one_of(column: str, values: object) -> str:
    """SQL for a CHECK constraint that keeps a column within an enumeration or a tuple of words."""
    words = [getattr(v, "value", v) for v in values]  # type: ignore[attr-defined]
    return f"{column} IN ({', '.join(repr(str(w)) for w in words)})"
