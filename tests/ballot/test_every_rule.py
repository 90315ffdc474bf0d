"""Every shipped rule and any figures: silence never carries a question, and nothing passes on nobody's voice.

Civil Code art. 278 and the committees' law arts. 27 and 29 count over all who are entitled: who stays away can only make
it harder. Somebody who comes and keeps silent may bring a quorum about, and never a majority.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.ballot.queries import rules_at_hand
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.question import Form, Question, put_question
from consult.ballot.rules.tally import Figures, tally
from consult.ballot.rules.vote_rule import VoteRule

RULES = rules_at_hand()
CARRIED = ("passed", "graded")
AREAS = (1_000_000, 333_333, 10, 12_345_678)
"""In cm², so that heads and areas do not say the same."""
SMALLEST_SHARE = 10
"""The smallest share of the entitled that a shipped rule asks is a tenth (居委会组织法 art. 26)."""
AWAY, SILENT = "away", ""
"""Who is not there, and who is there and gives no ballot."""


@dataclass(frozen=True)
class Vote:
    """A question under a rule: of each voice its area and what it says, in a meeting or between meetings."""

    rule: VoteRule
    voices: tuple[tuple[int, str], ...]
    standing: bool
    unnamed: int = 0
    """How many are entitled whom the register does not know by name."""

    def verdict(self) -> str:
        """What the count comes to."""
        roll = [Share(area, present=says != AWAY) for area, says in self.voices]
        said = [Said(share, says) for share, (_area, says) in zip(roll, self.voices, strict=True) if says not in (AWAY, SILENT)]
        counted = count(self.rule, question_of(self.rule), roll, said, standing=self.standing,
                        entitled=len(roll) + self.unnamed)
        return counted.tally.verdict

    def joined_by(self, area: int, says: str) -> Vote:
        """The same with one voice more."""
        return replace(self, voices=(*self.voices, (area, says)))


def question_of(rule: VoteRule) -> Question:
    """A question as the rule lets it be put, with three plans where it chooses among plans."""
    return put_question(rule, options=("甲", "乙", "丙"))


def answers_of(rule: VoteRule) -> tuple[str, ...]:
    """Whatever one voice may say or leave."""
    return (*question_of(rule).answers(), SILENT, AWAY)


@dataclass(frozen=True)
class Drawn:
    """A vote without its rule: what each voice says is a place among the answers that a rule allows."""

    voices: tuple[tuple[int, int], ...]
    standing: bool
    unnamed: int

    def under(self, rule: VoteRule, *, in_favour: bool = True) -> Vote:
        """The vote under a rule; without `in_favour` nobody says yes to anything."""
        no = "against" if question_of(rule).form == Form.FOR_AGAINST else "abstain"
        says = answers_of(rule) if in_favour else (no, "abstain", SILENT, AWAY)
        return Vote(rule, tuple((area, says[place % len(says)]) for area, place in self.voices), self.standing, self.unnamed)


@some.composite
def votes(draw: some.DrawFn) -> Drawn:
    """Any vote; often one in which only two or three things are said, for those are at the edges."""
    places = draw(some.sets(some.integers(0, 11), min_size=1, max_size=3) | some.just(set(range(12))))
    voice = some.tuples(some.sampled_from(AREAS) | some.integers(0, 10**8), some.sampled_from(sorted(places)))
    return Drawn(tuple(draw(some.lists(voice, max_size=30))), draw(some.booleans()), draw(some.integers(0, 3)))


@some.composite
def figures(draw: some.DrawFn) -> Figures:
    """Figures of one metric that can be, however large."""
    ayes, noes, abstaining, silent, away = (draw(some.just(0) | some.integers(0, 5) | some.integers(0, 10**12)) for _ in range(5))
    present = ayes + noes + abstaining + silent
    return Figures(present + away, present, ayes, noes, abstaining)


@given(votes(), some.integers(0, 10**8))
def test_who_stays_away_never_carries_a_question(drawn: Drawn, area: int) -> None:
    for vote in map(drawn.under, RULES):
        if vote.verdict() not in CARRIED:
            assert vote.joined_by(area, AWAY).verdict() not in CARRIED, vote
            assert replace(vote, unnamed=vote.unnamed + 1).verdict() not in CARRIED, vote


@given(votes(), some.integers(0, 10**8))
def test_who_comes_and_is_silent_makes_no_majority(drawn: Drawn, area: int) -> None:
    for vote in map(drawn.under, RULES):
        if vote.verdict() in ("failed", "tied"):
            assert vote.joined_by(area, SILENT).verdict() not in CARRIED, vote


@given(votes())
def test_where_a_rule_counts_over_the_entitled_enough_who_stay_away_stop_it(drawn: Drawn) -> None:
    over_all = [r for r in RULES if any(bar.base == "eligible" for bar in (*r.quorums, *r.thresholds))]
    assert len(over_all) > 40
    for vote in map(drawn.under, over_all):
        assert replace(vote, unnamed=SMALLEST_SHARE * len(vote.voices) + 1).verdict() not in CARRIED, vote


@given(votes(), some.integers(0, 10**8))
def test_between_meetings_silence_is_as_good_as_staying_away(drawn: Drawn, area: int) -> None:
    for vote in map(replace(drawn, standing=True).under, RULES):
        assert vote.joined_by(area, SILENT).verdict() == vote.joined_by(area, AWAY).verdict(), vote


@given(votes())
def test_where_nobody_is_in_favour_nothing_is_carried(drawn: Drawn) -> None:
    for rule in RULES:
        vote = drawn.under(rule, in_favour=False)
        assert vote.verdict() not in CARRIED, vote


@given(figures(), figures(), some.integers(1, 10**9))
def test_more_entitled_who_do_not_vote_never_turn_any_figures_into_a_majority(heads: Figures, area: Figures, more: int) -> None:
    for rule in RULES:
        before = tally(rule, {"heads": heads, "area": area}).verdict
        for now in ((wider(heads, more), area), (heads, wider(area, more)), (wider(heads, 1), wider(area, more))):
            after = tally(rule, dict(zip(("heads", "area"), now, strict=True))).verdict
            assert after != "passed" or before == "passed", rule.code
            assert after == "no_quorum" or before != "no_quorum", rule.code


@given(figures(), figures())
def test_no_figures_pass_without_a_voice_in_favour(heads: Figures, area: Figures) -> None:
    for rule in RULES:
        assert tally(rule, {"heads": replace(heads, votes_for=0), "area": area}).verdict != "passed", rule.code
        if "area" in rule.metrics:
            assert tally(rule, {"heads": heads, "area": replace(area, votes_for=0)}).verdict != "passed", rule.code


@given(figures(), figures(), some.integers(1, 9))
def test_homes_of_unknown_area_never_help(heads: Figures, area: Figures, unknown: int) -> None:
    for rule in RULES:
        before = tally(rule, {"heads": heads, "area": area}).verdict
        after = tally(rule, {"heads": heads, "area": replace(area, unknown=unknown)}).verdict
        assert after != "passed" or before == "passed", rule.code


def wider(of: Figures, more: int) -> Figures:
    """The same figures with more entitled who are not there."""
    return replace(of, eligible=of.eligible + more)


def every_vote(rule: VoteRule, most: int) -> Iterator[Vote]:
    """Every vote of up to so many voices: who says what matters no more than how many say it."""
    for size in range(most + 1):
        for says in combinations_with_replacement(answers_of(rule), size):
            voices = tuple((AREAS[nth % len(AREAS)], answer) for nth, answer in enumerate(says))
            yield from (Vote(rule, voices, standing) for standing in (False, True))


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.effective_from}")
def test_of_all_small_votes_none_is_carried_by_silence_or_by_nobody(rule: VoteRule) -> None:
    yes = set(question_of(rule).answers()) - {"against", "abstain"}
    for vote in every_vote(rule, 7 if len(answers_of(rule)) <= 5 else 5):
        verdict = vote.verdict()
        assert verdict not in CARRIED or yes & {says for _area, says in vote.voices}, vote
        for area in (0, 12_345_678):
            if verdict not in CARRIED:
                assert vote.joined_by(area, AWAY).verdict() not in CARRIED, vote
            if verdict in ("failed", "tied"):
                assert vote.joined_by(area, SILENT).verdict() not in CARRIED, vote
