"""Screening in the open: a reason always, and nobody is joined to another without consent."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.matter import actions as matters
from consult.matter import queries
from consult.matter.models import Matter
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once

WHY = "与3幢1单元的议题是同一件事，合在一起议更省力。"


def the(n: Neighbourhood, matter: int) -> Matter:
    found: Matter = n.see(queries.matter, matter, n.community)
    return found


def two(n: Neighbourhood) -> tuple[int, int]:
    """One matter to screen, and an older one that it may join."""
    older = n.a_matter(by="gu", title="3幢2单元加装电梯")
    return n.a_matter(state="endorsed"), older


def test_admitting_says_why_and_who_is_next(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(state="admitted")
    assert (the(n, matter).owed_by, the(n, matter).due_on) == ("convenor", date(2026, 12, 11))
    assert n.see(queries.timeline, matter)[-1].data["reason"] == the(n, matter).reason != ""


def test_the_time_to_screen_is_counted_in_working_days(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert the(n, n.a_matter(state="endorsed")).due_on == date(2026, 12, 3)  # Thursday to Thursday


@pytest.mark.parametrize(("verb", "more"), [
    (matters.admit, {}), (matters.return_to_author, {}), (matters.redirect, {"to": "物业公司"}),
    (matters.suggest_join, {"into_no": "2026-001"}),
])
def test_every_decision_of_the_office_needs_a_reason(
    neighbourhood: Neighbourhood, verb: Any, more: dict[str, str]
) -> None:
    n = neighbourhood
    matter, _ = two(n)
    for reason in ("", "不行", " " * 40):
        with pytest.raises(BadShape) as refused:
            n.do("lin", verb, matter_id=matter, reason=reason, **more)
        assert "reason" in refused.value.fields
    for who in ("he", "zhou", "chen"):
        with pytest.raises(Forbidden):
            n.do(who, verb, matter_id=matter, reason=WHY, **more)
    assert the(n, matter).state == "endorsed"


def test_a_returned_matter_goes_back_to_the_office_once_it_is_revised(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(state="endorsed")
    n.do("lin", matters.return_to_author, matter_id=matter, reason="请写清楚是哪几个单元，才好通知到户。")
    assert (the(n, matter).owed_by, the(n, matter).due_on) == ("author", date(2026, 12, 26))
    n.do(
        "he", matters.revise, matter_id=matter, title="3幢1单元加装电梯", what="只议3幢1单元，一共12户，五楼以上6户。",
        place="3幢1单元", affected="12户", expected="委托公司出图报价", category="facilities",
    )
    assert (the(n, matter).state, the(n, matter).due_on) == ("endorsed", date(2026, 12, 3))


def test_a_redirected_matter_ends_here_and_says_where_it_went(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(state="endorsed")
    n.do("lin", matters.redirect, matter_id=matter, to="青禾物业", reason="属于物业合同内的日常维修，由物业办理。")
    assert (the(n, matter).state, the(n, matter).referred_to, the(n, matter).due_on) == (
        "redirected", "青禾物业", None,
    )


# --- joining --------------------------------------------------------------------------------------------


def suggest(n: Neighbourhood, matter: int, into: int) -> None:
    n.do("lin", matters.suggest_join, matter_id=matter, into_no=the(n, into).no, reason=WHY)


def test_nothing_joins_without_the_authors_consent(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter, older = two(n)
    suggest(n, matter, older)
    assert (the(n, matter).state, the(n, matter).owed_by) == ("join_suggested", "author")
    for who in ("lin", "gu", "wu"):
        with pytest.raises(Forbidden):
            n.do(who, matters.answer_join, matter_id=matter, agreed=True)
    n.do("he", matters.answer_join, matter_id=matter, agreed=False)
    assert (the(n, matter).state, the(n, matter).owed_by, the(n, matter).into_id) == ("endorsed", "secretary", None)
    suggest(n, matter, older)
    n.do("he", matters.answer_join, matter_id=matter, agreed=True)
    assert (the(n, matter).state, the(n, matter).into_id) == ("joined", older)
    assert n.see(queries.timeline, older)[-1].data == {
        "matter_id": older, "from_no": the(n, matter).no, "from_title": "3幢1单元加装电梯",
    }


def test_endorsers_are_not_moved_along(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter, older = two(n)
    suggest(n, matter, older)
    n.do("he", matters.answer_join, matter_id=matter, agreed=True)
    assert n.see(queries.households_behind, older) == 0


def test_a_matter_joins_neither_itself_nor_one_that_has_ended_nor_one_next_door(
    neighbourhood: Neighbourhood,
) -> None:
    n = neighbourhood
    matter, older = two(n)
    with pytest.raises(RuleBroken) as refused:
        suggest(n, matter, matter)
    assert refused.value.code == "joins_itself"
    n.do("gu", matters.withdraw, matter_id=older)
    with pytest.raises(RuleBroken) as refused:
        suggest(n, matter, older)
    assert refused.value.code == "joins_ended"
    for _ in range(3):
        n.a_matter(by="yu")
    with pytest.raises(NotFound):
        n.do("lin", matters.suggest_join, matter_id=matter, into_no="2026-003", reason=WHY)


def test_a_matter_that_ended_meanwhile_cannot_be_joined_any_more(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter, older = two(n)
    suggest(n, matter, older)
    n.do("gu", matters.withdraw, matter_id=older)
    with pytest.raises(RuleBroken) as refused:
        n.do("he", matters.answer_join, matter_id=matter, agreed=True)
    assert refused.value.code == "joins_ended"
    n.do("he", matters.answer_join, matter_id=matter, agreed=False)
    assert the(n, matter).state == "endorsed"


def test_two_matters_cannot_join_each_other(neighbourhood: Neighbourhood) -> None:
    """Both authors agree at once: one matter stays, or both would be gone."""
    n = neighbourhood
    one = n.a_matter(state="endorsed")
    other = n.a_matter(by="gu", state="proposed", title="3幢2单元加装电梯")
    for who in ("he", "ma", "xu"):
        n.do(who, matters.endorse, matter_id=other)
    suggest(n, one, other)
    suggest(n, other, one)
    answers = all_at_once([
        lambda: n.do("he", matters.answer_join, matter_id=one, agreed=True),
        lambda: n.do("gu", matters.answer_join, matter_id=other, agreed=True),
    ], threads=2)
    assert sorted(type(a).__name__ for a in answers) == ["RuleBroken", "dict"]
    assert sorted((the(n, one).state, the(n, other).state)) == ["join_suggested", "joined"]


def test_an_answer_to_a_question_nobody_asked_is_refused(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter, _ = two(n)
    for agreed in (True, False):
        with pytest.raises(RuleBroken) as refused:
            n.do("he", matters.answer_join, matter_id=matter, agreed=agreed)
        assert refused.value.code == "not_now"


def test_the_clock_decides_what_is_overdue(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    matter = n.a_matter(state="endorsed")
    assert n.see(queries.overdue, n.community, date(2026, 12, 3)) == []
    assert [m.id for m in n.see(queries.overdue, n.community, date(2026, 12, 4))] == [matter]
    assert [m.id for m in n.see(queries.open_matters, n.community)] == [matter]
