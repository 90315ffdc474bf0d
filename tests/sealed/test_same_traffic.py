"""Whatever is chosen, everybody else gets the same bytes before the close, and nothing is said because somebody voted."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consult.core.clock import SetClock
from tests.authorisation.site import without_chance
from tests.builders import Neighbourhood, Room
from tests.builders_sealed import EVERYONE, a_secret_vote, close
from tests.web.visits import Site, site_on

FLIPPED = {"for": "against", "against": "for", "abstain": "for"}
FIRST = dict(zip(EVERYONE, ("for", "against", "for", "abstain", "for", "against"), strict=True))
OTHERS = ("zhou", "lin", "gu_jr", "wu", "mei", None)


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    """Pages and sockets beside the neighbourhood, on the same vault."""
    with site_on(database_url, tmp_path, clock) as site:
        site.app.extensions["store"].vault.keys._secret = neighbourhood.store.vault.keys._secret
        yield site


def frames_of(site: Site) -> list[tuple[Any, ...]]:
    """Everything that is sent over sockets from now on."""
    sent: list[tuple[Any, ...]] = []
    server = site.app.extensions["socketio"].server
    server.emit = lambda *told, **to: sent.append((told, sorted(to.items())))
    return sent


def everybody_casts(site: Site, room: Room, said: dict[str, str]) -> None:
    """Each voter by their own browser."""
    for who, choice in said.items():
        sent = site.visited_by(who).sends(f"/b/{room.ballot_id}/sealed/cast", choice=choice)
        assert sent.status == 303, sent.words


def what_others_get(site: Site, room: Room) -> dict[tuple[str, str], Any]:
    """Every page of the meeting and the ballot, as everybody gets it."""
    m, b = f"/s/{room.meeting_id}", f"/b/{room.ballot_id}"
    paths = (m, f"{m}?part=vote", f"{m}/desk", f"{m}/screen", b, f"{b}/sealed", f"{b}/result", f"{b}/box",
             f"{b}/record/record.json", "/", "/meetings")
    return {(str(who), path): without_chance(site.visited_by(who).sees(path).answer) for who in OTHERS for path in paths}


def beat(site: Site, moment: list[float]) -> None:
    """The clock's own hour for turnouts comes round."""
    moment[0] += 11
    live = site.app.extensions["live"]
    live.broadcast.tell_turnout_by_the_clock()
    live.broadcast.tell_turnout()


def test_flipping_every_choice_changes_no_byte_for_anybody_else(
    neighbourhood: Neighbourhood, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    n, moment = neighbourhood, [100.0]
    monkeypatch.setattr("consult.storage.sealed_store.time.monotonic", lambda: moment[0])
    room = a_secret_vote(n)
    frames = frames_of(site)
    everybody_casts(site, room, FIRST)
    assert frames == []
    beat(site, moment)
    counted = [told for told, _ in frames]
    assert [told[1]["count"] for told in counted if told[0] == "turnout"] == [6, 6]
    seen = {}
    for round_, said in (("same", FIRST), ("flipped", {who: FLIPPED[c] for who, c in FIRST.items()})):
        frames.clear()
        everybody_casts(site, room, said)
        beat(site, moment)
        seen[round_] = (what_others_get(site, room), list(frames))
    assert seen["same"] == seen["flipped"]
    assert seen["flipped"][1] == []


def test_the_voter_s_own_answers_have_one_length_whatever_is_chosen(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_secret_vote(neighbourhood)
    chen, sizes = site.visited_by("chen"), set()
    for choice in ("for", "against", "abstain"):
        sent = chen.sends(f"/b/{room.ballot_id}/sealed/cast", choice=choice)
        seen = chen.sees(f"/b/{room.ballot_id}/sealed")
        sizes.add((len(sent.source), len(sent.answer.headers["Set-Cookie"]), len(seen.source)))
    assert len(sizes) <= 2  # "cast once" and "cast n times" read differently


def test_no_page_of_a_vote_is_kept_by_a_browser(neighbourhood: Neighbourhood, site: Site) -> None:
    """P16: nothing comes back from a cache; the tracker's cookie is not for scripts and goes to this ballot alone."""
    room = a_secret_vote(neighbourhood)
    chen = site.visited_by("chen")
    sent = chen.sends(f"/b/{room.ballot_id}/sealed/cast", choice="for")
    for seen in (sent, chen.sees(f"/b/{room.ballot_id}/sealed")):
        assert seen.answer.headers["Cache-Control"] == "no-store"
    cookie = sent.answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and f"Path=/c/qinghe/b/{room.ballot_id}" in cookie


def test_without_a_script_the_own_ballot_is_found_and_forgotten_again(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    room = a_secret_vote(n)
    for who, choice in FIRST.items():
        visitor = site.visited_by(who)
        visitor.sends(f"/b/{room.ballot_id}/sealed/cast", choice=choice)
        if who == "wang":
            wang = visitor
    close(n, room)
    box = wang.sees(f"/b/{room.ballot_id}/box")
    assert "在票箱里找到了： 反对" in box.words
    code = box.source.split('class="is-mine"')[0].rsplit('data-tracker="', 1)[1][:16]
    assert wang.sends(f"/b/{room.ballot_id}/box/forget").status == 303
    assert "这部设备上没有记着您的票" in wang.sees(f"/b/{room.ballot_id}/box").words
    spelled = "-".join(code[at:at + 4] for at in range(0, 16, 4)).lower()
    assert "在票箱里找到了： 反对" in wang.sees(f"/b/{room.ballot_id}/box?code={spelled}").words
