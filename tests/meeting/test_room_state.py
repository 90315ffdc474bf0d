"""The room folded from its log: on the shared vectors, at every split, and against the tables."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from consult.meeting import queries
from consult.meeting.queries import order as procedure
from consult.meeting.rules import room as rooms
from consult.meeting.rules.order import order_from
from consult.meeting.rules.room_state import State
from tests.builders import Neighbourhood, Room
from tests.events_of_a_room import ROOM_EVENTS
from tests.meeting.fitting import misfits
from tests.meeting.told import as_heard, cases, tell

VECTORS = Path(__file__).parents[1] / "vectors" / "room.json"
WRITE = "CONSULT_WRITE_VECTORS"


def every_event() -> set[str]:
    """The name of every fact of a meeting."""
    return set(ROOM_EVENTS)


def written(told: list[dict[str, Any]]) -> str:
    """The vectors as the file holds them: one event a line."""
    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    blocks = [
        f'{{"name":{line(case["name"])},"events":[\n' + ",\n".join(line(e) for e in case["events"])
        + f'\n],"after":{line(case["after"])}}}' for case in told
    ]
    return "[\n" + ",\n".join(blocks) + "\n]\n"


def vectors() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))
    return read


def fold(state: rooms.State, events: list[dict[str, Any]]) -> rooms.State:
    for e in events:
        state = rooms.apply(state, e["seq"], e["name"], e["at"], e["data"])
    return state


def test_the_vectors_are_what_the_domain_tells_today(neighbourhood: Neighbourhood) -> None:
    told = written(cases(neighbourhood))
    if os.environ.get(WRITE):
        VECTORS.write_text(told, "utf-8")
    assert told == VECTORS.read_text("utf-8"), f"stale: run this test once with {WRITE}=1, and read the difference"


def test_every_event_of_a_meeting_has_a_vector() -> None:
    shown = {e["name"] for case in vectors() for e in case["events"]}
    assert every_event() <= shown


def test_every_event_of_a_meeting_changes_the_room() -> None:
    assert set(rooms.CHANGES) == every_event()


@pytest.mark.parametrize("case", vectors(), ids=lambda case: case["name"])
def test_folding_gives_the_state_of_every_vector(case: dict[str, Any]) -> None:
    state = rooms.empty_room()
    for e in case["events"]:
        assert fold(state, [e]) == e["after"], (e["seq"], e["name"])


@pytest.mark.parametrize("case", vectors(), ids=lambda case: case["name"])
def test_an_old_snapshot_and_the_events_since_are_a_new_snapshot(case: dict[str, Any]) -> None:
    events = case["events"]
    for split in range(len(events) + 1):
        old = fold(rooms.empty_room(), events[:split])
        sent = json.loads(json.dumps(old))
        assert fold(sent, events[split:]) == case["after"], f"split at {split}"


@pytest.mark.parametrize("case", vectors(), ids=lambda case: case["name"])
def test_every_state_of_the_vectors_is_what_its_types_say(case: dict[str, Any]) -> None:
    assert {problem for e in case["events"] for problem in misfits(State, e["after"])} == set()


def test_a_state_that_is_not_what_its_types_say_is_found() -> None:
    state: Any = rooms.empty_room() | {"chair": 1, "queue": [{}], "turm": None}
    assert {"State.chair: 1", "State.queue[].hand_id is missing", "State.turm is unknown"} <= set(misfits(State, state))


def test_an_event_that_is_not_known_changes_nothing() -> None:
    assert fold(rooms.empty_room(), [{"seq": 1, "name": "withheld", "at": None, "data": None}]) == rooms.empty_room()


def test_the_room_does_not_hear_who_asked_for_help() -> None:
    for case in vectors():
        heard = {e["name"] for e in case["events"]}
        asked = {"HelpAsked", "HelpAnswered"} & heard
        assert not asked if "the room" in case["name"] else "withheld" not in heard
        assert "the room" not in case["name"] or all(e["after"]["help"] == [] for e in case["events"])


# --- the fold and the tables say the same -------------------------------------------------------------


def folded(n: Neighbourhood, room: Room) -> rooms.State:
    state: rooms.State = as_heard(n.log(f"meeting:{room.meeting_id}"), desk=True)[-1]["after"]
    return state


def in_the_tables(n: Neighbourhood, room: Room) -> dict[str, Any]:
    """What the tables say of what the room shows."""
    with n.store.read() as db:
        meeting = queries.meeting(db, room.meeting_id, n.community)
        turn = queries.running_turn(db, room.discussion_id)
        motion = queries.last_motion(db, room.discussion_id)
        taken = queries.turns_taken(db, room.discussion_id)
        return {
            "state": meeting.state,
            "queue": queries.queue_order(db, room.discussion_id, order_from(meeting.rules_of_order)),
            "present": queries.present_voices(db, room.meeting_id),
            "who is where": {str(a.person_id): a.status for a in queries.attendees(db, room.meeting_id)}
            | {str(-seat.id): "present" for seat in procedure.floor_seats(db, room.meeting_id)},
            "turns": {str(id): count for id, count in taken.items()},
            "speaking": turn.id if turn else None,
            "motion": (motion.id, motion.state, motion.text, motion.draft) if motion else None,
            "ballot": (motion.ballot_id if motion else None) or queries.open_ballot_id(db, room.meeting_id),
            "agenda": [(d.id, d.state, d.outcome) for d in meeting.discussions],
            "help": [call.person_id for call in queries.help_calls(db, room.meeting_id)],
            "turns so far": [(t.id, t.text, t.spoke_seconds) for t in queries.turns(db, room.discussion_id)
                             if t.ended_at],
            "statements": [s.text for s in queries.statements(db, room.discussion_id)],
        }


def on_the_screen(state: rooms.State) -> dict[str, Any]:
    """The same, as the folded state says it."""
    motion = state["motion"] if state["motion"] and state["motion"]["state"] != "withdrawn" else None
    people = state["attendees"].items()
    return {
        "state": state["meeting"]["state"],
        "queue": [hand["hand_id"] for hand in state["queue"]],
        "present": state["present"],
        "who is where": {id: person["status"] for id, person in people},
        "turns": {id: person["turns"] for id, person in people if person["turns"]},
        "speaking": state["turn"]["turn_id"] if state["turn"] else None,
        "motion": (motion["motion_id"], motion["state"], motion["text"], motion["draft"]) if motion else None,
        "ballot": state["ballot"]["ballot_id"] if state["ballot"] else None,
        "agenda": [(item["discussion_id"], item["state"], item["outcome"]) for item in state["agenda"]],
        "help": [call["person_id"] for call in state["help"]],
        "turns so far": [(t["turn_id"], t["text"], t["spoke_seconds"]) for t in state["turns"]],
        "statements": [s["text"] for s in state["statements"]],
    }


def test_after_every_command_the_screens_say_what_the_tables_say(neighbourhood: Neighbourhood) -> None:
    """Every command of the whole telling is followed by a look at both."""
    n, looks, meeting_ids = neighbourhood, 0, set()
    really_do = n.do

    def do_and_look(who: str, verb: Any, /, **args: Any) -> Any:
        nonlocal looks
        answer = really_do(who, verb, **args)
        if meeting_id := args.get("meeting_id"):
            meeting_ids.add(meeting_id)
            discussion = n.see(queries.meeting, meeting_id, n.community).discussions[0]
            room = Room(meeting_id, discussion.id, discussion.matter_id)
            assert on_the_screen(folded(n, room)) == in_the_tables(n, room), verb.__name__
            looks += 1
        return answer

    n.do = do_and_look  # type: ignore[method-assign]
    tell(n)
    assert looks > 100 and len(meeting_ids) == 5
