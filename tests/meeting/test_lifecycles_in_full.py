"""Every way that something in a room may go, written out; a way that is not here does not exist."""
from __future__ import annotations

from typing import get_args

import pytest

from consult.core.lifecycle import Lifecycle
from consult.meeting.rules import kinds, outcome, procedure
from consult.meeting.rules.sittings import words

WAYS: list[tuple[Lifecycle, str, str]] = [
    (kinds.MEETING, "meeting", "convened open open, convened cancel cancelled, convened postpone postponed, "
                    "open postpone postponed, open close closed"),
    (kinds.DISCUSSION, "discussion", "planned open open, planned drop dropped, open close closed, open adjourn adjourned"),
    (kinds.MOTION, "motion", "moved reword moved, moved withdraw withdrawn, moved put put, moved postpone postponed, "
                   "moved adjourn adjourned, put pass passed, put fail failed"),
    (procedure.AMENDMENT, "amendment", "moved withdraw withdrawn, moved adopt adopted, moved reject rejected, moved put put, "
                          "put adopt adopted, put reject rejected"),
    (procedure.POINT, "point", "raised hear heard, raised rule ruled, raised withdraw withdrawn, heard rule ruled"),
    (procedure.RULING, "ruling", "stands appeal appealed, appealed uphold upheld, appealed overturn overturned"),
    (procedure.QUESTION, "question", "open carry carried, open lose lost, open withdraw withdrawn"),
    (procedure.PARKED, "parked", "kept propose proposed, kept settle settled"),
    (words.QUESTION_ENDS, "question", "open answered answered, open promised promised, open referred referred, "
                                      "open explained explained"),
]


@pytest.mark.parametrize(("lifecycle", "what", "ways"), WAYS, ids=[f"{n}-{row[1]}" for n, row in enumerate(WAYS)])
def test_these_are_all_the_ways(lifecycle: Lifecycle, what: str, ways: str) -> None:
    assert lifecycle.name == what
    steps = (way.split() for way in ways.split(", "))
    assert lifecycle.moves == {(state, step): then for state, step, then in steps}


@pytest.mark.parametrize(("codes", "written"), [
    (kinds.Status, "expected present excused left"), (kinds.Channel, "hall phone"),
    (kinds.Capacity, "member delegate household_representative proposer observer"),
    (kinds.Stance, "for against question addition"), (kinds.Outcome, "adopted rejected deferred escalated"),
    (procedure.PointKind, "order information"), (procedure.RulingKind, "point off_topic warning muted removed"),
    (procedure.QuestionKind, "amendment close_debate extra_time appeal postpone"),
    (procedure.StrawKind, "straw temperature"), (procedure.Way, "count no_objection ballot"),
    (get_args(kinds.HandState), "waiting given lowered"), (get_args(procedure.PointState), "raised heard ruled withdrawn"),
    (get_args(procedure.ParkedState), "kept proposed settled"), (words.QuestionEnd, "answered promised referred explained"),
    (procedure.ANSWERS["straw"], "for against unsure"), (procedure.ANSWERS["temperature"], "1 2 3 4 5"),
    (get_args(words.SignUpState), "signed withdrawn drawn not_drawn"), (words.CONFIRMED, "confirmed corrected refused not_reached"),
    (get_args(words.ForumQuestionState), "open answered promised referred explained"),
])
def test_what_is_stored_keeps_its_code(codes: object, written: str) -> None:
    assert [str(code) for code in codes] == written.split()  # type: ignore[attr-defined]


def test_what_each_end_of_a_discussion_must_carry() -> None:
    assert {str(end): must for end, must in outcome.MUST_CARRY.items()} == {
        "adopted": ("owner", "due_on"), "rejected": ("reason",), "deferred": ("reason", "due_on"),
        "escalated": ("reason", "escalated_to")}


def test_nobody_is_muted_who_was_not_warned_nor_removed_who_was_not_muted() -> None:
    assert procedure.LADDER == {"muted": "warning", "removed": "muted"}
