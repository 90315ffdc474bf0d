"""A client as the protocol asks for one: it comes back by itself, catches up, and repeats what got no answer."""
from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import socketio
from socketio.exceptions import SocketIOError

from tests.live.following import Following

ANSWER_SECONDS = 20.0


@dataclass
class Told:
    """One command in a client's history."""

    id: str
    name: str
    args: dict[str, Any]
    invoked_at: float
    tries: int = 0
    answered_at: float = 0.0
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def acked(self) -> bool:
        """Whether the server said that it is done."""
        return bool(self.answer.get("ok"))


class Participant:
    """One person's screen in one meeting."""

    def __init__(self, url: str, token: str, meeting_id: int, chance: random.Random) -> None:
        self.url, self.token, self.meeting_id, self.chance = url, token, meeting_id, chance
        self.following = Following()
        self.history: list[Told] = []
        self.heard: list[tuple[str, Any]] = []
        self.connects = 0
        self.line: socketio.AsyncClient | None = None
        self.entered = asyncio.Event()
        self.is_over = False
        self._tasks: set[asyncio.Task[Any]] = set()
        self._fetching: asyncio.Task[Any] | None = None
        self._keeping = asyncio.create_task(self._keep_a_line())

    # --- the line

    async def _keep_a_line(self) -> None:
        attempt = 0
        while not self.is_over:
            line = socketio.AsyncClient(reconnection=False, handle_sigint=False)
            lost = asyncio.Event()
            try:
                await self._one_line(line, lost)
                attempt = 0
                await lost.wait()
            except (TimeoutError, SocketIOError, OSError):
                attempt += 1
            finally:
                self.entered.clear()
                self.line = None
                await line.disconnect()
                await _close(line)
            await asyncio.sleep(min(2.0, 0.2 * 2**min(attempt, 4)) * (0.5 + self.chance.random()))

    async def _one_line(self, line: socketio.AsyncClient, lost: asyncio.Event) -> None:
        line.on("disconnect", lambda *_: lost.set())
        line.on("*", self._hear)
        headers = {"Cookie": f"sid={self.token}", "Origin": self.url}
        await line.connect(self.url, headers=headers, transports=["websocket"], wait_timeout=ANSWER_SECONDS)
        self.connects += 1
        message: dict[str, Any] = {"meeting_id": self.meeting_id}
        if self.following.seen:
            message["seen"] = self.following.seen
        answer = await line.call("enter", message, timeout=ANSWER_SECONDS)
        if "refused" in answer:
            raise SocketIOError(str(answer))
        self.following.accept(answer)
        self.line = line
        self.entered.set()

    async def _hear(self, name: str, message: Mapping[str, Any]) -> None:
        self.heard.append((name, message))
        if name == "event":
            self.following.take(message)
            if self.following.epoch and self.following.has_gap:
                self._fetch()
        elif name == "head" and message["seq"] > self.following.seq:
            self._fetch()

    def _fetch(self) -> None:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        await asyncio.sleep(0.3)
        line = self.line
        if line is None:
            return
        try:
            answer = await line.call(
                "events", {"meeting_id": self.meeting_id, "after": self.following.seq}, timeout=ANSWER_SECONDS)
        except (TimeoutError, SocketIOError):
            return
        if answer.get("ok"):
            self.following.accept(answer)

    # --- commands

    async def does(self, name: str, *, id: str = "", **args: Any) -> Told:
        """Send one command until it is answered, always under the same id; records it in the history."""
        told = Told(id or f"{self.chance.getrandbits(96):024x}", name, args, time.monotonic())
        self.history.append(told)
        while not told.answer:
            await self.entered.wait()
            told.tries += 1
            answer = await self._ask(told)
            if answer is None or answer.get("refused", {}).get("code") in ("too_many_events", "failed", "signed_out"):
                await asyncio.sleep(0.05 + 0.2 * self.chance.random())
                continue
            told.answer, told.answered_at = answer, time.monotonic()
        return told

    async def _ask(self, told: Told) -> dict[str, Any] | None:
        line = self.line
        if line is None:
            return None
        message = {"id": told.id, "meeting_id": self.meeting_id, "name": told.name, "args": told.args}
        try:
            answer: dict[str, Any] = await line.call("command", message, timeout=ANSWER_SECONDS)
        except (TimeoutError, SocketIOError):
            return None
        return answer

    async def stands_at(self, seq: int, seconds: float = 15.0) -> bool:
        """Wait until everything up to a seq is applied."""
        until = time.monotonic() + seconds
        while self.following.seq < seq and time.monotonic() < until:
            await asyncio.sleep(0.05)
        return self.following.seq >= seq

    async def goes(self) -> None:
        """Close the line and stay away."""
        self.is_over = True
        self._keeping.cancel()
        await asyncio.gather(self._keeping, return_exceptions=True)


async def _close(line: socketio.AsyncClient) -> None:
    """What python-socketio leaves open after a connection that failed."""
    session = line.eio.http
    if session is not None and not session.closed:
        await session.close()


async def everyone(url: str, tokens: tuple[str, ...], meeting_id: int, seed: int) -> list[Participant]:
    """Participants, all of them in the room."""
    people = [Participant(url, token, meeting_id, random.Random(f"{seed}-{n}")) for n, token in enumerate(tokens)]
    await asyncio.wait_for(asyncio.gather(*(person.entered.wait() for person in people)), 60)
    return people


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that in time"
        await asyncio.sleep(0.005)
