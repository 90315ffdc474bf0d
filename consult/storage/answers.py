"""What a command gave."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.core.events import Recorded

if TYPE_CHECKING:
    from consult.storage.unit_of_work import Work


@dataclass(frozen=True)
class Answer:
    """What a command gave: the verb's plain answer, and whether it was given before."""

    value: Any
    repeated: bool = False
    events: tuple[Recorded, ...] = ()
    afterwards: tuple[Callable[[Work], Any], ...] = ()
