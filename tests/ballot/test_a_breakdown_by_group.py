"""A result by groups: what may be told is told, and nobody can work out what may not."""
from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.ballot.queries import rule_for
from consult.ballot.rules.breakdown import LEAST_CAST, Part, breakdown, has_groups, parts, told
from consult.ballot.rules.counting import Said, Share
from consult.ballot.rules.question import Question, put_question

TODAY = date(2026, 11, 26)
OWNERS = rule_for("owners_ordinary", TODAY)
Figures = tuple[int, int, int]


def group(name: str, *figures: int, entitled: int = 20) -> Part:
    return Part((name,), entitled, (figures[0], figures[1], figures[2]))


def shown(*groups: Part) -> dict[str, Figures]:
    return {"、".join(part.names): part.given for part in told(groups)}


def test_groups_of_five_and_more_are_told_as_they_are() -> None:
    assert shown(group("1幢", 4, 1, 0), group("2幢", 3, 2, 4)) == {"1幢": (4, 1, 0), "2幢": (3, 2, 4)}


@pytest.mark.parametrize("hidden", [(3, 1, 0), (9, 0, 0), (0, 6, 0), (0, 0, 5), (0, 0, 0)])
def test_a_group_that_would_tell_is_merged_with_two_others(hidden: Figures) -> None:
    """Two, so that nobody knows which of them was the cause."""
    small, middle, large = group("2幢", 3, 2, 1, entitled=9), group("3幢", 3, 3, 0, entitled=10), group("4幢", 9, 9, 0)
    merged = tuple(map(sum, zip(hidden, small.given, middle.given, strict=True)))
    assert shown(group("1幢", *hidden), small, middle, large) == {"4幢": (9, 9, 0), "1幢、2幢、3幢": merged}


def test_several_that_would_tell_are_one_row() -> None:
    told_alone = [group(f"{n}幢", 9, 9, 0, entitled=20 + n) for n in (3, 4, 5)]
    assert shown(group("1幢", 3, 1, 0), group("2幢", 0, 2, 0), *told_alone) == {
        "5幢": (9, 9, 0), "1幢、2幢、3幢、4幢": (21, 21, 0)}


def test_where_too_few_could_be_told_nothing_is() -> None:
    assert shown(group("1幢", 3, 1, 0), group("2幢", 9, 9, 0)) == {}


def test_where_all_are_of_one_mind_nothing_is_told() -> None:
    assert shown(group("1幢", 9, 0, 0), group("2幢", 3, 0, 0)) == {}


def test_who_belongs_to_no_group_is_never_a_group() -> None:
    others = [group(f"{n}幢", 6, 5, 0) for n in (1, 2, 3)]
    assert shown(group("", 5, 5, 0), *others) == {"3幢": (6, 5, 0), "1幢、2幢": (17, 15, 0)}


def test_the_groups_come_from_roll_and_ballots() -> None:
    roll = [Share(group=name) for name in ["1幢"] * 8 + ["2幢"] * 7]
    said = [Said(share, "for" if n % 2 else "against") for n, share in enumerate(roll) if n < 14]
    assert breakdown(OWNERS, Question(), roll, said) == [
        {"group": "1幢", "entitled": 8, "participating": 8, "for": 4, "against": 4, "abstain": 0},
        {"group": "2幢", "entitled": 7, "participating": 6, "for": 3, "against": 3, "abstain": 0}]
    assert [part.entitled for part in parts(roll, said)] == [8, 7]


def test_one_row_alone_would_only_say_the_whole_again() -> None:
    roll = [Share(group="1幢")] * 9
    assert breakdown(OWNERS, Question(), roll, [Said(share, "for" if n % 2 else "against") for n, share in enumerate(roll)]) == []


@pytest.mark.parametrize(("code", "has"), [
    ("owners_ordinary", True), ("elevator_building", True), ("owners_unanimous_interested", True), ("assembly_all", False),
    ("council_present_half", False), ("council_present_two_thirds", False),
])
def test_only_where_law_or_rule_has_groups(code: str, has: bool) -> None:
    assert has_groups(rule_for(code, TODAY), Question()) is has


def test_plans_are_not_broken_down_as_if_they_were_for_and_against() -> None:
    rule = rule_for("choose_one", TODAY)
    assert not has_groups(rule, put_question(rule, options=("甲", "乙")))


def test_a_rule_without_groups_has_no_breakdown() -> None:
    roll = [Share(group=name) for name in ["1幢"] * 8 + ["2幢"] * 7]
    said = [Said(share, "for" if n % 2 else "against") for n, share in enumerate(roll)]
    assert breakdown(rule_for("assembly_all", TODAY), Question(), roll, said) == []


SOME_GROUPS = some.lists(
    some.tuples(some.integers(0, 12), some.integers(0, 12), some.integers(0, 12), some.integers(0, 9)), min_size=1, max_size=7)


@given(SOME_GROUPS)
def test_taking_what_is_shown_from_the_whole_leaves_nothing_that_may_not_be_told(figures: list[tuple[int, int, int, int]]) -> None:
    groups = [group(f"{n}幢", f, a, o, entitled=f + a + o + silent) for n, (f, a, o, silent) in enumerate(figures)]
    rows = told(groups)
    assert all(part.participating >= LEAST_CAST and max(part.given) < part.participating for part in rows)
    if rows:
        for n in range(3):
            assert sum(part.given[n] for part in rows) == sum(part.given[n] for part in groups)
        assert sorted(name for part in rows for name in part.names) == sorted(name for part in groups for name in part.names)


def every_split(size: int) -> list[Figures]:
    return [(f, a, o) for f, a, o in product(range(size + 1), repeat=3) if f + a + o <= size]


@pytest.mark.parametrize("sizes", [(3, 3, 2, 1), (3, 3, 3, 1), (4, 3, 2)])
def test_no_group_that_is_not_shown_can_be_worked_out(sizes: tuple[int, ...]) -> None:
    """Every way in which these groups could have voted, told from two cast on: whoever sees the rows, and knows the rule by
    which they were made, is left with several ways for each group that may not be told and that voted at all."""
    behind: dict[object, list[set[Figures]]] = defaultdict(lambda: [set() for _ in sizes])
    for voted in product(*(every_split(size) for size in sizes)):
        groups = [group(str(n), *given, entitled=size) for n, (given, size) in enumerate(zip(voted, sizes, strict=True))]
        if len(rows := told(groups, least=2)) > 1:
            for n, given in enumerate(voted):
                behind[tuple((part.names, part.given) for part in rows)][n].add(given)
    worked_out = [ways for left in behind.values() for ways in left if len(ways) == 1]
    assert behind
    assert all(not sum(given) or group("", *given).may_be_told(2) for (given,) in worked_out)
