"""With the post the chair ends: desk, door and commands of a room that is open, within seconds."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from consult.community import actions as register
from consult.community.models import Post
from consult.meeting import actions as meetings
from tests.live.conftest import Hall
from tests.web.visits import Site


def ends(hall: Hall, who: str, kind: str, *, days_ago: int = 1) -> None:
    """The secretary ends somebody's post, as of some day."""
    n = hall.n
    post = n.look(lambda db: db.scalar(select(Post.id).where(
        Post.person_id == n.people[who], Post.kind == kind, Post.ends_on.is_(None))))
    n.run("lin", lambda work: register.end_term(
        work, community_id=n.community, post_id=post, ends_on=n.clock().date() - timedelta(days=days_ago)))


def test_a_facilitator_whose_post_ended_loses_the_desk_of_the_running_room(hall: Hall) -> None:
    room = hall.n.a_discussion()
    zhou = hall.join("zhou", room.meeting_id)
    assert zhou.enter(room.meeting_id)["desk"] is True
    ends(hall, "zhou", "facilitator")
    zhou.frames.clear()
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    assert "HelpAsked" not in [e["name"] for e in zhou.heard("event")]
    assert zhou.does("suspend", reason="休息一下")["refused"]["code"] == "not_yours_to_do"
    assert zhou.enter(room.meeting_id, seen=None)["desk"] is False


def test_a_term_that_runs_out_by_the_clock_ends_the_chair_too(hall: Hall) -> None:
    room = hall.n.a_discussion()
    zhou = hall.join("zhou", room.meeting_id)
    assert zhou.enter(room.meeting_id)["desk"] is True
    ends(hall, "zhou", "facilitator", days_ago=0)
    assert zhou.enter(room.meeting_id, seen=None)["desk"] is True
    hall.n.clock.forward(hours=6)
    hall.beat()
    zhou.frames.clear()
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    assert "HelpAsked" not in [e["name"] for e in zhou.heard("event")]


def test_the_pages_of_the_desk_are_gone_with_the_post(hall: Hall) -> None:
    room = hall.n.a_discussion()
    site = Site(hall.app)
    zhou = site.visited_by("zhou")
    desk, door = f"/s/{room.meeting_id}/desk", f"/s/{room.meeting_id}/door"
    before = zhou.sees(desk).status, zhou.sees(door).status
    ends(hall, "zhou", "facilitator")
    assert before == (200, 200)
    assert zhou.sees(desk).status in (303, 403, 404) and zhou.sees(door).status in (303, 403, 404)


def test_the_room_goes_on_under_whom_the_desk_hands_the_chair(hall: Hall) -> None:
    room = hall.n.a_discussion()
    ends(hall, "zhou", "facilitator")
    lin, li = hall.join("lin", room.meeting_id), hall.join("li", room.meeting_id)
    assert "refused" not in lin.does("hand_over_chair", person_id=hall.n.people["li"], reason="主持人卸任了")
    assert li.enter(room.meeting_id, seen=None)["desk"] is True
    ends(hall, "li", "council_member")
    assert li.enter(room.meeting_id, seen=None)["desk"] is False
