"""Vote rules as data: bars in integers, versions by date, packs checked field by field."""
from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.ballot.queries import rule_for, rules_at_hand
from consult.ballot.rules.reading import read_pack, read_rule
from consult.ballot.rules.vote_rule import Bar, VoteRule, rule_in_force
from consult.core.errors import RuleBroken

HALF_OR_MORE, MORE_THAN_HALF = Bar("for", ">=", 1, 2, "present"), Bar("for", ">", 1, 2, "present")
TWO_THIRDS, MORE_THAN_TWO_THIRDS = Bar("for", ">=", 2, 3, "present"), Bar("for", ">", 2, 3, "present")


@pytest.mark.parametrize(("bar", "base", "exactly", "needed"), [
    # Exactly one half: 以上 includes it, 过半数 does not.
    (HALF_OR_MORE, 10, 5, 5), (MORE_THAN_HALF, 10, 5, 6),
    (HALF_OR_MORE, 33, 17, 17), (MORE_THAN_HALF, 33, 17, 17),
    (HALF_OR_MORE, 1, 1, 1), (MORE_THAN_HALF, 1, 1, 1), (MORE_THAN_HALF, 2, 1, 2),
    # Exactly two thirds.
    (TWO_THIRDS, 45, 30, 30), (MORE_THAN_TWO_THIRDS, 45, 30, 31),
    (TWO_THIRDS, 6, 4, 4), (MORE_THAN_TWO_THIRDS, 6, 4, 5),
    (TWO_THIRDS, 7, 5, 5), (TWO_THIRDS, 100, 67, 67), (MORE_THAN_TWO_THIRDS, 100, 67, 67),
    # The ends of the scale.
    (Bar("for", ">=", 0, 1, "present"), 9, 0, 1), (Bar("for", ">=", 1, 1, "present"), 9, 9, 9),
    (Bar("for", ">", 1, 1, "present"), 9, 9, 10),
    # Nothing of nothing is no majority, whatever it is a share of.
    (HALF_OR_MORE, 0, 0, 1), (MORE_THAN_HALF, 0, 0, 1), (TWO_THIRDS, 0, 0, 1),
])
def test_the_boundary(bar: Bar, base: int, exactly: int, needed: int) -> None:
    assert bar.needed(base) == needed
    assert bar.cleared(exactly, base) == (exactly >= needed)
    assert bar.cleared(needed, base)
    assert not bar.cleared(needed - 1, base)


fractions = some.integers(1, 1000).flatmap(lambda den: some.tuples(some.integers(0, den), some.just(den)))


@given(fractions, some.sampled_from([">=", ">"]), some.integers(0, 10**9), some.integers(0, 10**9))
def test_a_bar_is_exact_and_what_is_needed_is_the_least_that_clears_it(
    share: tuple[int, int], op: str, base: int, have: int
) -> None:
    bar = Bar("for", op, share[0], share[1], "present")
    exact = Fraction(share[0], share[1]) * base
    assert bar.cleared(have, base) == (have > 0 and (have >= exact if op == ">=" else have > exact))
    assert bar.cleared(bar.needed(base), base)
    assert not bar.cleared(bar.needed(base) - 1, base)


# --- versions by date -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "named"), [
    (date(2025, 12, 31), "旧法"), (date(2026, 1, 1), "2025年修订"), (date(2026, 11, 26), "2025年修订"),
    (date(1990, 1, 1), "旧法"),
])
def test_the_assembly_of_households_is_held_under_the_law_of_its_day(day: date, named: str) -> None:
    rule = rule_for("assembly_household", day)
    assert named in rule.name + rule.citation
    assert rule.in_force(day)


def test_before_the_law_there_was_none() -> None:
    with pytest.raises(RuleBroken) as refused:
        rule_for("assembly_household", date(1989, 12, 31))
    assert refused.value.code == "no_rule_in_force"
    with pytest.raises(RuleBroken):
        rule_for("by_acclamation", date(2026, 1, 1))


@pytest.mark.parametrize("rule", rules_at_hand(), ids=lambda r: f"{r.code} {r.effective_from}")
def test_every_rule_says_where_it_comes_from_and_survives_being_frozen(rule: VoteRule) -> None:
    assert rule.citation and rule.citation_en and rule.name and rule.name_en
    assert read_rule(json.loads(json.dumps(rule.plain()))) == rule
    assert rule_in_force(rules_at_hand(), rule.code, rule.effective_from) == rule


def test_the_rules_that_the_corridor_needs_are_there() -> None:
    codes = {rule.code for rule in rules_at_hand()}
    assert codes >= {
        "council_members_half", "council_present_half", "rep_meeting", "assembly_household",
        "two_committees_half", "joint_meeting_consensus",
    }


# --- packs ----------------------------------------------------------------------------------------------

RULE = '''
[[rule]]
code = "a"
name = "甲"
name_en = "A"
unit = ["person"]
secrecy = "named"
binding = "advisory"
citation = "范本"
citation_en = "Model"
effective_from = 2020-01-01
quorum = { measure = "present", op = ">=", num = 2, den = 3, base = "eligible" }
threshold = { measure = "for", op = ">", num = 1, den = 2, base = "present" }
'''


def test_a_pack_is_read() -> None:
    rule = read_pack(RULE)[0]
    assert rule.quorum == Bar("present", ">=", 2, 3, "eligible")
    assert rule.effective_to is None


@pytest.mark.parametrize(("old", "new"), [
    ('code = "a"', 'code = ""'), ('name = "甲"', "name = 7"), ('unit = ["person"]', 'unit = ["cat"]'),
    ('secrecy = "named"', 'secrecy = "loud"'), ('binding = "advisory"', 'binding = "maybe"'),
    ('citation = "范本"\n', ""), ("num = 2", "num = 4"), ("num = 2", "num = 0.66"), ("den = 3", "den = 0"),
    ('op = ">="', 'op = "=="'), ('base = "eligible"', 'base = "everyone"'),
    ('measure = "present"', 'measure = "loudness"'), ("effective_from = 2020-01-01\n", ""), ("num = 2, ", ""),
])
def test_a_rule_that_is_wrong_is_refused_by_name(old: str, new: str) -> None:
    assert old in RULE
    with pytest.raises(ValueError, match=r"^(a|\?|): "):
        read_pack(RULE.replace(old, new))


def test_two_versions_of_one_rule_may_not_be_in_force_on_one_day() -> None:
    with pytest.raises(ValueError, match="two versions in force"):
        read_pack(RULE + RULE.replace("2020-01-01", "2024-01-01"))
    ended = RULE.replace("effective_from = 2020-01-01", "effective_from = 2020-01-01\neffective_to = 2023-12-31")
    assert len(read_pack(ended + RULE.replace("2020-01-01", "2024-01-01"))) == 2
