"""The roll: who is here, on the phone or in the hall; the quorum follows, live."""
from __future__ import annotations

from typing import Any

import pytest

from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.meeting import actions as meetings
from consult.meeting import queries
from tests.builders import Neighbourhood, Room


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    """A sitting to which nobody has come yet."""
    return neighbourhood.a_sitting(present=())


def mark(n: Neighbourhood, room: Room, who: str, status: str, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = n.do(
        "zhou", meetings.mark_attendance, meeting_id=room.meeting_id, person_id=n.people[who], status=status, **more,
    )
    return answer


def come(n: Neighbourhood, room: Room, *people: str) -> dict[str, Any]:
    answers = [n.do(who, meetings.check_in, meeting_id=room.meeting_id) for who in people]
    return answers[-1]


def place(n: Neighbourhood, room: Room, who: str) -> Any:
    return n.see(queries.attendances, room.meeting_id, n.people[who])[0]


def test_the_quorum_is_met_by_the_fourth_voice_and_lost_with_the_next_that_leaves(
    neighbourhood: Neighbourhood, room: Room
) -> None:
    n = neighbourhood
    assert come(n, room, "chen", "wang", "li") == {"status": "present", "present": 3, "quorum_met": False}
    assert come(n, room, "zhao")["quorum_met"]
    assert n.do("li", meetings.leave, meeting_id=room.meeting_id) == {
        "status": "left", "present": 3, "quorum_met": False,
    }
    assert come(n, room, "li")["quorum_met"]


def test_observers_and_the_proposer_are_welcome_and_do_not_count(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    assert come(n, room, "he", "gu", "wu")["present"] == 0
    assert [place(n, room, who).capacity for who in ("he", "gu", "wu")] == ["proposer", "observer", "observer"]
    assert place(n, room, "gu").shown_as == "顾阿姨"
    assert place(n, room, "wu").shown_as == "吴志强"


def test_the_desk_marks_those_in_the_hall(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    assert mark(n, room, "chen", "present", seat="前排3号")["present"] == 1
    assert (place(n, room, "chen").channel, place(n, room, "chen").seat) == ("hall", "前排3号")
    told = n.log(f"meeting:{room.meeting_id}")[-1].data
    assert (told["by_desk"], told["channel"], told["seat"]) == (True, "hall", "前排3号")
    mark(n, room, "chen", "expected")
    assert (place(n, room, "chen").status, place(n, room, "chen").channel) == ("expected", None)


def test_marking_the_same_again_tells_nobody_twice(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    come(n, room, "chen")
    before = len(n.log(f"meeting:{room.meeting_id}"))
    come(n, room, "chen", "chen")
    assert len(n.log(f"meeting:{room.meeting_id}")) == before


def test_who_leaves_is_no_longer_in_the_queue(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    for who in ("chen", "wang"):
        n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("chen", meetings.leave, meeting_id=room.meeting_id)
    assert [e.name for e in n.log(f"meeting:{room.meeting_id}")][-2:] == ["HandLowered", "AttendanceMarked"]
    assert [h.person_id for h in n.see(queries.waiting_hands, room.discussion_id)] == [n.people["wang"]]


def test_nobody_leaves_in_the_middle_of_a_sentence(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    for attempt in (lambda: n.do("chen", meetings.leave, meeting_id=room.meeting_id),
                    lambda: mark(n, room, "chen", "left")):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.code == "has_the_floor"
    assert place(n, room, "chen").status == "present"


@pytest.mark.parametrize("who", ["chen", "gu"])
def test_nobody_leaves_who_never_came(neighbourhood: Neighbourhood, room: Room, who: str) -> None:
    n = neighbourhood
    before = len(n.see(queries.attendees, room.meeting_id))
    with pytest.raises(RuleBroken) as refused:
        n.do(who, meetings.leave, meeting_id=room.meeting_id)
    assert refused.value.code == "check_in_first"
    assert len(n.see(queries.attendees, room.meeting_id)) == before


def test_only_someone_present_becomes_an_observer(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for status in ("excused", "left", "expected"):
        with pytest.raises(RuleBroken):
            mark(n, room, "gu", status)
    assert mark(n, room, "gu", "present")["status"] == "present"


def test_people_of_next_door_cannot_be_let_in(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for nobody in (n.people["yu"], 99_999):
        with pytest.raises(NotFound) as refused:
            n.do("zhou", meetings.mark_attendance, meeting_id=room.meeting_id, person_id=nobody, status="present")
        assert refused.value.facts == {"what": "person"}
    with pytest.raises(NotFound):
        n.do("yu", meetings.check_in, meeting_id=room.meeting_id)


def test_a_neighbour_marks_no_one(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for who in ("chen", "he", "wu"):
        with pytest.raises(Forbidden):
            n.do(who, meetings.mark_attendance, meeting_id=room.meeting_id, person_id=n.people["li"], status="present")


def test_whoever_is_named_for_a_home_where_they_are_not_counted_speaks_for_their_own_alone(neighbourhood: Neighbourhood) -> None:
    """Somebody is counted where they live and never in two places: a post for another home gives no second voice."""
    from sqlalchemy import update

    from consult.community.models import Post

    n = neighbourhood
    n.run(None, lambda work: work.db.execute(
        update(Post).where(Post.household_id == n.households["xu"], Post.kind == "household_representative")
        .values(person_id=n.people["ma"])) and None)
    room = n.a_sitting(body="assembly", present=())
    assert come(n, room, "ma")["present"] == 1
    assert n.do("ma", meetings.leave, meeting_id=room.meeting_id)["present"] == 0


# --- help -----------------------------------------------------------------------------------------------


def test_a_call_for_help_is_heard_at_the_desk_only(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for _ in range(2):
        n.do("gu", meetings.ask_help, meeting_id=room.meeting_id)
    calls = n.see(queries.help_calls, room.meeting_id)
    assert [call.person_id for call in calls] == [n.people["gu"]]
    told = [e for e in n.log(f"meeting:{room.meeting_id}") if e.name == "HelpAsked"]
    assert [(e.audience, e.data["called"]) for e in told] == [("desk", "顾阿姨")]
    n.do("zhou", meetings.answer_help, meeting_id=room.meeting_id, person_id=n.people["gu"])
    assert n.see(queries.help_calls, room.meeting_id) == []
    n.do("gu", meetings.ask_help, meeting_id=room.meeting_id)
    assert len(n.see(queries.help_calls, room.meeting_id)) == 1
