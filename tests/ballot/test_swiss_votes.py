"""Twenty popular votes of a federation, counted by the same engine from a rule that is only data."""
from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from consult.ballot.rules.plain_words import say
from consult.ballot.rules.reading import read_pack, read_rule
from consult.ballot.rules.tally import Figures, Tally, figures_by_group, tally
from consult.ballot.rules.vote_rule import VoteRule

DATA = Path(__file__).parents[1] / "data"
RULES = {rule.code: rule for rule in read_pack((DATA / "swiss.toml").read_text("utf-8"))}
BOTH, PEOPLE = RULES["swiss_people_and_cantons"], RULES["swiss_people"]
UNKNOWN = ("", ".")

with (DATA / "swissvotes-20.csv").open(encoding="utf-8", newline="") as file:
    VOTES = list(csv.DictReader(file))


def number(vote: dict[str, str], column: str) -> int | None:
    """A count of the source; None where it is not known."""
    said = vote.get(column, "")
    return None if said in UNKNOWN else int(said)


def of_place(ayes: int, noes: int) -> Figures:
    return Figures(eligible=ayes + noes, present=ayes + noes, votes_for=ayes, votes_against=noes, abstain=0)


def cantons_of(vote: dict[str, str]) -> dict[str, Figures]:
    """Every canton whose count is known: one that did not exist yet is no part of the federation's."""
    names = [column.removesuffix("-nein") for column in vote if column.endswith("-nein") and column != "kt-nein"]
    counts = {name: (number(vote, f"{name}-ja"), number(vote, f"{name}-nein")) for name in names}
    return {name: of_place(ayes, noes) for name, (ayes, noes) in counts.items() if ayes is not None and noes is not None}


def counted(vote: dict[str, str], rule: VoteRule = BOTH) -> Tally:
    """A vote of the source under a rule; blank papers are valid ballots for neither side where they are told."""
    ayes, noes = int(vote["volkja"]), int(vote["volknein"])
    eligible, came = number(vote, "berecht") or ayes + noes, number(vote, "stimmen") or ayes + noes
    figures = {"heads": Figures(eligible, came, ayes, noes, number(vote, "leer") or 0)}
    return tally(rule, figures | {g.metric: figures_by_group(g, cantons_of(vote)) for g in rule.groups})


@pytest.mark.parametrize("vote", VOTES, ids=lambda vote: vote["anr"])
def test_people_cantons_and_outcome_are_as_in_the_source(vote: dict[str, str]) -> None:
    result = counted(vote)
    people, cantons = result.threshold
    assert people.met == (vote["volk"] == "1")
    assert cantons.met == (vote["stand"] == "1")
    assert (result.verdict == "passed") == (vote["annahme"] == "1")


@pytest.mark.parametrize("vote", VOTES, ids=lambda vote: vote["anr"])
def test_every_canton_is_won_or_lost_as_in_the_source(vote: dict[str, str]) -> None:
    for name, figures in cantons_of(vote).items():
        assert (figures.votes_for > figures.votes_against) == (vote[f"{name}-annahme"] == "1"), name
    halves = result_of_cantons(vote)
    assert halves.per == 2 and halves.eligible == 46


def result_of_cantons(vote: dict[str, str]) -> Figures:
    return counted(vote).figures["cantons"]


def test_where_the_people_decide_alone_the_cantons_are_not_asked() -> None:
    vote = next(v for v in VOTES if v["volk"] == "1" and v["stand"] == "0") if any(
        v["volk"] == "1" and v["stand"] == "0" for v in VOTES) else {**VOTES[0]}
    assert counted(vote, PEOPLE).verdict == ("passed" if vote["volk"] == "1" else "failed")
    assert "cantons" not in counted(vote, PEOPLE).figures


def test_a_canton_without_a_count_is_not_in_the_base() -> None:
    """Before 1979 there was no Jura: twenty-two cantons, forty-four halves."""
    vote = {**VOTES[0], "ju-ja": ".", "ju-nein": ""}
    assert result_of_cantons(vote).eligible == 44


def test_as_many_cantons_for_as_against_is_no_majority() -> None:
    names = list(cantons_of(VOTES[0]))
    halves = {name: BOTH.groups[0].weight(name) for name in names}
    won, total = set(), 0
    for name in sorted(names, key=lambda name: -halves[name]):
        if total + halves[name] <= 23:
            won.add(name)
            total += halves[name]
    cantons = {name: of_place(2, 1) if name in won else of_place(1, 2) for name in names}
    figures = figures_by_group(BOTH.groups[0], cantons)
    assert total == figures.votes_for == figures.votes_against == 23
    assert tally(BOTH, {"heads": of_place(9, 1), "cantons": figures}).verdict == "failed"


def test_an_even_canton_is_lost_and_a_silent_one_says_nothing() -> None:
    figures = figures_by_group(BOTH.groups[0], {"zh": of_place(5, 5), "ow": of_place(3, 0), "be": of_place(0, 0)})
    assert (figures.votes_for, figures.votes_against, figures.present, figures.eligible) == (1, 2, 3, 5)


def test_half_cantons_are_said_in_halves() -> None:
    rule = read_rule(BOTH.plain())
    lost: dict[str, Any] = counted(next(v for v in VOTES if v["annahme"] == "0")).plain()
    words = say(rule, lost)
    assert rule == BOTH and "应到23个州的一半，即11.5" in words and words.endswith("不通过。")
