"""Every kind of sitting is data: one table over all of them, a made-up one, and what a file may not say."""
from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from consult.community.rules.kinds import Cadence
from consult.community.rules.sittings import Kind, kind_from, known_kinds, parse_kinds
from consult.core.errors import BadShape, RuleBroken
from consult.core.events import plain
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.actions import phases, sittings
from consult.meeting.queries import sittings as held
from consult.meeting.rules.sittings.phases import check_step, following, hears
from tests.builders import Neighbourhood, Room
from tests.builders_sittings import PAPER, form_body, step

ALL = known_kinds()
IN_ROOMS = [code for code, kind in ALL.items() if kind.form == "room"]
# code: days of notice, steps in the order, matters at once, quorum of its own, vote, roles
TABLE: dict[str, tuple[int, int, int, tuple[int, int] | None, str, int]] = {
    "joint_meeting": (3, 0, 8, None, "rule", 0), "street_joint_meeting": (3, 0, 8, None, "rule", 0),
    "two_committees": (1, 0, 8, None, "rule", 0), "residents_council": (3, 0, 1, None, "rule", 0),
    "representatives_meeting": (10, 0, 8, None, "rule", 0), "residents_assembly": (10, 0, 8, None, "rule", 0),
    "hearing": (10, 7, 1, (2, 3), "none", 7), "public_forum": (3, 3, 0, None, "none", 0),
    "appraisal": (10, 4, 0, (2, 3), "grades", 1), "courtyard_meeting": (0, 0, 0, None, "none", 0),
    "building_meeting": (0, 0, 0, None, "none", 0), "grid_meeting": (0, 0, 0, None, "none", 0),
    "party_group_meeting": (0, 0, 0, None, "none", 0),
}
MADE_UP = (Path(__file__).parents[2] / "docs/examples/kinds/yard.toml").read_text("utf-8")


@pytest.mark.parametrize("code", ALL)
def test_notice_order_quorum_votes_and_roles_come_from_the_data(code: str) -> None:
    kind = ALL[code]
    bar = (kind.quorum.num, kind.quorum.den) if kind.quorum else None
    assert TABLE[code] == (kind.notice_days, len(kind.phases), kind.matters_most, bar, kind.vote, len(kind.roles))


@pytest.mark.parametrize("code", ALL)
def test_a_kind_is_the_same_after_a_meeting_kept_it(code: str) -> None:
    assert kind_from(plain(ALL[code].plain())) == ALL[code]


@pytest.mark.parametrize("code", IN_ROOMS)
def test_each_kind_is_convened_with_the_notice_and_the_matters_of_its_data(
    neighbourhood: Neighbourhood, code: str
) -> None:
    """Every kind that meets in a room, by its own table and nothing else."""
    n, kind = neighbourhood, ALL[code]
    body = form_body(n, code, members=("chen", "wang", "li"))
    who = "wu" if "party_secretary" in kind.convened_by else "lin"
    args: dict[str, Any] = {"body_id": body, "place": "二楼", "chair_id": n.people["zhou"]}
    if kind.matters_most:
        args["matter_id"] = n.a_matter(state="admitted")
    args |= PAPER if kind.papers else {}
    with pytest.raises(RuleBroken) as early:
        n.do(who, meetings.convene, **args, starts_at=n.clock.at + timedelta(days=kind.notice_days - 1, minutes=1))
    assert (early.value.code, early.value.facts["needed"]) == ("notice_too_short", kind.notice_days)
    made = n.do(who, meetings.convene, **args, starts_at=n.clock.at + timedelta(days=kind.notice_days))
    assert n.see(held.kind_of_meeting, made["meeting_id"]) == kind
    assert (made["discussion_id"] is not None) == bool(kind.matters_most)


@pytest.mark.parametrize("code", [code for code in ALL if ALL[code].phases])
def test_no_step_of_an_order_can_be_left_out_or_taken_twice(code: str) -> None:
    kind, now = ALL[code], None
    for phase in kind.phases:
        for other in kind.phases:
            if other.code != phase.code:
                with pytest.raises(RuleBroken) as refused:
                    check_step(kind, now, other.code)
                assert refused.value.code == "phase_out_of_order"
        now = check_step(kind, now, phase.code).code
    assert following(kind, now) is None


@pytest.mark.parametrize("code", [code for code in ALL if ALL[code].phases])
def test_in_each_step_only_its_own_speakers_are_heard(code: str) -> None:
    kind = ALL[code]
    for phase in kind.phases:
        for role in kind.roles:
            may = "floor" in phase.allows and bool({role.code, "everyone"} & set(phase.speakers))
            assert hears(kind, phase.code, "floor", roles=[role.code], voting=False) == may, (phase.code, role.code)


def test_a_made_up_kind_is_added_as_data_and_held(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert n.run(None, lambda work: sittings.adopt_kind(work, source=MADE_UP)) == {"codes": ["yard_council"]}
    kind: Kind = n.see(held.kinds)["yard_council"]
    body = form_body(n, kind, members=("chen", "wang", "li"))
    with n.earlier(days=2):
        made = n.do("lin", meetings.convene, body_id=body, matter_id=n.a_matter(state="admitted"), place="院子里",
                    starts_at=n.clock.at + timedelta(days=2), chair_id=n.people["zhou"])
    here = {"meeting_id": made["meeting_id"]}
    room = Room(made["meeting_id"], made["discussion_id"], 0)
    n.do("lin", sittings.give_part, **here, person_id=n.people["sun"], role="host")
    n.do("zhou", meetings.open_meeting, **here)
    n.do("chen", meetings.check_in, **here)
    n.do("sun", meetings.check_in, **here)
    refusal = refused(n, "too_few_to_begin", "zhou", phases.enter_phase, **here, phase="tea")
    assert refusal.facts == {"present": 1, "needed": 2}
    n.do("wang", meetings.check_in, **here)
    step(n, room, "tea")
    refused(n, "not_your_phase", "chen", meetings.raise_hand, **here, stance="addition")
    _host_speaks(n, room)
    step(n, room, "talk")
    refused(n, "not_your_phase", "sun", meetings.raise_hand, **here, stance="addition")
    n.do("chen", meetings.submit_statement, **here, stance="for", text="我同意。")
    refused(n, "no_such_end_here", "zhou", meetings.close_discussion, **here, outcome="rejected", reason="不行")
    n.do("zhou", meetings.close_discussion, **here, outcome="deferred", reason="下回再谈",
         due_on=n.clock.at.date() + timedelta(days=30))
    n.do("zhou", meetings.close_meeting, **here)
    assert n.see(queries.meeting, room.meeting_id, n.community).state == "closed"


def _host_speaks(n: Neighbourhood, room: Room) -> None:
    n.do("sun", meetings.raise_hand, meeting_id=room.meeting_id, stance="addition")
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    n.do("zhou", meetings.end_turn, meeting_id=room.meeting_id)


def test_a_kind_that_changes_later_does_not_reach_what_was_convened(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: sittings.adopt_kind(work, source=MADE_UP))
    body = form_body(n, n.see(held.kinds)["yard_council"], members=("chen", "wang"))
    made = n.do("lin", meetings.convene, body_id=body, matter_id=n.a_matter(state="admitted"), place="院子里",
                starts_at=n.clock.at + timedelta(days=3))
    n.run(None, lambda work: sittings.adopt_kind(work, source=MADE_UP.replace("喝茶", "喝水")))
    assert n.see(held.kinds)["yard_council"].phases[0].name == "喝水"
    assert n.see(held.kind_of_meeting, made["meeting_id"]).phases[0].name == "喝茶"


def refused(n: Neighbourhood, code: str, by: str, verb: Any, /, **args: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        n.do(by, verb, **args)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize(("change", "wrong"), [
    (('notice_days = 2', 'notice_days = -2'), "notice_days"), (('vote = "none"', 'vote = "loudest"'), "vote"),
    (('speakers = ["host"]', 'speakers = ["king"]'), "king"), (('allows = ["floor"]', 'allows = ["dancing"]'), "allows"),
    (('must = ["queue_empty"]', 'must = ["all_happy"]'), "all_happy"), (('num = 1, den = 2', 'num = 3, den = 2'), "quorum"),
    (('convened_by = ["secretary"]', 'convened_by = ["mayor"]'), "mayor"), (('ends = [', 'endz = ['), "endz"),
    (('matters_least = 1', 'matters_least = 4'), "matters_least"), (('name = "院落恳谈议事会"', 'name = " "'), "name"),
])
def test_a_data_file_is_checked_and_says_what_is_wrong(change: tuple[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=f"yard_council.*{wrong}"):
        parse_kinds(MADE_UP.replace(*change))


def test_a_kind_is_not_said_twice_and_only_the_system_adds_one(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(ValueError, match="twice"):
        parse_kinds(MADE_UP + MADE_UP)
    with pytest.raises(BadShape):
        neighbourhood.run(None, lambda work: sittings.adopt_kind(work, source="[[kind]]\ncode = 'x'"))


# --- several matters, one after the other ---------------------------------------------------------------


def test_a_joint_meeting_takes_several_matters_one_open_at_a_time(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ids = [n.a_matter(state="admitted", title=f"第{nth}件要议的事") for nth in "一二三"]
    with n.earlier(days=4):
        made = n.do("wu", meetings.convene, body_id=n.bodies["joint"], matter_id=ids[0], place="二楼",
                    more_matters=",".join(map(str, ids)), starts_at=n.clock.at + timedelta(days=4))
    meeting = n.see(queries.meeting, made["meeting_id"], n.community)
    assert [d.matter_id for d in meeting.discussions] == ids
    here = {"meeting_id": meeting.id}
    n.do("zhou", meetings.open_meeting, **here)
    for who in ("deng", "song", "bai"):
        n.do(who, meetings.check_in, **here)
    first, second, third = (d.id for d in meeting.discussions)
    n.do("zhou", meetings.open_discussion, **here, discussion_id=first)
    refused(n, "discussion_already_open", "zhou", meetings.open_discussion, **here, discussion_id=second)
    n.do("zhou", meetings.close_discussion, **here, outcome="rejected", reason="不归本会")
    n.do("zhou", meetings.open_discussion, **here, discussion_id=third)
    n.do("zhou", meetings.close_discussion, **here, outcome="rejected", reason="不归本会")
    n.do("zhou", meetings.close_meeting, **here)
    states = [d.state for d in n.see(queries.meeting, meeting.id, n.community).discussions]
    assert states == ["closed", "dropped", "closed"]


def test_an_extraordinary_joint_meeting_takes_exactly_one_matter_and_says_why(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ids = [n.a_matter(state="admitted", title=f"第{nth}件要议的事") for nth in "一二"]
    args = {"body_id": n.bodies["joint"], "place": "二楼", "starts_at": n.clock.at + timedelta(hours=3),
            "extraordinary_reason": "今晚断水，等不到三天以后"}
    refused(n, "ad_hoc_takes_one", "wu", meetings.convene, **args, matter_id=ids[0], more_matters=str(ids[1]))
    n.do("wu", meetings.convene, **args, matter_id=ids[0])
    refused(n, "too_many_matters", "lin", meetings.convene, body_id=n.bodies["council"], place="二楼",
            starts_at=n.clock.at + timedelta(days=4), matter_id=ids[1], more_matters=str(ids[0]))


def test_the_street_meets_half_yearly_and_the_community_quarterly() -> None:
    assert ALL["street_joint_meeting"].cadence == Cadence.HALF_YEARLY
    assert ALL["joint_meeting"].cadence == Cadence.QUARTERLY
