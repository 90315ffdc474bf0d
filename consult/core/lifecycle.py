"""A lifecycle is a table {(state, move): state}; a move that is absent is illegal."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar, get_args

from consult.core.errors import RuleBroken

State = TypeVar("State", bound=str)


class Lifecycle(Generic[State]):
    """The legal moves of one kind of thing, between states that are a Literal of its chapter."""

    def __init__(self, name: str, moves: Mapping[tuple[State, str], State]) -> None:
        self.name = name
        self.moves = dict(moves)
        self.states: tuple[State, ...] = tuple(dict.fromkeys([s for s, _ in moves] + list(moves.values())))

    def after(self, state: State, move: str) -> State:
        """The state that `move` leads to; RuleBroken("not_now") when the table has no such move."""
        try:
            return self.moves[state, move]
        except KeyError:
            raise RuleBroken("not_now", thing=self.name, state=state, move=move) from None

    def allows(self, state: State, move: str) -> bool:
        """Whether `move` is legal in `state`."""
        return (state, move) in self.moves

    def check(self, column: str = "state") -> str:
        """SQL for a CHECK constraint that keeps a column within the states of the table."""
        return f"{column} IN ({', '.join(repr(s) for s in self.states)})"


def one_of(column: str, words: Any) -> str:
    """SQL for a CHECK constraint that keeps a column within an enumeration, a Literal or some words."""
    return f"{column} IN ({', '.join(repr(word) for word in words_of(words))})"


def words_of(words: Any) -> tuple[str, ...]:
    """The words of an enumeration, a Literal or a list of them."""
    listed: Iterable[Any] = get_args(words) or words
    return tuple(str(word) for word in listed)
