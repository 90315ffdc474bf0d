"""Refusals: a code and facts, never words or a status; those live at the doors."""
from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A command or a look-up that the house declines; `code` names the reason, `facts` the numbers."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.facts!r})"


class NotFound(Refusal):
    """What was asked for is not there, or is not this actor's to see: the two look alike."""

    def __init__(self, what: str = "page") -> None:
        super().__init__("not_found", what=what)


class Forbidden(Refusal):
    """The thing may be seen, but this actor may not do that to it."""


class RuleBroken(Refusal):
    """A rule of the domain says no; the facts say why."""


class BadShape(Refusal):
    """An argument is missing, unknown, too long or of another kind; `fields` maps name to problem."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("bad_shape", fields=fields)
        self.fields = fields


class RepeatDiffers(Refusal):
    """A command id came back with other arguments than the first time."""

    def __init__(self) -> None:
        super().__init__("repeat_differs")
