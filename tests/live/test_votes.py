"""A vote over sockets: one ballot a voice, whoever may, while it is open; how anyone voted is on no wire before the close."""
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from consult.ballot.models import CastBallot
from consult.core.events import canonical
from consult.live import protocol
from consult.live.protocol import HEADS_EVERY
from consult.meeting import actions as meetings
from tests.live.conftest import Hall, Screen

FLIPPED = {"for": "against", "against": "for", "abstain": "abstain"}


def casts(hall: Hall, ballot_id: int) -> list[Any]:
    """Every ballot in the box."""
    return list(hall.n.look(lambda db: db.execute(
        select(CastBallot.voter_key, CastBallot.choice, CastBallot.revision)
        .where(CastBallot.ballot_id == ballot_id).order_by(CastBallot.voter_key)).all()))


def test_fifty_connections_at_once_give_one_voice_one_ballot(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "SOCKETS_AN_ACCOUNT", 50)
    room = hall.n.a_vote()
    token = hall.token("chen")
    screens = [hall.socket(token) for _ in range(50)]
    together, answers = threading.Barrier(50), {}

    def cast(number: int, screen: Screen) -> None:
        together.wait()
        answers[number] = screen.does(
            "cast_vote", meeting_id=room.meeting_id, ballot_id=room.ballot_id,
            choice=("for", "against", "abstain")[number % 3])

    threads = [threading.Thread(target=cast, args=each) for each in enumerate(screens)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer.get("ok") for answer in answers.values()), Counter(map(str, answers.values()))
    [row] = casts(hall, room.ballot_id)
    revisions = {answer["answer"]["revision"]: number for number, answer in answers.items()}
    assert sorted(revisions) == list(range(1, 51))
    assert (row.revision, row.choice) == (50, ("for", "against", "abstain")[revisions[50] % 3])
    zhou = hall.join("zhou", room.meeting_id)
    zhou.does("close_vote")
    result = zhou.state(room.meeting_id)["ballot"]["result"]
    assert sum(result[choice] for choice in FLIPPED) == 1 and result[row.choice] == 1


def test_one_press_sent_from_fifty_connections_at_once_is_one_vote(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "SOCKETS_AN_ACCOUNT", 50)
    room = hall.n.a_vote()
    token = hall.token("chen")
    screens = [hall.socket(token) for _ in range(50)]
    together, answers = threading.Barrier(50), []

    def cast(screen: Screen) -> None:
        together.wait()
        answers.append(screen.does("cast_vote", id="the-one-press", meeting_id=room.meeting_id,
                                   ballot_id=room.ballot_id, choice="for"))

    threads = [threading.Thread(target=cast, args=(screen,)) for screen in screens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({canonical(answer.get("answer")) for answer in answers}) == 1, answers
    assert Counter(answer["repeated"] for answer in answers) == {False: 1, True: 49}
    assert [row.revision for row in casts(hall, room.ballot_id)] == [1]


def refusal(answer: dict[str, Any]) -> str:
    """The code of a refusal."""
    code: str = answer["refused"]["code"]
    return code


def test_a_vote_is_refused_after_the_close_off_the_roll_and_to_whoever_was_not_there(hall: Hall) -> None:
    room = hall.n.a_vote()
    screens = {who: hall.join(who, room.meeting_id) for who in ("chen", "qian", "he", "lin")}
    cast = {"ballot_id": room.ballot_id, "choice": "for"}
    assert refusal(screens["qian"].does("cast_vote", **cast)) == "not_present_at_opening"
    for who in ("he", "lin"):
        assert refusal(screens[who].does("cast_vote", **cast)) == "not_on_the_roll"
    assert screens["chen"].does("cast_vote", **cast)["ok"]
    hall.n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    for screen in screens.values():
        answer = screen.does("cast_vote", **cast)
        assert refusal(answer) in ("ballot_closed", "not_on_the_roll", "not_present_at_opening")
    assert refusal(screens["chen"].does("cast_vote", **cast | {"choice": "against"})) == "ballot_closed"
    assert screens["chen"].does("cast_vote", **cast)["refused"]["facts"]["closed_at"].endswith("Z")
    assert [row.choice for row in casts(hall, room.ballot_id)] == ["for"]


def test_a_ballot_of_another_room_is_not_there(hall: Hall) -> None:
    theirs = hall.n.a_vote(body="next_door_council")
    here = hall.n.a_vote()
    chen = hall.join("chen", here.meeting_id)
    for ballot_id in (theirs.ballot_id, 999_999):
        answer = chen.does("cast_vote", ballot_id=ballot_id, choice="for")
        assert answer == {"refused": {"code": "not_found", "facts": {"what": "ballot"}}}
    assert casts(hall, theirs.ballot_id) == []


def test_turnout_is_told_in_rounds_and_once_a_round(hall: Hall) -> None:
    room = hall.n.a_vote()
    he, zhou = hall.join("he", room.meeting_id), hall.join("zhou", room.meeting_id)
    hall.n.cast(room, chen="for", wang="against", li="for")
    hall.beat(1)
    hall.n.cast(room, chen="against", zhao="for")
    hall.beat(1)
    hall.beat(1)
    for screen in (he, zhou):
        assert screen.heard("turnout") == [
            {"meeting_id": room.meeting_id, "ballot_id": room.ballot_id, "count": count} for count in (3, 4)]


def test_voices_that_another_process_took_are_told_by_the_clock(hall: Hall) -> None:
    room = hall.n.a_vote()
    he, listeners = hall.join("he", room.meeting_id), hall.n.store.listeners
    unheard, listeners[:] = list(listeners), []
    hall.n.cast(room, chen="for", wang="against")
    listeners[:] = unheard
    hall.beat(1)
    assert he.heard("turnout") == []
    hall.beat(HEADS_EVERY)
    hall.beat(HEADS_EVERY + 1)
    assert he.heard("turnout") == [{"meeting_id": room.meeting_id, "ballot_id": room.ballot_id, "count": 2}]


# --- nothing of how anyone votes is on a wire before the close ------------------------------------------


def a_vote_watched(hall: Hall, choices: dict[str, str]) -> dict[str, list[str]]:
    """Everything on the wires of every role while a vote is open and given, one line a frame, until before its close."""
    room = hall.n.a_vote()
    watchers = {who: hall.join(who, room.meeting_id) for who in ("he", "qian", "zhou", "lin")}
    voters = {who: hall.join(who, room.meeting_id) for who in choices}
    for number, (who, choice) in enumerate(choices.items()):
        voters[who].does("cast_vote", id=f"vote-of-{who}-1", ballot_id=room.ballot_id, choice=choice)
        hall.beat(number)
    hall.beat(30)
    late = watchers | {f"late {who}": hall.join(who, room.meeting_id) for who in ("gu", "lin", "zhou")}
    for screen in watchers.values():
        screen.ask("events", {"meeting_id": room.meeting_id, "after": 0})
        screen.does("close_discussion", outcome="rejected", reason="试一试")
        screen.does("cast_vote", ballot_id=room.ballot_id, choice="for")
    screens = late | {f"voter {who}": screen for who, screen in voters.items()}
    told = {}
    for who, screen in screens.items():
        screen.hear()
        told[who] = [canonical(frame).decode() for frame in [*screen.frames, *screen.answers]]
    return told


CHOICES = {"chen": "for", "wang": "for", "li": "against", "zhao": "abstain", "sun": "for"}


def test_the_same_vote_with_every_choice_flipped_is_the_same_on_every_wire_to_the_byte(
    hall: Hall, another_hall: Callable[[], Hall], unhurried: None
) -> None:
    told = a_vote_watched(hall, CHOICES)
    assert [line for lines in told.values() for line in lines if '"choice"' in line] == []
    flipped = a_vote_watched(another_hall(), {who: FLIPPED[choice] for who, choice in CHOICES.items()})
    assert sum(map(len, told.values())) > 100
    assert flipped == told
