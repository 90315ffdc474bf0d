"""One screen of a replay: a Socket.IO client that sends commands with ids of its own and repeats what got no answer."""
from __future__ import annotations

import time
import urllib.error
import urllib.request
from typing import Any
from uuid import uuid4

import socketio
from socketio.exceptions import ConnectionError as NoLine
from socketio.exceptions import SocketIOError

ANSWER_SECONDS = 10
TRIES = 60
PAUSE_SECONDS = 0.5
COME_BACK_LATER = ("too_many_events", "failed", "closing")


class CommandRefused(Exception):
    """The server declined a command; its code and facts."""


class NoServer(Exception):
    """Nobody answers at an address."""


def check_answers(url: str) -> None:
    """NoServer when nothing answers at an address."""
    try:
        urllib.request.urlopen(f"{url}/livez", timeout=ANSWER_SECONDS).close()  # noqa: S310 (http or https)
    except urllib.error.HTTPError:
        return
    except (OSError, ValueError) as problem:
        raise NoServer(f"no server answers at {url} ({problem}); start it with: consult serve") from None


class Player:
    """Signed in by a token, in one meeting; comes back by itself when the line breaks."""

    def __init__(self, url: str, token: str, meeting_id: int) -> None:
        self.url, self.token, self.meeting_id = url, token, meeting_id
        self.client = socketio.Client(reconnection=False, handle_sigint=False)

    def come(self) -> dict[str, Any]:
        """Connect and enter the room; the answer is the room as it stands."""
        return self._ask("enter", {"meeting_id": self.meeting_id})

    def go(self) -> None:
        """Leave."""
        self.client.disconnect()

    def does(self, name: str, **args: Any) -> dict[str, Any]:
        """Send one command and return the verb's answer; a repeat after a lost answer carries the same id."""
        message = {"id": uuid4().hex, "meeting_id": self.meeting_id, "name": name, "args": args}
        answer: dict[str, Any] = self._ask("command", message)["answer"]
        return answer

    def _ask(self, event: str, message: dict[str, Any]) -> dict[str, Any]:
        for _ in range(TRIES):
            answer = self._asked_once(event, message)
            if answer is not None and "refused" not in answer:
                return answer
            if answer is not None and answer["refused"]["code"] not in COME_BACK_LATER:
                raise CommandRefused(f"{message.get('name', event)}: {answer['refused']}")
            time.sleep(PAUSE_SECONDS)
        raise NoServer(f"no answer from {self.url}")

    def _asked_once(self, event: str, message: dict[str, Any]) -> dict[str, Any] | None:
        try:
            if not self.client.connected:
                self._connect()
            answer: dict[str, Any] = self.client.call(event, message, timeout=ANSWER_SECONDS)
        except (SocketIOError, OSError):
            return None
        return answer

    def _connect(self) -> None:
        name = "__Host-sid" if self.url.startswith("https:") else "sid"
        try:
            self.client.connect(
                self.url, headers={"Cookie": f"{name}={self.token}"}, transports=["websocket"],
                wait_timeout=ANSWER_SECONDS)
        except NoLine:
            self.client.disconnect()
            raise
