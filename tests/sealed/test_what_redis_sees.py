"""With several processes the rooms pass through Redis: whoever listens there, or takes its files, learns no choice."""
from __future__ import annotations

import base64
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from consult.ballot.rules import sealed_text
from tests.applications import application
from tests.builders import Neighbourhood, Room
from tests.builders_sealed import EVERYONE, a_secret_vote, close
from tests.web.visits import Site

redis = pytest.importorskip("redis")
URL = os.environ.get("CONSULT_TEST_REDIS", "")
pytestmark = pytest.mark.skipif(not URL, reason="CONSULT_TEST_REDIS names no Redis")
CHOICES = ("for", "against", "abstain")


class Listener:
    """Everything that Redis is told while it listens, and everything that lies in it at the end."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._client = redis.Redis.from_url(URL)

    @contextmanager
    def listening(self) -> Iterator[None]:
        told = self._client.pubsub()
        told.psubscribe("*")
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                message = told.get_message(timeout=0.05)
                if message and isinstance(message["data"], bytes):
                    self.heard.append(message["data"])

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            told.close()

    def lies(self) -> bytes:
        """Every key and value, as a snapshot on the disk would hold them."""
        return b"\0".join(key + b"\0" + (self._client.dump(key) or b"") for key in self._client.scan_iter(b"*"))

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path) -> Iterator[Site]:
    """The application as one of several processes that share their rooms through Redis."""
    with application(database_url, tmp_path, clock=neighbourhood.clock, redis_url=URL) as app:
        app.extensions["store"].vault.keys._secret = neighbourhood.store.vault.keys._secret
        yield Site(app)


def everybody_casts(site: Site, room: Room, seed: int, made: list[str]) -> None:
    random = Random(seed)
    for who in random.sample(EVERYONE, len(EVERYONE)):
        sent = site.visited_by(who).sends(f"/b/{room.ballot_id}/sealed/cast", choice=random.choice(CHOICES))
        assert sent.status == 303, sent.words
    assert len(made) >= len(EVERYONE)


def test_redis_hears_and_keeps_nothing_of_a_secret_ballot_but_the_turnout(
    neighbourhood: Neighbourhood, site: Site, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, made = neighbourhood, []
    tracker = sealed_text.new_tracker
    monkeypatch.setattr("consult.web.ballots.sealed.sealed_text.new_tracker", lambda: made.append(tracker()) or made[-1])
    room = a_secret_vote(n)
    keys = n.store.vault.keys.of(room.ballot_id)
    secrets = [keys.private, keys.slots, keys.at_rest]
    with listener.listening():
        for seed in range(3):
            everybody_casts(site, room, seed, made)
        before_turnout = list(listener.heard)
        site.app.extensions["live"].broadcast.tell_turnout_by_the_clock()
        site.app.extensions["live"].broadcast.tell_turnout()
        threading.Event().wait(0.5)
        before_close = b"\0".join(listener.heard) + listener.lies()
        close(n, room)
        site.store.announce()
        threading.Event().wait(0.5)
    everything = b"\0".join(listener.heard) + listener.lies()
    assert before_turnout == [], "that somebody voted just now is told to nobody"
    assert b"turnout" in before_close, "what the room may hear does pass through Redis"
    for seen in (before_close, everything):
        assert not any(code.encode() in seen for code in made)
        assert not any(s in seen or s.hex().encode() in seen or base64.b64encode(s) in seen for s in secrets)
        assert b'"choice"' not in seen and b"envelope" not in seen
