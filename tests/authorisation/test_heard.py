"""The other half of the matrix: who hears what a room is told. Everybody who can be there is there, and listens."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import pytest
from flask_socketio import SocketIOTestClient

from consult.account import actions as accounts
from consult.account import events as of_accounts
from consult.account.events import SessionEnded
from consult.ballot import events as ballots
from consult.community import events as of_communities
from consult.community.models import Post
from consult.core.events import Event, Recorded
from consult.matter import events as matters
from consult.minutes import events as minutes
from consult.resolution import events as resolutions
from consult.storage.work import Work
from tests.authorisation.estate import ROLES
from tests.authorisation.rows import BESIDE_THE_LOG, Row, rows
from tests.authorisation.site import Site
from tests.events_of_a_room import ROOM_EVENTS

CANARY = "canary-7f3a"
ROOM = "talk"
Listeners = dict[str, SocketIOTestClient | None]


def recorded(event: Event, seq: int = 1) -> Recorded:
    """An event as if it had just been committed."""
    return Recorded(
        stream=event.stream, epoch=1, seq=seq, name=type(event).__name__, at=datetime(2026, 11, 26, tzinfo=UTC),
        actor_id=1, data=event.data(), audience=event.audience, hash="0" * 64,
    )


def made_up(kind: type[Event], **known: Any) -> Event:
    """An event of a kind with a canary in every text."""
    hints = get_type_hints(kind)
    wanted = [f.name for f in fields(kind) if f.default is MISSING and f.name not in known]
    return kind(**{name: _value(str(hints[name])) for name in wanted}, **known)


def _value(kind: str) -> Any:
    table: list[tuple[str, Any]] = [
        ("dict", {CANARY: CANARY}), ("list", []), ("datetime", datetime(2026, 11, 26, tzinfo=UTC)),
        ("date", date(2026, 11, 26)), ("bool", True), ("int", 7), ("str", CANARY),
    ]
    return next(value for word, value in table if word in kind)


@contextmanager
def everybody_listens(site: Site) -> Iterator[Listeners]:
    """A socket for every role, in the room where it may be."""
    with ExitStack() as stack:
        there: Listeners = {}
        for role in ROLES:
            client = stack.enter_context(site.socket(role))
            there[role] = client if client.is_connected() else None
            if client.is_connected():
                client.emit("enter", {"meeting_id": site.estate.rooms[ROOM].meeting_id}, callback=True)
                client.get_received()
        yield there


def frames(client: SocketIOTestClient | None) -> list[tuple[str, Any]]:
    """What a socket received: names and first arguments. One that was cut off had its last words before."""
    if client is None:
        return []
    got, client.queue[:] = list(client.queue), []
    return [(one["name"], one["args"][0] if one["args"] else None) for one in got]


def heard(got: list[tuple[str, Any]], name: str) -> str:
    """The cell that what a socket received amounts to."""
    if not got:
        return "not_heard"
    assert len(got) == 1, got
    event, message = got[0]
    if event == "event" and message["name"] == "withheld":
        assert set(message) == {"stream", "epoch", "seq", "name"} and CANARY not in str(message)
        return "withheld"
    return "heard" if name == (message["name"] if event == "event" else event) else f"something else: {got}"


def names(found: list[Row]) -> list[str]:
    """The rows' names, for the names of the tests."""
    return [str(row) for row in found]


@pytest.mark.parametrize("row", rows("event"), ids=names(rows("event")))
def test_event(site: Site, row: Row) -> None:
    name = row.action.split()[1]
    tell = BESIDE[name] if name in BESIDE_THE_LOG else lambda s: announce(s, name)
    with everybody_listens(site) as there:
        tell(site)
        got = {role: heard(frames(client), name) for role, client in there.items()}
    site.settle("", None, writes=False)
    assert got == row.cells


def announce(site: Site, name: str) -> None:
    """A fact of the room is committed."""
    meeting = site.estate.rooms[ROOM].meeting_id
    for listener in site.store.listeners:
        listener(recorded(made_up(ROOM_EVENTS[name], meeting_id=meeting), seq=99))


def cast(site: Site) -> None:
    """Somebody votes in this very room, and the pulse beats."""
    site.gateway.broadcast._ballot_rooms[7] = site.estate.rooms[ROOM].meeting_id
    site.gateway.broadcast.announce(recorded(ballots.VoteCast(
        ballot_id=7, voter_key=CANARY, revision=1, channel="phone", by_id=None,
    )))
    site.gateway.broadcast.tell_turnout()
    site.gateway.broadcast._ballot_rooms.clear()


def beacon(site: Site) -> None:
    """The head of the room's log is told."""
    site.gateway.broadcast.tell_heads([site.estate.rooms[ROOM].meeting_id])


def presence(site: Site) -> None:
    """How many are there is told."""
    site.gateway.broadcast.tell_presence({site.estate.rooms[ROOM].meeting_id: 3})


def sign_in_ends(site: Site) -> None:
    """The owner's sign-in is ended by the office's machine."""
    session = site.estate.ids["chen_session"]
    site.town.run(None, lambda work: accounts.end_session(work, session_id=session, why="revoked"))
    site.pulse.watch.hear(recorded(SessionEnded(account_id=1, session_id=session, why="revoked")))


def server_restarts(site: Site) -> None:
    """The server says that it will be away."""
    site.gateway.say_closing()
    site.gateway.closing = False


BESIDE: dict[str, Callable[[Site], None]] = {
    "turnout": cast, "head": beacon, "presence": presence, "ended": sign_in_ends, "closing": server_restarts,
}


def test_what_happens_outside_of_rooms_is_told_to_no_socket(site: Site) -> None:
    """Ballots, matters, minutes, replies and accounts have logs of their own, which no door pushes."""
    kinds = [
        kind for module in (ballots, matters, minutes, resolutions, of_accounts, of_communities)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Event) and "stream" not in vars(kind)
        and kind not in (Event, SessionEnded)  # which has a row of its own
    ]
    assert len(kinds) > 30
    with everybody_listens(site) as there:
        for kind in kinds:
            for listener in site.store.listeners:
                listener(recorded(made_up(kind)))
        site.gateway.broadcast._turnout_changed.clear()
        assert {role: frames(client) for role, client in there.items()} == {role: [] for role in ROLES}


def test_a_desk_post_that_ends_ends_hearing_what_the_desk_hears(site: Site) -> None:
    """The secretary's; the facilitator chairs this meeting, which alone is reason enough."""
    post = site.estate.ids["secretary_post_1"]
    with everybody_listens(site) as there:
        site.town.run(None, lambda work: _ended_yesterday(work, post))
        site.pulse.watch.recheck_desks()
        announce(site, "HelpAsked")
        still = {role: heard(frames(client), "HelpAsked") for role, client in there.items() if client}
    site.settle("", None, writes=False)
    assert (still["secretary"], still["facilitator"]) == ("withheld", "heard")


def _ended_yesterday(work: Work, post_id: int) -> None:
    post = work.get(Post, post_id)
    post.starts_on, post.ends_on = date(2026, 11, 1), date(2026, 11, 25)


def test_a_real_command_reaches_the_room_and_help_only_the_desk(site: Site) -> None:
    """Not made up: gu_jr asks for help in the room; the room's sequence has no gap for anybody."""
    meeting = site.estate.rooms[ROOM].meeting_id
    with everybody_listens(site) as there:
        answer = site.command("resident", "ask_help", meeting, {})
        got = {role: heard(frames(client), "HelpAsked") for role, client in there.items()}
    site.settle("", None, writes=False)
    assert answer["ok"] and "HelpAsked" not in str(answer)
    assert got == next(row.cells for row in rows("event") if row.action == "event HelpAsked")
