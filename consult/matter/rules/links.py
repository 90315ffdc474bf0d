"""How one matter hangs together with another."""
from __future__ import annotations

from enum import StrEnum


class LinkKind(StrEnum):
    """Read from the first to the other: this one … that one."""

    RELATED = "related"
    CONTINUES = "continues"
    SPLIT_FROM = "split_from"
    REPLACES = "replaces"
