"""The docket and the answer: who owes it, by when, and what each reply must carry."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.resolution import actions as resolutions
from consult.resolution import policy, queries
from consult.resolution.models import DocketEntry
from consult.resolution.rules.reply import Decision, carried, check_reply
from tests.builders import Neighbourhood, Room
from tests.storage.happenings import all_at_once

TODAY = date(2026, 11, 26)
REASON = "经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。"
BETWEEN = "联席会议议事规则第八条"
TO_DISSENTERS = "一楼两户的采光另请专业人员测算，结果张榜公布，再定补偿。"


@pytest.fixture
def entry(neighbourhood: Neighbourhood) -> DocketEntry:
    """What the council adopted, waiting for the joint meeting."""
    neighbourhood.a_closed_meeting()
    found: DocketEntry = neighbourhood.see(queries.docket, neighbourhood.community)[0]
    return found


def reply(n: Neighbourhood, entry: DocketEntry, decision: str = "adopt", who: str = "wu", **given: Any) -> Any:
    with_work = {"unit_id": n.units["property"], "due_on": date(2026, 12, 31)} if decision.startswith("adopt") else {}
    carried = {"referred_to": "柳荫街道办事处"} if decision == "refer" else with_work
    words = {"between_rule": BETWEEN, "reason": REASON, "to_dissenters": TO_DISSENTERS}
    return n.do(who, resolutions.reply, entry_id=entry.id, decision=decision, **words | carried | given)


def the(n: Neighbourhood, entry: DocketEntry) -> Matter:
    found: Matter = n.see(matters.matter, entry.matter_id, n.community)
    return found


# --- the rule -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("decision", "given", "wrong"), [
    ("adopt", {}, {"unit_id": "missing", "due_on": "missing"}),
    ("adopt", {"unit": 1}, {"due_on": "missing"}), ("adopt", {"due_on": TODAY}, {"unit_id": "missing"}),
    ("adopt", {"unit": 1, "due_on": TODAY}, None), ("adopt", {"unit": 1, "due_on": date(2026, 11, 25)}, {"due_on": "past"}),
    ("adopt_in_part", {}, {"unit_id": "missing", "due_on": "missing"}),
    ("adopt_in_part", {"unit": 1, "due_on": TODAY}, None),
    ("refer", {}, {"referred_to": "missing"}), ("refer", {"referred_to": "街道"}, None),
    ("refer", {"referred_to": "街道", "due_on": TODAY}, None), ("decline", {}, None),
])
def test_what_each_reply_must_carry(decision: str, given: dict[str, Any], wrong: dict[str, str] | None) -> None:
    args = {"unit": None, "due_on": None, "referred_to": ""} | given
    if wrong is None:
        check_reply(Decision(decision), today=TODAY, **args)
        return
    with pytest.raises(BadShape) as refused:
        check_reply(Decision(decision), today=TODAY, **args)
    assert refused.value.fields == wrong


@pytest.mark.parametrize(("decision", "kept"), [
    ("adopt", (1, TODAY, "")), ("adopt_in_part", (1, TODAY, "")), ("refer", (1, TODAY, "街道")), ("decline", (None, None, "")),
])
def test_what_a_form_sends_along_and_the_decision_does_not_carry_is_left_out(
    decision: str, kept: tuple[Any, ...]
) -> None:
    assert carried(Decision(decision), unit_id=1, due_on=TODAY, referred_to="街道") == kept


# --- the docket -----------------------------------------------------------------------------------------


def test_the_outcome_lies_on_the_docket_with_everything_it_came_from(
    neighbourhood: Neighbourhood, entry: DocketEntry
) -> None:
    n = neighbourhood
    assert (entry.body.name, entry.outcome, entry.due_on) == ("社区党建联席会议", "adopted", date(2026, 12, 26))
    assert entry.matter.no == "2026-001"
    assert entry.ballot_id and entry.motion.startswith("委托两家公司出图报价")
    assert [e.id for e in n.see(queries.entries_of_meeting, entry.meeting_id)] == [entry.id]


def test_answered_and_unanswered_are_told_apart_and_what_is_due_first_is_on_top(
    neighbourhood: Neighbourhood, entry: DocketEntry, clock: SetClock
) -> None:
    n = neighbourhood
    clock.forward(days=3)
    n.a_closed_meeting()
    both = n.see(queries.docket, n.community)
    assert [e.due_on for e in both] == [date(2026, 12, 26), date(2026, 12, 29)]
    reply(n, entry)
    assert [e.id for e in n.see(queries.docket, n.community, answered=True)] == [entry.id]
    assert [e.id for e in n.see(queries.docket, n.community, answered=False)] == [both[1].id]
    assert [e.id for e in n.see(queries.docket, n.community)] == [both[1].id, entry.id]


@pytest.mark.parametrize("outcome", ["rejected", "deferred"])
def test_what_needs_no_answer_is_on_no_docket(neighbourhood: Neighbourhood, outcome: str) -> None:
    n = neighbourhood
    n.a_closed_meeting(outcome=outcome)
    assert n.see(queries.docket, n.community) == []


# --- the reply ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("decision", "state", "owner", "due"), [
    ("adopt", "working", "青禾物业", date(2026, 12, 31)), ("adopt_in_part", "working", "青禾物业", date(2026, 12, 31)),
    ("refer", "answered", "", None), ("decline", "answered", "", None),
])
def test_what_a_reply_does_to_the_matter(
    neighbourhood: Neighbourhood, entry: DocketEntry, decision: str, state: str, owner: str, due: date | None
) -> None:
    n = neighbourhood
    assert reply(n, entry, decision) == {"entry_id": entry.id, "decision": decision, "no": "2026-001"}
    matter = the(n, entry)
    assert (matter.state, matter.owed_name, matter.due_on, matter.reason) == (state, owner, due, REASON)
    told = n.see(matters.timeline, matter.id)[-1]
    assert (told.name, told.data["decision"], told.data["reason"]) == ("MatterAnswered", decision, REASON)


def test_a_matter_referred_with_a_date_is_still_owed_by_whom_it_was_referred_to(
    neighbourhood: Neighbourhood, entry: DocketEntry
) -> None:
    n = neighbourhood
    reply(n, entry, "refer", due_on=date(2027, 1, 31))
    assert (the(n, entry).state, the(n, entry).owed_name) == ("working", "柳荫街道办事处")


def test_a_declined_matter_is_nobodys_work_whatever_the_form_sent(
    neighbourhood: Neighbourhood, entry: DocketEntry
) -> None:
    n = neighbourhood
    reply(n, entry, "decline", unit_id=n.units["property"], due_on=date(2026, 12, 31), referred_to="街道")
    assert (the(n, entry).state, the(n, entry).owed_by, the(n, entry).due_on) == ("answered", "nobody", None)
    given = n.see(queries.entry, entry.id, n.community).resolution
    assert (given.unit_id, given.due_on, given.referred_to) == (None, None, "")


@pytest.mark.parametrize("reason", ["", "同意。", " " * 60])
def test_a_reply_always_gives_its_reason(neighbourhood: Neighbourhood, entry: DocketEntry, reason: str) -> None:
    with pytest.raises(BadShape) as refused:
        reply(neighbourhood, entry, reason=reason)
    assert set(refused.value.fields) == {"reason"}


def test_an_outcome_is_answered_once(neighbourhood: Neighbourhood, entry: DocketEntry) -> None:
    n = neighbourhood
    answers = all_at_once([lambda: reply(n, entry, "adopt"), lambda: reply(n, entry, "decline", who="lin")], threads=2)
    assert sorted(type(a).__name__ for a in answers) == ["RuleBroken", "dict"]
    refused = next(a for a in answers if isinstance(a, RuleBroken))
    assert refused.code == "already_answered"
    assert len([e for e in n.see(matters.timeline, entry.matter_id) if e.name == "MatterAnswered"]) == 1


def test_a_late_reply_says_by_how_much(neighbourhood: Neighbourhood, entry: DocketEntry, clock: SetClock) -> None:
    n = neighbourhood
    clock.forward(days=34)
    assert [m.id for m in n.see(matters.overdue, n.community, date(2026, 12, 30))] == [entry.matter_id]
    reply(n, entry, due_on=date(2027, 3, 1))
    assert n.see(matters.timeline, entry.matter_id)[-1].data["late_days"] == 4


@pytest.mark.parametrize(("who", "may"), [
    ("wu", True), ("lin", True), ("zhou", False), ("chen", False), ("he", False), ("deng", False),
])
def test_who_may_reply(neighbourhood: Neighbourhood, entry: DocketEntry, who: str, may: bool) -> None:
    n = neighbourhood
    whole = n.see(queries.entry, entry.id, n.community)
    assert policy.permits(n.actor(who), "reply", whole) is may
    if not may:
        with pytest.raises(Forbidden):
            reply(n, entry, who=who)


def test_next_door_has_no_such_entry(neighbourhood: Neighbourhood, entry: DocketEntry) -> None:
    n = neighbourhood
    facts = []
    for id in (entry.id, 99_999):
        with pytest.raises(NotFound) as refused:
            n.do("mei", resolutions.reply, entry_id=id, decision="decline", reason=REASON)
        facts.append(refused.value.facts)
    assert facts[0] == facts[1]
    with pytest.raises(NotFound):
        n.see(queries.entry, entry.id, n.next_door)


def test_units_and_sessions_of_others_cannot_be_named(neighbourhood: Neighbourhood, entry: DocketEntry) -> None:
    n = neighbourhood
    council = entry.meeting_id
    convened: Room = n.a_meeting(body="joint", matter_id=entry.matter_id)
    for meeting in (council, convened.meeting_id, 99_999):
        with pytest.raises(NotFound) as refused:
            reply(n, entry, meeting_id=meeting)
        assert refused.value.facts == {"what": "meeting"}
    with pytest.raises(NotFound):
        reply(n, entry, unit_id=99_999)
