"""Whatever happens in a session: whoever comes late stands where those stand who saw it all."""
from __future__ import annotations

import random
from collections import Counter

import pytest

from consult.live.snapshot import Snapshots
from consult.meeting.queries import room_state
from consult.storage.event_log import first_fault
from tests.live.any_session import EVERYONE, Session
from tests.live.conftest import Hall, Screen


def held(hall: Hall, seed: int, steps: int) -> Counter[str]:
    """Hold a session of so many steps, comparing screens all along; how its commands were answered."""
    room = hall.n.a_meeting()
    meeting_id, chance = room.meeting_id, random.Random(f"watchers of {seed}")
    session = Session(seed, hall.n.people, room.discussion_id, hall.n.bodies["joint"])
    actors = {who: hall.join(who, meeting_id) for who in EVERYONE}
    flaky, wanderer = hall.join("xu", meeting_id), hall.join("ma", meeting_id)
    desk, answers = actors["zhou"], Counter[str]()
    for number in range(steps):
        who, command, args = session.next(desk.state(meeting_id))
        answer = actors[who].does(command, **args)
        answers[command if answer.get("ok") else "refused"] += 1
        assert answer.get("refused", {}).get("code") not in ("failed", "bad_shape"), (command, args, answer)
        hall.n.clock.forward(seconds=chance.randrange(40))
        lose_some(flaky, chance, meeting_id)
        wanderer = come_and_go(hall, wanderer, chance, meeting_id)
        if number % 20 == 0:
            hall.beat(number)
            comes_late(hall, chance, actors, meeting_id)
    hall.beat(30)
    catch_up(flaky, meeting_id)
    stands_with_the_log(hall, [*actors.values(), flaky, wanderer], meeting_id)
    assert all(screen.rooms[meeting_id].snapshots == 1 for screen in actors.values()), "pushes were enough"
    return answers


def lose_some(flaky: Screen, chance: random.Random, meeting_id: int) -> None:
    """Now and then everything on its way to a screen is lost; what comes next shows the gap."""
    if chance.random() < 0.2:
        flaky.client.queue.clear()
    flaky.hear()
    if flaky.rooms[meeting_id].has_gap:
        flaky.fetch(meeting_id)


def catch_up(flaky: Screen, meeting_id: int) -> None:
    """The beacon says where the head is; whoever is behind asks."""
    if flaky.heard("head")[-1]["seq"] > flaky.rooms[meeting_id].seq:
        flaky.fetch(meeting_id)


def come_and_go(hall: Hall, wanderer: Screen, chance: random.Random, meeting_id: int) -> Screen:
    """Somebody whose line breaks and comes back with what it had seen."""
    if chance.random() >= 0.1:
        return wanderer
    wanderer.hear()
    following = wanderer.rooms[meeting_id]
    wanderer.go()
    hall.screens.remove(wanderer)
    back = hall.come("ma")
    back.rooms[meeting_id] = following
    back.enter(meeting_id)
    return back


def comes_late(hall: Hall, chance: random.Random, actors: dict[str, Screen], meeting_id: int) -> None:
    """One more screen; it stands at once where the early ones of its audience stand."""
    who = chance.choice(("he", "lin"))
    late, early = hall.join(who, meeting_id), actors["zhou" if who == "lin" else "chen"]
    assert late.state(meeting_id) == early.state(meeting_id)
    late.go()


def stands_with_the_log(hall: Hall, screens: list[Screen], meeting_id: int) -> None:
    """Every screen holds what folding the log gives its audience, and so does a server that starts afresh."""
    rooms = {desk: hall.n.see(room_state, meeting_id, desk=desk) for desk in (True, False)}
    for desk, room in rooms.items():
        folded = hall.n.look(lambda db, desk=desk: Snapshots().take(db, f"meeting:{meeting_id}", desk=desk))
        assert (folded.epoch, folded.seq, folded.state) == room
    for screen in screens:
        screen.hear()
        following = screen.rooms[meeting_id]
        at_desk = screen in hall.screens and _is_desk(hall, screen)
        assert (following.epoch, following.seq, following.state) == rooms[at_desk]
    assert hall.n.see(first_fault, f"meeting:{meeting_id}") is None


def _is_desk(hall: Hall, screen: Screen) -> bool:
    sid = hall.gateway.server.manager.sid_from_eio_sid(screen.client.eio_sid, "/")
    connection = hall.gateway.connections.get(sid)
    assert connection is not None
    return any(connection.rooms.values())


@pytest.mark.parametrize("seed", [1, 2])
def test_a_late_screen_stands_where_an_early_one_stands(hall: Hall, unhurried: None, seed: int) -> None:
    answers = held(hall, seed, 150)
    assert answers["refused"] < 100 and len(answers) > 12, answers


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_whatever_happens_in_a_long_session(hall: Hall, unhurried: None, seed: int) -> None:
    held(hall, seed, 600)
