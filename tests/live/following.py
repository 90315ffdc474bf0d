"""How any screen follows a room: applies only seq = last + 1, fetches gaps, takes a snapshot when it must."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.core.events import canonical
from consult.meeting.rules import room


class Following:
    """One screen's reading of a room; the same rules as static/js/rooms/stream.js."""

    def __init__(self) -> None:
        self.epoch, self.seq = 0, 0
        self.state: dict[str, Any] = room.empty_room()
        self.early: dict[int, Mapping[str, Any]] = {}
        self.snapshots = 0
        self.applied: list[int] = []

    @property
    def seen(self) -> dict[str, int] | None:
        """What to say on entering again."""
        return {"epoch": self.epoch, "seq": self.seq} if self.epoch else None

    @property
    def has_gap(self) -> bool:
        """Whether something came before its turn."""
        return bool(self.early)

    def accept(self, answer: Mapping[str, Any]) -> None:
        """Take what `enter` or `events` answered."""
        if "state" in answer:
            self.epoch, self.seq, self.state = answer["epoch"], answer["seq"], answer["state"]
            self.snapshots += 1
            self.early = {seq: e for seq, e in self.early.items() if seq > self.seq}
        else:
            assert answer["epoch"] == self.epoch
            for event in answer["events"]:
                if event["seq"] == self.seq + 1:
                    self._step(event)
        self._drain()

    def take(self, event: Mapping[str, Any]) -> None:
        """Take an event as it was pushed."""
        if self.epoch == 0 or event["epoch"] != self.epoch or event["seq"] > self.seq + 1:
            self.early[event["seq"]] = event
        elif event["seq"] == self.seq + 1:
            self._step(event)
            self._drain()

    def _drain(self) -> None:
        while (event := self.early.pop(self.seq + 1, None)) and event["epoch"] == self.epoch:
            self._step(event)
        self.early = {seq: e for seq, e in self.early.items() if seq > self.seq}

    def _step(self, event: Mapping[str, Any]) -> None:
        assert event["seq"] == self.seq + 1, "a seq was skipped or went back"
        self.seq = event["seq"]
        self.applied.append(self.seq)
        if event["name"] != "withheld":
            room.apply(self.state, event["seq"], event["name"], event["at"], event["data"])

    def digest(self) -> bytes:
        """The state in one form for comparing."""
        return canonical(self.state)
