"""Facts about how matters hang together."""
from __future__ import annotations

from dataclasses import dataclass

from consult.matter.events.base import MatterEvent


@dataclass(frozen=True, kw_only=True)
class MattersLinked(MatterEvent):
    """The office wrote down that this matter and another hang together; told to both, `outward` on the first."""

    link_id: int
    kind: str
    other_id: int
    other_no: str
    other_title: str
    outward: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class LinkRevoked(MatterEvent):
    """A link was taken back, with the reason; the line stays, struck through."""

    link_id: int
    other_no: str
    reason: str
