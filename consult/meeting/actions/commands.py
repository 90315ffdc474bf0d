"""The table of what a room may send: a verb is in it because it says so itself."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Verb = TypeVar("Verb", bound=Callable[..., Any])
COMMANDS: dict[str, Callable[..., Any]] = {}
"""What a room may send, by name; every one takes work and meeting_id, then what its signature says."""


def room_command(verb: Verb) -> Verb:
    """Let the screens of a room send this verb, over the socket and by form."""
    COMMANDS[verb.__name__] = verb
    return verb
