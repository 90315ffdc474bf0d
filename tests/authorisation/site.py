"""The application under trial: ask it for anything as anybody, and see what it answered, wrote and told."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient
from werkzeug.test import TestResponse

from consult.live.gateway import Gateway
from consult.live.pulse import Pulse
from consult.live.snapshot import Snapshots
from tests.applications import give_back
from tests.authorisation.estate import ROLES, Estate
from tests.authorisation.keeping import WAYS_IN, Keeper
from tests.builders import Neighbourhood

HERE = "qinghe"


@dataclass(frozen=True)
class Told:
    """How an attempt ended: its cell, what it changed in the database, what it told anybody, and the whole answer."""

    cell: str
    changed: dict[str, list[Any]]
    told: list[tuple[str, Any]]
    answer: Any


class Site:
    """The application on a database that holds the estate, and goes back to it after every attempt."""

    def __init__(self, town: Neighbourhood, estate: Estate, app: Flask) -> None:
        self.town, self.estate, self.app = town, estate, app
        self.socketio: SocketIO = app.extensions["socketio"]
        self.gateway: Gateway = app.extensions["live"]
        self.pulse: Pulse = app.extensions["pulse"]
        self.store = app.extensions["store"]
        app.config["API_REQUESTS_A_MINUTE"] = 1_000_000  # a matrix asks faster than anybody
        self.pulse._running = True  # nothing beats by itself: it would read in between
        self.keeper = Keeper(self.store.reading, self.store.writing)
        self.told: list[tuple[str, Any]] = []
        self._listen()

    def _listen(self) -> None:
        emit = self.socketio.server.emit

        def heard(event: str, data: Any = None, *args: Any, **more: Any) -> Any:
            self.told.append((event, data))
            return emit(event, data, *args, **more)

        self.socketio.server.emit = heard

    def who(self, role: str, owner: str = "chen") -> str:
        """The person who stands for a role."""
        return "ended" if role == "ended" else owner if role == "owner" else ROLES[role] or ""

    def browser(self, role: str, owner: str = "chen") -> FlaskClient:
        """A browser with the cookie of a role."""
        client = self.app.test_client()
        who = self.who(role, owner)
        if who:
            client.set_cookie("sid", self.estate.tokens[who])
        return client

    def request(
        self, role: str, method: str, address: str, form: dict[str, Any] | None = None, *, owner: str = "chen"
    ) -> TestResponse:
        """One request as a role."""
        sent = {"command_id": uuid4().hex, **(form or {})} if method == "POST" else None
        answer = self.browser(role, owner).open(address, method=method, data=sent)
        answer.get_data()
        answer.close()
        return answer

    @contextmanager
    def socket(self, role: str, owner: str = "chen") -> Iterator[SocketIOTestClient]:
        """A socket of a role; it may have been refused."""
        who = self.who(role, owner)
        headers = {"Origin": "http://localhost", "Host": "localhost"}
        if who:
            headers["Cookie"] = f"sid={self.estate.tokens[who]}"
        client = self.socketio.test_client(self.app, headers=headers)
        try:
            yield client
        finally:
            if client.is_connected():
                client.disconnect()

    def ask(self, role: str, event: str, message: Any, owner: str = "chen") -> Any:
        """What a socket answers to one event; None when it was not let in."""
        with self.socket(role, owner) as client:
            return client.emit(event, message, callback=True) if client.is_connected() else None

    def command(self, role: str, name: str, meeting_id: int, args: dict[str, Any], owner: str = "chen") -> Any:
        """What a socket answers to one command."""
        message = {"id": uuid4().hex, "name": name, "meeting_id": meeting_id, "args": args}
        return self.ask(role, "command", message, owner)

    def settle(self, cell: str, answer: Any, *, writes: bool) -> Told:
        """How it ended; then everything is put back. What is done already and done again is the same."""
        changed = self.keeper.changed()
        if changed:
            self.keeper.put_back(changed)
            self._forget()
        changed = {table: keys for table, keys in changed.items() if table not in WAYS_IN}
        if writes and cell == "ok" and not changed:
            cell = "same"
        told, self.told = self.told, []
        return Told(cell, changed, told, answer)

    def _forget(self) -> None:
        """What the process remembers of a room that is not so any more."""
        self.gateway.snapshots = Snapshots()
        self.gateway.broadcast._turnout_changed.clear()

    def close(self) -> None:
        """Give back every connection."""
        self.keeper.close()
        give_back(self.app)


def cell_of_page(answer: TestResponse) -> str:
    """The cell that a page's answer amounts to."""
    if answer.status_code in (301, 302, 303, 307, 308):
        return "sign_in" if answer.location.split("?")[0].endswith("/sign-in") else "ok"
    return {200: "ok", 403: "no", 404: "absent"}.get(answer.status_code, "refused" if answer.status_code < 500 else "broken")


def cell_of_ack(answer: Any) -> str:
    """The cell that a socket's answer amounts to."""
    if answer is None:
        return "sign_in"
    if answer.get("ok"):
        return "ok"
    code = answer["refused"]["code"]
    return {"not_found": "absent", "not_yours_to_do": "no", "signed_out": "sign_in", "failed": "broken"}.get(code, "refused")


CHANCE = re.compile(r'(name="(?:csrf_token|command_id)" value="|(?:id|aria-describedby)="why-)[^"]*')


def without_chance(answer: TestResponse, *places: str) -> tuple[int, list[tuple[str, str]], str]:
    """An answer without what differs by chance, and without the places (paths, numbers) that were asked for."""
    body = CHANCE.sub(r"\1", answer.get_data(as_text=True))
    headers = [(name, value if name != "Set-Cookie" else value.split("=")[0]) for name, value in answer.headers.items()
               if name != "Content-Length"]
    for place in sorted(places, key=len, reverse=True):
        body = body.replace(place, "…")
        headers = [(name, value.replace(place, "…")) for name, value in headers]
    return answer.status_code, headers, body
