"""The real server against clients that are slow, large, silent or make no sense."""
from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import websocket
from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account
from consult.core.clock import SetClock
from consult.live import protocol, wire
from consult.meeting import actions as meetings
from consult.meeting.models import Meeting
from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.builders import Memory, Neighbourhood, Room, settle
from tests.databases import Databases
from tests.live.raw import RawClient, handshake
from tests.serving import ServerProcess

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]


@dataclass
class Served:
    """A server that runs, a room in it, and a way to act beside it."""

    server: ServerProcess
    n: Neighbourhood
    room: Room

    @property
    def url(self) -> str:
        return self.server.url

    def token(self, who: str) -> str:
        """A new sign-in."""
        account = self.n.look(lambda db: db.scalars(select(Account.id).where(
            Account.person_id == self.n.people[who])).one())
        value: str = self.n.run(None, lambda work: accounts.begin_session(work, account_id=account))
        return value

    def come(self, who: str, **how: Any) -> RawClient:
        """Somebody's socket, let in."""
        return RawClient(self.url, self.token(who), **how).come_in()

    def enters(self, who: str, **how: Any) -> RawClient:
        """Somebody in the room."""
        client = self.come(who, **how)
        assert client.ask("enter", {"meeting_id": self.room.meeting_id})["ok"]
        return client

    def is_well(self) -> bool:
        """Whether a new client is served."""
        with self.enters("chen") as client:
            return bool(client.ask("events", {"meeting_id": self.room.meeting_id, "after": 0})["ok"])

    def said(self) -> str:
        """The server's log, without its first line."""
        lines = self.server.log.read_text().splitlines()
        return "\n".join(line for line in lines if not line.startswith("Consult: http://"))


@pytest.fixture(scope="module")
def served(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all of these tests: it has to outlive every one of them."""
    folder = tmp_path_factory.mktemp("served")
    url = databases.fresh(folder)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, clock=clock, reactions=REACTIONS)
    n = Neighbourhood(store, clock, settle(store), Memory({}, {}))
    room = n.a_discussion(body="council", present=("chen", "wang", "li", "zhao"))
    server = ServerProcess(url, folder / "data")
    try:
        yield Served(server.start(), n, room)
    finally:
        server.kill()
        store.close()


@pytest.fixture(autouse=True)
def still_well(served: Served) -> Iterator[None]:
    """After each of these the server serves, and its log holds nothing."""
    yield
    assert served.is_well()
    assert served.said() == ""


# --- handshakes ---------------------------------------------------------------------------------------

GOOD = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")


def test_only_a_handshake_of_our_own_pages_is_answered(served: Served) -> None:
    def status(*lines: str) -> str:
        return handshake(served.url, *lines).split(" ", 2)[1]

    assert status(*GOOD, f"Origin: {served.url}") == "101"
    assert status(*GOOD) == "403"
    assert status(*GOOD, "Origin: http://evil.example") == "403"
    assert status(*GOOD[1:], f"Origin: {served.url}") == "400"
    assert status(*GOOD[:3], f"Origin: {served.url}") == "400"


def test_nothing_is_compressed(served: Served) -> None:
    with RawClient(served.url, extensions="permessage-deflate; client_max_window_bits") as client:
        assert client.ws.getheaders().get("sec-websocket-extensions") is None
        assert client.receive().startswith("0{")


def test_whoever_is_not_signed_in_is_told_so_and_the_line_closes(served: Served) -> None:
    with RawClient(served.url, "nobody") as client:
        client.receive()
        client.send("40")
        assert json.loads(client.receive()[2:]) == {"message": "signed_out"}
        assert client.is_closed_within(protocol.HELLO_SECONDS + 5)


def test_a_line_on_which_nobody_signs_in_closes(served: Served) -> None:
    with RawClient(served.url) as client:
        assert client.is_closed_within(protocol.HELLO_SECONDS + 5)


def test_a_sign_in_that_ends_elsewhere_loses_its_line_within_two_seconds(served: Served) -> None:
    token = served.token("sun")
    session = served.n.look(lambda db: queries.actor_by_token(db, token, served.n.clock()))
    assert session is not None
    with RawClient(served.url, token).come_in() as client:
        client.ask("enter", {"meeting_id": served.room.meeting_id})
        served.n.run(None, lambda work: accounts.end_session(work, session_id=session.session_id))
        ended_at = time.monotonic()
        frames = []
        while (frame := client.receive()) and not frame.startswith("41"):
            frames.append(frame)
        assert frames[-1] == '42["ended",{"why":"signed_out"}]'
        assert time.monotonic() - ended_at < 2 + 1, "the second more is for a busy machine"


# --- frames that make no sense --------------------------------------------------------------------------

NONSENSE = [
    "x", "9", "0{}", "5", "6", "3probe", "3[[[[", "2", "4", "4x", "43[1]", "431[1]", "44{}", "451-[\"enter\",{}]",
    "46[]", "4" + "[" * 50_000, "42" + "[" * 50_000, "42{\"a\":1}", "42[]", "42[1]", "42[{}]", "42[[]]", "42null", "42",
    "42\"enter\"", "42[\"enter\"", "42" + "9" * 200 + "[\"enter\",{}]", "40/desk,", "40[[[[", "41/nowhere,",
    "42[\"connect\",{}]", "42[\"disconnect\"]", "42[\"enter\",{\"meeting_id\":1e999}]",
    "42[\"enter\",{\"meeting_id\":" + "9" * 5000 + "}]", "42[\"enter\",{\"meeting_id\":NaN}]", "b4AAAA", "4\u0000",
    "42[\"\\ud800\",{\"\\ud800\":\"\\udfff\"}]", "429[\"command\",{\"\\ud800\":1}]",
]


@pytest.mark.parametrize("signed_in", [True, False])
def test_frames_that_make_no_sense_are_refused_or_close_the_line_and_no_more(served: Served, signed_in: bool) -> None:
    token = served.token("chen") if signed_in else ""
    for frame in NONSENSE:
        with RawClient(served.url, token) as client:
            if signed_in:
                client.come_in()
            client.send(frame)
            client.ws.settimeout(0.05)
            client.receive()
    with RawClient(served.url, token) as client:
        client.ws.send_binary(b"\x00\x01\x02")
        assert client.is_closed_within(8)
    with RawClient(served.url, token) as client:
        client.ws.send(b"\xff\xfe\xfd", opcode=websocket.ABNF.OPCODE_TEXT)
        assert client.is_closed_within(8)
    with RawClient(served.url, token) as client:
        client.ws.sock.sendall(os.urandom(2000))
        assert client.is_closed_within(8)


def test_a_frame_of_a_megabyte_closes_the_line_and_a_new_one_goes_on(served: Served) -> None:
    token = served.token("wang")
    with RawClient(served.url, token).come_in() as client:
        entered = client.ask("enter", {"meeting_id": served.room.meeting_id})
        statement = {"stance": "for", "text": "长" * 100_000}
        message = {"id": "too-long-1", "name": "submit_statement", "args": statement, "meeting_id": 1}
        refused = client.ask("command", message, 2)["refused"]
        assert refused == {"code": "bad_shape", "facts": {"fields": {"text": "too_long:5000"}}}
        message["args"] = statement | {"text": "长" * 1_000_000}
        with suppress(OSError):
            client.send('42["command",' + json.dumps(message) + "]")
        assert client.is_closed_within(8)
    with RawClient(served.url, token).come_in() as client:
        seen = {"epoch": entered["epoch"], "seq": entered["seq"]}
        again = client.ask("enter", {"meeting_id": served.room.meeting_id, "seen": seen})
        assert again["ok"] and "events" in again
        assert client.ask("command", {
            "id": "fits-12345", "name": "submit_statement", "meeting_id": served.room.meeting_id,
            "args": {"stance": "for", "text": "长" * 5_000}}, 2)["ok"]


def memory_of(server: ServerProcess) -> int:
    """Kilobytes that the server's processes hold."""
    assert server.process is not None
    group = str(os.getpgid(server.process.pid))
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rsplit(")", 1)[1].split()[2] == group:
                status = (stat.parent / "status").read_text()
                total += int(status.split("VmRSS:")[1].split()[0])
        except (OSError, IndexError):
            continue
    return total


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_message_of_a_hundred_megabytes_is_not_gathered(served: Served) -> None:
    before = memory_of(served.server)
    with RawClient(served.url, served.token("wang")).come_in() as client:
        piece = b"x" * 100_000
        with suppress(websocket.WebSocketException, OSError):
            client.ws.send_frame(websocket.ABNF.create_frame(piece, websocket.ABNF.OPCODE_TEXT, 0))
            for _ in range(1000):
                client.ws.send_frame(websocket.ABNF.create_frame(piece, websocket.ABNF.OPCODE_CONT, 0))
        assert client.is_closed_within(8)
    assert memory_of(served.server) - before < 40_000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_flood_from_one_client_is_held_back_and_others_are_served(served: Served) -> None:
    before = memory_of(served.server)
    flood = '42["events",' + json.dumps({"meeting_id": 1, "after": 0, "padding": "x" * 60_000}) + "]"
    with served.enters("wang") as client, served.enters("li") as other:
        client.ws.settimeout(3)
        with suppress(websocket.WebSocketException, OSError):
            for _ in range(1000):
                client.send(flood)
        begun = time.monotonic()
        assert other.ask("events", {"meeting_id": served.room.meeting_id, "after": 0}, 7)["ok"]
        assert time.monotonic() - begun < 3
    assert memory_of(served.server) - before < 60_000


# --- a database that makes one wait -----------------------------------------------------------------------


def test_a_command_that_waits_for_the_database_holds_up_nobody_else(served: Served) -> None:
    meeting_id, answers = served.room.meeting_id, []
    with served.enters("wang") as waiting, served.enters("li") as other:
        message = {"id": "waits-12345", "name": "ask_help", "meeting_id": meeting_id, "args": {}}
        asking = threading.Thread(target=lambda: answers.append(waiting.ask("command", message, 3)))
        with served.n.store.writing.begin() as elsewhere:
            elsewhere.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
            asking.start()
            time.sleep(0.3)
            slowest = 0.0
            for number in range(20):
                begun = time.monotonic()
                assert other.ask("events", {"meeting_id": meeting_id, "after": 0}, 10 + number)["ok"]
                slowest = max(slowest, time.monotonic() - begun)
                time.sleep(0.06)
            assert answers == [], "it waits for the lock that is held here"
        asking.join(10)
        assert answers and answers[0]["ok"]
    assert slowest < 1.0


# --- slow clients ---------------------------------------------------------------------------------------


def a_long_turn(served: Served) -> None:
    """Make the room's snapshot large, beside the server: a turn of 20,000 characters."""
    n, meeting_id = served.n, served.room.meeting_id
    n.clock.at = datetime.now(UTC)
    n.do("chen", meetings.raise_hand, meeting_id=meeting_id, stance="for")
    turn = n.do("zhou", meetings.give_floor, meeting_id=meeting_id)["turn_id"]
    n.do("zhou", meetings.note_turn, meeting_id=meeting_id, turn_id=turn, text="慢" * 20_000)
    n.do("zhou", meetings.end_turn, meeting_id=meeting_id)


def test_a_slow_client_reads_every_large_frame_whole(served: Served) -> None:
    a_long_turn(served)
    meeting_id = served.room.meeting_id
    with served.enters("zhao", receive_buffer=4096) as client:
        for number in range(20):
            client.send(f'42{number}["enter",{{"meeting_id":{meeting_id}}}]')
        time.sleep(1)
        whole = 0
        while whole < 20 and (frame := client.receive()):
            if frame.startswith("43"):
                state = json.loads(frame[frame.index("["):])[0]["state"]
                assert state["turns"][-1]["text"] == "慢" * 20_000
                whole += 1
            time.sleep(0.02)
        assert whole == 20


def test_a_client_that_does_not_read_is_cut_and_comes_back_while_others_hear_everything(served: Served) -> None:
    a_long_turn(served)
    meeting_id, token, heard = served.room.meeting_id, served.token("zhao"), []

    def listen(client: RawClient) -> None:
        while frame := client.receive():
            if frame == "2":
                client.send("3")
            elif frame.startswith('42["event"'):
                heard.append(json.loads(frame[2:])[1]["seq"])

    with RawClient(served.url, token, receive_buffer=4096).come_in() as deaf:
        entered = deaf.ask("enter", {"meeting_id": meeting_id})
        with served.enters("li") as good, served.enters("wang") as speaker:
            listening = threading.Thread(target=listen, args=(good,))
            listening.start()
            # Large answers fill what the kernel holds for it; what follows has to wait in the server.
            for number in range(protocol.BURST - 5):
                deaf.send(f'42{number}["enter",{{"meeting_id":{meeting_id}}}]')
            assert is_reset(deaf, within=30), "it was never cut"
            for number in range(20):
                assert speaker.ask("command", {
                    "id": f"noise-{number:05d}", "name": "submit_statement", "meeting_id": meeting_id,
                    "args": {"stance": "for", "text": "大家都听见了。"}}, 100 + number)["ok"]
            last = served.n.log(f"meeting:{meeting_id}")[-1].seq
            until = time.monotonic() + 10
            while heard[-1:] != [last] and time.monotonic() < until:
                time.sleep(0.05)
            good.ws.shutdown()
            listening.join(10)
        assert heard == list(range(last - 19, last + 1)), "whoever reads hears everything, in order"
    with RawClient(served.url, token).come_in() as back:
        seen = {"epoch": entered["epoch"], "seq": entered["seq"]}
        answer = back.ask("enter", {"meeting_id": meeting_id, "seen": seen})
        assert answer["seq"] == last and "events" in answer


def is_reset(client: RawClient, within: float) -> bool:
    """Whether the server ends a connection that asks and asks and reads nothing."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            for number in range(100):
                client.send(f'42{number}["enter",{{}}]')
        except OSError:
            return True
        time.sleep(0.1)
    return False


# --- the seams ----------------------------------------------------------------------------------------


def a_server(mode: str) -> Any:
    """A stock Engine.IO server."""
    return SocketIO(Flask("seams"), async_mode=mode).server.eio


@pytest.mark.parametrize("mode", ["threading", "gevent"])
def test_the_libraries_are_as_the_wire_takes_them_to_be(mode: str) -> None:
    eio = a_server(mode)
    stock = dict(eio._async)
    assert wire.library_fits(eio)
    wire.install(eio)
    assert issubclass(eio._async["websocket"], stock["websocket"]) and eio._async["websocket"] is not stock["websocket"]
    assert issubclass(eio._async["queue"], stock["queue"])
    assert a_server(mode)._async["websocket"] is stock["websocket"], "other servers keep their own"


@pytest.mark.parametrize("moved", [{"websocket": None}, {"websocket": object}, {"queue": object}, {"queue": None}])
def test_where_the_libraries_have_changed_their_own_wire_stays(
    moved: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    eio = a_server("threading")
    eio._async = eio._async | moved
    before = dict(eio._async)
    with caplog.at_level(logging.WARNING):
        wire.install(eio)
    assert eio._async == before
    assert "their own wire" in caplog.text


def test_frames_wait_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "FRAMES_WAITING", 3)
    waiting = wire.bounded(a_server("threading")._async["queue"])()
    for frame in range(5):
        waiting.put(frame)
    assert waiting.overflowed and waiting.qsize() == 3
    waiting.put(None)
    assert waiting.qsize() == 4, "the word that it is over always fits"


@pytest.mark.parametrize(("value", "text"), [
    ({"a": "电梯"}, '{"a":"电梯"}'), (["\ud800"], '["\\ud800"]'), ({"\udfff": 1}, '{"\\udfff":1}'), ("👩‍🦽", '"👩‍🦽"'),
])
def test_texts_go_as_they_are(value: Any, text: str) -> None:
    told = wire.Json.dumps(value, separators=(",", ":"))
    assert told == text and told.encode() and wire.Json.loads(told) == value
