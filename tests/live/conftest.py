"""A hall: the application on the neighbourhood's database, and screens that follow its rooms."""
from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from consult.account import actions as accounts
from consult.account.models import Account
from consult.live import protocol
from consult.live.gateway import Gateway
from consult.live.pulse import Pulse
from consult.storage.event_log import all_events
from tests.applications import give_back, open_application
from tests.builders import Neighbourhood, Settled
from tests.databases import Databases, put_back
from tests.live.following import Following

HOST = "localhost"


class Hall:
    """The application, its neighbourhood, and everybody's sign-ins."""

    def __init__(self, app: Flask, neighbourhood: Neighbourhood) -> None:
        self.app, self.n = app, neighbourhood
        self.gateway: Gateway = app.extensions["live"]
        self.pulse: Pulse = app.extensions["pulse"]
        self.screens: list[Screen] = []
        self.numbers = itertools.count(1)

    def token(self, who: str) -> str:
        """A new sign-in of somebody."""
        account_id = self.n.look(lambda db: db.query(Account.id).filter_by(person_id=self.n.people[who]).scalar())
        value: str = self.n.run(None, lambda work: accounts.begin_session(work, account_id=account_id))
        return value

    def socket(self, token: str, **headers: str) -> Screen:
        """A socket that brings a token and, unless told otherwise, an Origin of our own."""
        sent = {"Host": HOST, "Origin": f"http://{HOST}", "Cookie": f"sid={token}"} | headers
        screen = Screen(self, {name: value for name, value in sent.items() if value})
        self.screens.append(screen)
        return screen

    def come(self, who: str) -> Screen:
        """Somebody's socket, signed in and in no room yet."""
        screen = self.socket(self.token(who))
        assert screen.is_connected()
        return screen

    def join(self, who: str, meeting_id: int) -> Screen:
        """Somebody in a meeting's room."""
        screen = self.come(who)
        screen.enter(meeting_id)
        return screen

    def beat(self, count: int = 30) -> None:
        """One beat of the clockwork; the thirtieth does everything there is."""
        self.pulse.beat(count)

    def names(self, meeting_id: int) -> list[str]:
        """The names of what is in a meeting's log."""
        return [e.name for e in self.n.log(f"meeting:{meeting_id}")]


class Client(SocketIOTestClient):
    """Flask-SocketIO's test client."""

    def __init__(self, hall: Hall, headers: Mapping[str, str]) -> None:
        super().__init__(hall.app, hall.app.extensions["socketio"], headers=dict(headers))


class Screen:
    """One socket that records every frame and follows the rooms it is in."""

    def __init__(self, hall: Hall, headers: Mapping[str, str]) -> None:
        self.hall, self.headers = hall, headers
        self.client = Client(hall, headers)
        self.frames: list[tuple[str, Any]] = []
        self.answers: list[tuple[str, Any]] = []
        self.rooms: dict[int, Following] = {}
        self._meeting_id = 0

    def is_connected(self) -> bool:
        return bool(self.client.is_connected())

    def go(self) -> None:
        """Close the socket."""
        if self.is_connected():
            self.client.disconnect()

    def ask(self, event: str, *message: Any) -> Any:
        """One event with its answer."""
        answer = self.client.emit(event, *message, callback=True)
        self.answers.append((event, answer))
        return answer

    def enter(self, meeting_id: int, **more: Any) -> dict[str, Any]:
        """Come into a room, or back into it, and take what is answered."""
        following = self.rooms.setdefault(meeting_id, Following())
        if following.seen and "seen" not in more:
            more["seen"] = following.seen
        answer: dict[str, Any] = self.ask("enter", {"meeting_id": meeting_id, **more})
        if "refused" in answer:
            del self.rooms[meeting_id]
        else:
            self.hear()
            following.accept(answer)
            self._meeting_id = meeting_id
        return answer

    def does(self, command: str, *, id: str = "", meeting_id: int = 0, **args: Any) -> dict[str, Any]:
        """One command of the room; the whole answer."""
        message = {"id": id or f"screen-{next(self.hall.numbers):06d}", "name": command, "args": args,
                   "meeting_id": meeting_id or self._meeting_id}
        answer: dict[str, Any] = self.ask("command", message)
        return answer

    def hear(self) -> list[tuple[str, Any]]:
        """What came since the last time; events are taken into the rooms."""
        came, self.client.queue = self.client.queue, []
        news = [(frame["name"], frame["args"][0]) for frame in came]
        self.frames += news
        for name, message in news:
            if name == "event":
                self.rooms.setdefault(int(message["stream"].split(":")[1]), Following()).take(message)
        return news

    def fetch(self, meeting_id: int) -> None:
        """Ask for what is missing, as often as anything is."""
        self.hear()
        following = self.rooms[meeting_id]
        following.accept(self.ask("events", {"meeting_id": meeting_id, "after": following.seq}))

    def state(self, meeting_id: int) -> dict[str, Any]:
        """The room as this screen shows it, after everything that came."""
        self.hear()
        following = self.rooms[meeting_id]
        assert not following.has_gap
        return following.state

    def heard(self, name: str) -> list[Any]:
        """Every message of one name so far."""
        self.hear()
        return [message for told, message in self.frames if told == name]


def open_hall(database_url: str, data: Path, neighbourhood: Neighbourhood) -> Hall:
    """The application on a database that holds the neighbourhood."""
    n = neighbourhood
    app = open_application(database_url, data, clock=n.clock, csrf=True)
    settled = Settled(n.community, n.next_door, n.bodies, n.people, n.households, n.units)
    return Hall(app, Neighbourhood(app.extensions["store"], n.clock, settled, n.memory))


def close_hall(hall: Hall) -> None:
    """Everyone goes; the lights are put out."""
    for screen in hall.screens:
        screen.go()
    give_back(hall.app)


@pytest.fixture
def hall(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """The application on the neighbourhood's database; what happens through `hall.n` is announced to its sockets."""
    threads = set(threading.enumerate())
    hall = open_hall(database_url, tmp_path, neighbourhood)
    yield hall
    close_hall(hall)
    assert set(threading.enumerate()) <= threads, "a thread was left running"


@pytest.fixture
def another_hall(hall: Hall, databases: Databases, tmp_path: Path) -> Iterator[Callable[[], Hall]]:
    """A second hall that begins where the first began; on PostgreSQL the first one's database is gone with it."""
    opened: list[Hall] = []

    def begin_again() -> Hall:
        close_hall(hall)
        (tmp_path / "again").mkdir()
        again = open_hall(databases.fresh(tmp_path / "again"), tmp_path, hall.n)
        put_back(again.n.store.writing, hall.n.memory.settled)
        opened.append(again)
        return again

    yield begin_again
    for each in opened:
        close_hall(each)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets may talk as fast as they like."""
    monkeypatch.setattr(protocol, "EVENTS_A_SECOND", 1_000_000)


def log_of(hall: Hall, meeting_id: int) -> list[dict[str, Any]]:
    """A meeting's log as rows to compare."""
    with hall.n.store.read() as db:
        return [vars(e) for e in all_events(db, f"meeting:{meeting_id}")]
