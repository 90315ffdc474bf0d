"""Replies, stages and work as rules: what each must carry, by its word; without a database."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest

from consult.core.errors import BadShape, RuleBroken
from consult.resolution.rules import reply, review, work
from consult.resolution.rules.reply import Decision, carried, check_reply
from consult.resolution.rules.review import Stage, check_in_order
from consult.resolution.rules.work import Planned, is_confirmed, milestones_from, still_needed

TODAY = date(2026, 11, 26)
SOON = TODAY + timedelta(days=9)


@pytest.mark.parametrize(("codes", "written"), [
    (Decision, "adopt adopt_in_part refer decline"), (reply.Basis, "law budget jurisdiction other"),
    (reply.WITH_WORK, "adopt adopt_in_part"), (work.UNFINISHED, "open blocked reopened"),
    (get_args(work.TaskState), "open blocked reported_done done reopened"),
    (Stage, "proposed_by_party consulted_by_committees reviewed_by_members resolved_by_residents decision_disclosed "
            "result_disclosed"),
    (work.NoteKind, "begun progress milestone blocked unblocked handed_over extended renewed overdue reported_done not_done answered done"),
])
def test_what_is_stored_keeps_its_code(codes: Any, written: str) -> None:
    assert [str(code) for code in codes] == written.split()


def test_the_time_of_a_reply() -> None:
    """Answered within thirty days where a body's data name no time."""
    assert reply.ANSWER_DAYS == 30


def test_these_are_all_the_ways_of_a_task() -> None:
    ways = ("open note open, open block blocked, open hand_over open, open extend open, open renew open, "
            "open report_done reported_done, blocked note blocked, blocked unblock open, blocked hand_over open, "
            "blocked extend blocked, blocked renew open, reported_done say reported_done, reported_done confirm done, "
            "reported_done answer reported_done, done answer done, "
            "reported_done reopen reopened, reopened note reopened, reopened hand_over reopened, reopened renew open, "
            "reopened report_done reported_done")
    steps = (way.split() for way in ways.split(", "))
    assert work.TASK.name == "task"
    assert work.TASK.moves == {(state, step): then for state, step, then in steps}


@pytest.mark.parametrize(("decision", "kept"), [
    (Decision.ADOPT, (3, SOON, "")), (Decision.ADOPT_IN_PART, (3, SOON, "")), (Decision.REFER, (3, SOON, "街道")),
    (Decision.DECLINE, (None, None, "")),
])
def test_of_what_a_form_sent_a_decision_carries_its_own(decision: Decision, kept: tuple[Any, ...]) -> None:
    assert carried(decision, unit_id=3, due_on=SOON, referred_to="街道") == kept


@pytest.mark.parametrize(("decision", "given", "missing"), [
    (Decision.ADOPT, {}, {}), (Decision.ADOPT_IN_PART, {}, {}), (Decision.ADOPT, {"due_on": TODAY}, {}),
    (Decision.ADOPT, {"unit": None}, {"unit_id": "missing"}), (Decision.ADOPT_IN_PART, {"due_on": None}, {"due_on": "missing"}),
    (Decision.ADOPT, {"unit": None, "due_on": None}, {"unit_id": "missing", "due_on": "missing"}),
    (Decision.ADOPT, {"due_on": TODAY - timedelta(days=1)}, {"due_on": "past"}),
    (Decision.REFER, {"unit": None, "due_on": None, "referred_to": "街道"}, {}),
    (Decision.REFER, {}, {"referred_to": "missing"}), (Decision.DECLINE, {"unit": None, "due_on": None}, {}),
    (Decision.DECLINE, {"unit": None, "due_on": None, "disagreed": True}, {"to_dissenters": "missing"}),
    (Decision.DECLINE, {"unit": None, "due_on": None, "disagreed": True, "to_dissenters": "听到了"}, {}),
    (Decision.ADOPT, {"disagreed": True}, {"to_dissenters": "missing"}),
])
def test_what_a_reply_must_carry(decision: Decision, given: dict[str, Any], missing: dict[str, str]) -> None:
    args = {"unit": object(), "due_on": SOON, "referred_to": "", "today": TODAY} | given
    if not missing:
        check_reply(decision, **args)
        return
    with pytest.raises(BadShape) as refused:
        check_reply(decision, **args)
    assert refused.value.fields == missing


def test_the_six_stages_come_in_their_order_and_once() -> None:
    """四议两公开."""
    held: list[str] = []
    for stage in Stage:
        for later in list(Stage)[len(held) + 1:]:
            with pytest.raises(RuleBroken) as early:
                check_in_order(later, held)
            assert early.value.code == "stage_before_it"
        check_in_order(stage, held)
        held.append(str(stage))
        with pytest.raises(RuleBroken) as twice:
            check_in_order(stage, held)
        assert twice.value.code == "stage_written_down"
    assert len(held) == 6
    with pytest.raises(RuleBroken) as gap:
        check_in_order(review.Stage.RESOLVED, held[:1] + held[2:3])
    assert gap.value.code == "stage_before_it"


@pytest.mark.parametrize(("households", "proposer", "needed", "confirmed", "more"), [
    (4, False, 5, False, 1), (5, False, 5, True, 0), (6, False, 5, True, 0), (0, False, 5, False, 5),
    # The proposer and two others.
    (2, True, 5, False, 1), (3, True, 5, True, 0), (1, True, 5, False, 2), (1, True, 1, True, 0), (2, True, 2, True, 0),
])
def test_when_residents_word_makes_it_done(households: int, proposer: bool, needed: int, confirmed: bool, more: int) -> None:
    assert is_confirmed(households=households, proposer=proposer, needed=needed) is confirmed
    assert still_needed(households=households, proposer=proposer, needed=needed) == more


def milestones(text: str, due_on: date | None = SOON) -> list[Planned] | str:
    try:
        return milestones_from(text, today=TODAY, due_on=due_on)
    except BadShape as refused:
        return refused.fields["milestones"]


def test_milestones_are_lines_that_begin_with_their_day() -> None:
    assert milestones(" 2026-12-05 验收 \n\n2026-11-26出图\n") == [
        Planned(TODAY, "出图"), Planned(SOON, "验收")]
    assert milestones("") == milestones("  \n", due_on=None) == []
    assert milestones("\n".join(["2026-11-27做"] * 12)) == [Planned(date(2026, 11, 27), "做")] * 12
    assert milestones("2026-11-27" + "长" * 120) == [Planned(date(2026, 11, 27), "长" * 120)]


@pytest.mark.parametrize(("text", "due_on", "why"), [
    ("出图", SOON, "not_a_milestone"), ("2026-11-27", SOON, "not_a_milestone"), ("2026-11-27  ", SOON, "not_a_milestone"),
    ("2026-13-01出图", SOON, "not_a_milestone"), ("2026-11-27" + "长" * 121, SOON, "not_a_milestone"),
    ("\n".join(["2026-11-27做"] * 13), SOON, "not_a_milestone"), ("2026-11-26出图", None, "not_a_milestone"),
    ("2026-11-25出图", SOON, "milestone_out_of_time"), ("2026-12-06出图", SOON, "milestone_out_of_time"),
    ("2026-11-27出图\n2026-12-06验收", SOON, "milestone_out_of_time"),
])
def test_what_is_no_milestone(text: str, due_on: date | None, why: str) -> None:
    assert milestones(text, due_on) == why
