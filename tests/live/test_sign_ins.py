"""Who may open a socket, and when it is taken away again."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account
from consult.community.events import PostEnded
from consult.community.models import Post
from consult.core.actor import THE_SYSTEM
from consult.live import protocol
from consult.live.handshake import Doorstep, is_websocket, same_origin
from consult.meeting import actions as meetings
from consult.storage.store import Store
from tests.live.conftest import HOST, Hall

# --- the doorstep -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("origin", "host", "https", "fits"), [
    ("http://hall.example", "hall.example", False, True),
    ("http://HALL.example:8000", "hall.EXAMPLE:8000", False, True),
    ("https://hall.example", "hall.example", True, True),
    ("https://hall.example", "hall.example", False, True),
    ("http://hall.example", "hall.example", True, False),
    ("http://hall.example:8001", "hall.example:8000", False, False),
    ("http://evil.example", "hall.example", False, False),
    ("http://hall.example.evil.example", "hall.example", False, False),
    ("http://hall.example@evil.example", "hall.example", False, False),
    ("null", "hall.example", False, False),
    ("", "hall.example", False, False),
    ("", "", False, False),
    ("http://[", "[", False, False),
    ("file://hall.example", "hall.example", False, False),
    ("hall.example", "hall.example", False, False),
])
def test_only_our_own_pages_open_sockets(origin: str, host: str, https: bool, fits: bool) -> None:
    assert same_origin({"HTTP_ORIGIN": origin, "HTTP_HOST": host}, https=https) is fits


HANDSHAKE = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/socket.io/", "HTTP_HOST": HOST, "HTTP_ORIGIN": f"http://{HOST}",
    "HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "keep-alive, Upgrade", "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==", "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
}


def at_the_door(**changed: str) -> tuple[str, dict[str, Any] | None]:
    """What becomes of a request: its status, and the environment that got through."""
    through: list[dict[str, Any]] = []
    statuses = ["let in"]

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        through.append(environ)
        return []

    environ = {name: value for name, value in {**HANDSHAKE, **changed}.items() if value}
    list(Doorstep(application, https=False)(environ, lambda status, headers: statuses.append(status)))
    return statuses[-1], through[0] if through else None


def test_a_handshake_gets_through_without_its_offer_to_compress() -> None:
    status, environ = at_the_door()
    assert status == "let in" and environ is not None
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in environ and is_websocket(environ)


@pytest.mark.parametrize(("changed", "status"), [
    ({"HTTP_ORIGIN": "http://evil.example"}, "403 Forbidden"),
    ({"HTTP_ORIGIN": ""}, "403 Forbidden"),
    ({"HTTP_UPGRADE": ""}, "400 Bad Request"),
    ({"HTTP_UPGRADE": "h2c"}, "400 Bad Request"),
    ({"HTTP_CONNECTION": "keep-alive"}, "400 Bad Request"),
    ({"HTTP_SEC_WEBSOCKET_VERSION": "8"}, "400 Bad Request"),
    ({"HTTP_SEC_WEBSOCKET_KEY": ""}, "400 Bad Request"),
    ({"HTTP_SEC_WEBSOCKET_KEY": "short"}, "400 Bad Request"),
    ({"REQUEST_METHOD": "POST"}, "400 Bad Request"),
])
def test_what_is_no_handshake_of_ours_is_turned_away(changed: dict[str, str], status: str) -> None:
    assert at_the_door(**changed) == (status, None)


def test_pages_pass_the_doorstep_as_they_are() -> None:
    environ = at_the_door(PATH_INFO="/c/qinghe/", HTTP_ORIGIN="http://evil.example", HTTP_UPGRADE="")[1]
    assert environ is not None and environ["HTTP_SEC_WEBSOCKET_EXTENSIONS"] == "permessage-deflate"


# --- coming in ----------------------------------------------------------------------------------------


def test_a_foreign_or_missing_origin_is_refused_even_past_the_doorstep(hall: Hall) -> None:
    token = hall.token("chen")
    for origin in ("http://evil.example", "", "null"):
        assert not hall.socket(token, Origin=origin).is_connected()
    assert hall.socket(token).is_connected()


def test_no_sign_in_is_no_way_in(hall: Hall) -> None:
    for cookie in ("", "sid=", "sid=nobody", "sid=\u00e9", "other=1", "sid=a b; =;;", "sid=" + "x" * 4000):
        assert not hall.socket("", Cookie=cookie).is_connected()
    assert hall.gateway.connections.all() == []


def test_a_sign_in_that_ended_expired_or_was_shut_is_no_way_in(hall: Hall) -> None:
    ended, shut, expired = hall.token("chen"), hall.token("wang"), hall.token("li")
    assert hall.socket(ended).is_connected()
    hall.n.run(None, lambda work: accounts.end_all_sessions(work, account_id=account(hall, "chen")))
    hall.n.run(None, lambda work: accounts.disable_account(work, account_id=account(hall, "wang")))
    assert not hall.socket(ended).is_connected()
    assert not hall.socket(shut).is_connected()
    hall.n.clock.forward(days=31)
    assert not hall.socket(expired).is_connected()


def test_one_account_has_so_many_sockets_and_gets_a_place_back(hall: Hall) -> None:
    token = hall.token("chen")
    screens = [hall.socket(token) for _ in range(protocol.SOCKETS_AN_ACCOUNT + 1)]
    assert [s.is_connected() for s in screens] == [True] * protocol.SOCKETS_AN_ACCOUNT + [False]
    assert hall.come("wang").is_connected()
    screens[0].go()
    assert hall.socket(token).is_connected()


def test_a_server_that_closes_says_so_once_and_lets_nobody_in(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "FAREWELL_SECONDS", 0)
    chen = hall.come("chen")
    hall.gateway.farewell()
    hall.gateway.farewell()
    assert chen.heard("closing") == [{"retry_after": protocol.RETRY_AFTER_SECONDS}]
    assert not hall.socket(hall.token("wang")).is_connected()


def test_another_namespace_is_no_way_round(hall: Hall) -> None:
    chen = hall.come("chen")
    chen.client.connect("/desk", headers=dict(chen.headers))
    assert not chen.client.is_connected("/desk")


# --- what a client may not pretend --------------------------------------------------------------------


def test_a_client_cannot_come_in_again_as_somebody_else_on_the_same_socket(hall: Hall) -> None:
    chen, stolen = hall.come("chen"), hall.token("zhou")
    environ = {"HTTP_HOST": HOST, "HTTP_ORIGIN": f"http://{HOST}", "HTTP_COOKIE": f"sid={stolen}"}
    assert chen.ask("connect", environ)["refused"]["code"] == "unknown_event"
    [connection] = hall.gateway.connections.all()
    assert connection.actor.person_id == hall.n.people["chen"]


def test_a_client_cannot_slip_out_of_sight_and_go_on_hearing(hall: Hall) -> None:
    room = hall.n.a_discussion()
    zhou = hall.join("zhou", room.meeting_id)
    assert zhou.ask("disconnect", "client disconnect")["refused"]["code"] == "unknown_event"
    assert len(hall.gateway.connections.at_desks()) == 1
    end_sign_ins(hall.n.store, account(hall, "zhou"))
    assert not zhou.is_connected()


# --- what is taken away -------------------------------------------------------------------------------


def account(hall: Hall, who: str) -> int:
    """Somebody's account."""
    found: int = hall.n.look(lambda db: db.scalars(
        select(Account.id).where(Account.person_id == hall.n.people[who])).one())
    return found


def end_sign_ins(store: Store, account_id: int) -> None:
    """End every sign-in of an account."""
    store.carry_out(lambda work: accounts.end_all_sessions(work, account_id=account_id), actor=THE_SYSTEM)


def test_signing_out_takes_the_sockets_at_once_and_no_others(hall: Hall) -> None:
    room = hall.n.a_discussion()
    token = hall.token("chen")
    first, second, elsewhere = hall.socket(token), hall.socket(token), hall.join("chen", room.meeting_id)
    first.enter(room.meeting_id)
    session_id = hall.gateway.connections.all()[0].actor.session_id
    hall.n.run("chen", lambda work: accounts.end_session(work, session_id=session_id))
    assert [s.is_connected() for s in (first, second, elsewhere)] == [False, False, True]
    assert first.frames == [] and [f["name"] for f in first.client.queue][-1] == "ended"
    assert first.client.queue[-1]["args"] == [{"why": "signed_out"}]
    hall.n.do("wang", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    assert [f["name"] for f in first.client.queue][-1] == "ended", "nothing more is heard"


def test_a_sign_in_ended_by_another_process_loses_its_sockets_at_the_next_beats(
    hall: Hall, neighbourhood: Any
) -> None:
    room = hall.n.a_discussion()
    chen, wang = hall.join("chen", room.meeting_id), hall.join("wang", room.meeting_id)
    end_sign_ins(neighbourhood.store, account(hall, "chen"))
    assert chen.is_connected()
    for count in range(1, protocol.SESSIONS_EVERY + 1):
        hall.beat(count)
    assert not chen.is_connected() and wang.is_connected()
    assert protocol.SESSIONS_EVERY * protocol.BEAT_SECONDS < 2


def test_a_sign_in_that_ran_out_loses_its_sockets(hall: Hall) -> None:
    room = hall.n.a_discussion()
    zhou, chen = hall.join("zhou", room.meeting_id), hall.join("chen", room.meeting_id)
    hall.n.clock.forward(hours=13)
    hall.beat()
    assert not zhou.is_connected() and chen.is_connected()


def test_a_command_on_a_sign_in_that_ended_elsewhere_is_refused(
    hall: Hall, neighbourhood: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    end_sign_ins(neighbourhood.store, account(hall, "chen"))
    monkeypatch.setattr(protocol, "ACTOR_HOLDS_SECONDS", 0)
    assert chen.does("raise_hand", stance="for")["refused"]["code"] == "signed_out"
    assert chen.ask("events", {"meeting_id": room.meeting_id, "after": 0})["refused"]["code"] == "signed_out"
    assert chen.ask("enter", {"meeting_id": room.meeting_id})["refused"]["code"] == "signed_out"


def give_up_post(work: Any, person_id: int, day: date, say: int = 0) -> None:
    """End a person's posts the day before; say so in a community's register when it is named."""
    for post in work.db.scalars(select(Post).where(Post.person_id == person_id)):
        post.starts_on = min(post.starts_on, day - timedelta(days=2))
        post.ends_on = day - timedelta(days=1)
        if say:
            work.record(PostEnded(community_id=say, person_id=person_id, kind=post.kind, ends_on=post.ends_on))


def test_whoever_gives_up_the_desk_no_longer_hears_it(hall: Hall, neighbourhood: Any) -> None:
    room = hall.n.a_discussion()
    lin, zhou = hall.join("lin", room.meeting_id), hall.join("zhou", room.meeting_id)
    day = hall.n.clock().date()
    neighbourhood.run(None, lambda work: give_up_post(work, neighbourhood.people["lin"], day))
    hall.beat()
    lin.frames.clear()
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    assert [e["name"] for e in lin.heard("event")] == ["withheld"]
    assert zhou.heard("event")[-1]["name"] == "HelpAsked"
    assert lin.does("end_turn")["refused"]["code"] in ("not_yours_to_do", "nobody_speaks")
    assert lin.does("close_meeting")["refused"]["code"] == "not_yours_to_do"
    assert lin.enter(room.meeting_id, seen=None)["desk"] is False
    assert lin.state(room.meeting_id)["help"] == []


def test_a_post_that_ends_here_is_heard_of_at_once(hall: Hall) -> None:
    room = hall.n.a_discussion()
    lin = hall.join("lin", room.meeting_id)
    day = hall.n.clock().date()
    hall.n.run(None, lambda work: give_up_post(work, hall.n.people["lin"], day, say=hall.n.community))
    lin.frames.clear()
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    assert [e["name"] for e in lin.heard("event")] == ["withheld"]


def test_nothing_is_left_of_sockets_that_went(hall: Hall) -> None:
    room = hall.n.a_discussion()
    for _ in range(20):
        screens = [hall.join(who, room.meeting_id) for who in ("chen", "zhou")]
        for screen in screens:
            screen.go()
    manager = hall.gateway.server.manager
    assert hall.gateway.connections.all() == []
    assert manager.rooms == {} and manager.callbacks == {} and manager.pending_disconnect == {}
