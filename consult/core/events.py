"""Facts in the past tense: what is written to the log and told to the rooms."""
from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact. Subclasses name their stream and say, in their docstring, what they leave out."""

    audience: ClassVar[str] = "room"
    """Who may hear it: "room" (everyone let into the stream) or "desk" (facilitator and secretary)."""

    @property
    def stream(self) -> str:
        """The log this fact belongs to, such as "meeting:7"."""
        raise NotImplementedError

    def data(self) -> dict[str, Any]:
        """The fields as plain JSON values; moments and dates in ISO 8601."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True)
class Recorded:
    """An event as the log holds it."""

    stream: str
    epoch: int
    seq: int
    name: str
    at: datetime
    actor_id: int | None
    data: dict[str, Any]
    audience: str
    hash: str


def plain(value: Any) -> Any:
    """A value as JSON holds it; moments in UTC to the millisecond, so that every reader parses the same."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return getattr(value, "value", value)


def plain_object(values: dict[str, Any]) -> dict[str, Any]:
    """A JSON object of such values."""
    return {name: plain(value) for name, value in values.items()}


def moment(value: datetime) -> str:
    """A UTC moment as ISO 8601 with milliseconds and Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_moment(text: str) -> datetime:
    """The UTC moment that `moment` wrote."""
    return datetime.fromisoformat(text)


def canonical(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8 (after RFC 8785; the values here hold no floats)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link_hash(previous: str, body: dict[str, Any]) -> str:
    """The hash of one link of a chain: SHA-256 over the previous hash and the canonical body, in hex."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(body)).hexdigest()
