"""What a step is: the verb, and why it cannot be taken now."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """One step: the verb it is, and why it cannot be taken now (empty when it can)."""

    name: str
    why: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def legal(self) -> bool:
        """Whether it can be taken now."""
        return not self.why


Reason = tuple[str, dict[str, Any]]
CLEAR: Reason = ("", {})
