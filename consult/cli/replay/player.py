"""One screen of a replay: a Socket.IO client that sends commands with ids of its own and repeats what got no answer."""
from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import socketio
from socketio.exceptions import BadNamespaceError, SocketIOError, TimeoutError

ANSWER_SECONDS = 10
TRIES = 30


class CommandRefused(Exception):
    """The server declined a command; its code and facts."""


class Player:
    """Signed in by a token, in one meeting."""

    def __init__(self, url: str, token: str, meeting_id: int) -> None:
        self.url, self.token, self.meeting_id = url, token, meeting_id
        self.client = socketio.Client(reconnection=True, reconnection_delay=0.5, reconnection_delay_max=5)

    def come(self) -> dict[str, Any]:
        """Connect and enter the room; the answer is the room as it stands."""
        headers = {"Cookie": f"sid={self.token}"}
        self.client.connect(self.url, headers=headers, transports=["websocket"], wait_timeout=ANSWER_SECONDS)
        return self._call("enter", {"meeting_id": self.meeting_id})

    def go(self) -> None:
        """Leave."""
        self.client.disconnect()

    def does(self, name: str, **args: Any) -> dict[str, Any]:
        """Send one command and return the verb's answer; a repeat after a lost answer carries the same id."""
        message = {"id": uuid4().hex, "meeting_id": self.meeting_id, "name": name, "args": args}
        answer: dict[str, Any] = self._call("command", message)["answer"]
        return answer

    def _call(self, event: str, message: dict[str, Any]) -> dict[str, Any]:
        for left in reversed(range(TRIES)):
            try:
                answer: dict[str, Any] = self.client.call(event, message, timeout=ANSWER_SECONDS)
            except (TimeoutError, BadNamespaceError, SocketIOError):
                if not left:
                    raise
                time.sleep(0.5)
                continue
            if "refused" in answer:
                if answer["refused"]["code"] == "too_many_events":
                    time.sleep(0.5)
                    continue
                raise CommandRefused(f"{message.get('name', event)}: {answer['refused']}")
            return answer
        raise CommandRefused(f"{event}: no answer")
