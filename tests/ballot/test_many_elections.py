"""Ten thousand random elections, counted twice: by the product, and by a second count that shares nothing with it."""
from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from consult.ballot.queries import rule_for
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.reading import read_pack
from consult.ballot.rules.vote_rule import VoteRule
from tests.ballot.test_swiss_votes import DATA

TODAY = date(2026, 11, 26)
CODES = (
    "assembly_all", "rep_meeting", "council_members_half", "council_present_two_thirds", "simple_majority_cast",
    "close_debate_23", "joint_meeting_consensus", "owners_ordinary", "owners_special", "owners_unanimous_interested",
    "topic_endorse", "assembly_requisition", "appraisal_member_4", "appraisal_member_half", "choose_one", "straw_poll",
)
RULES = [rule_for(code, TODAY) for code in CODES] + read_pack((DATA / "swiss.toml").read_text("utf-8"))[:1]
Voter = tuple[int, str, bool, str]
"""Area in cm², group, whether present, and the answer, "" where none was given."""


def recount(rule: dict[str, Any], options: list[str], voters: list[Voter], standing: bool) -> str:
    """The verdict from the frozen rule as it is stored, with sums over rows and Fractions, and nothing of ours."""
    answers = [answer for *_, answer in voters if answer]
    best: list[str] = []
    if options:
        votes = {o: sum(o in a.split(",") for a in answers) for o in options}
        most = max(votes.values(), default=0)
        best = [o for o in options if most and votes[o] == most]
    chosen = best[0] if len(best) == 1 else "none"

    def side(answer: str) -> str:
        if not options or answer in ("", "abstain"):
            return answer
        return "for" if chosen in answer.split(",") else "against"

    def sums(rows: list[Voter], weigh: Any) -> dict[str, Fraction]:
        def total(keep: Any) -> Fraction:
            return Fraction(sum(weigh(row) for row in rows if keep(row)))
        voting = total(lambda row: row[3])
        return {"eligible": total(lambda row: True), "participating": voting,
                "present": voting if standing else total(lambda row: row[2]), "for": total(lambda row: side(row[3]) == "for"),
                "cast": total(lambda row: side(row[3]) in ("for", "against")), "one": Fraction(1)}

    def clears(bar: dict[str, Any], amounts: dict[str, Fraction]) -> bool:
        gap = amounts[bar["measure"]] - amounts[bar["base"]] * Fraction(bar["num"], bar["den"])
        return amounts[bar["measure"]] > 0 and (gap > 0 or (gap == 0 and bar["op"] == ">="))

    amounts = {"heads": sums(voters, lambda row: 1), "area": sums(voters, lambda row: row[0])}
    for table in rule["groups"]:
        whole = {"eligible": Fraction(0), "present": Fraction(0), "participating": Fraction(0), "cast": Fraction(0),
                 "for": Fraction(0), "one": Fraction(table["per"])}
        for name in {row[1] for row in voters}:
            inside = sums([row for row in voters if row[1] == name], lambda row: 1)
            weight = table["weights"].get(name, table["otherwise"])
            whole["eligible"] += weight
            if inside["participating"]:
                for key in ("present", "participating", "cast"):
                    whole[key] += weight
                whole["for"] += weight if clears(table["won_by"], inside) else 0
        amounts[table["metric"]] = whole

    def all_clear(bars: list[dict[str, Any]]) -> bool:
        return all(clears(bar, amounts[metric]) for bar in bars for metric in bar["metrics"])

    if not all_clear(rule["quorum"]):
        return "no_quorum"
    ayes, noes = amounts["heads"]["for"], amounts["heads"]["cast"] - amounts["heads"]["for"]
    if rule["method"] == "opinion":
        return "recorded"
    if rule["method"] == "no_objection":
        return "passed" if ayes and not noes else "failed"
    if rule["method"] == "more_for_than_against":
        return "passed" if ayes > noes else "tied" if ayes == noes else "failed"
    if options and len(best) > 1:
        return "tied"
    if options and not best:
        return "failed"
    if rule["method"] == "modal_grade":
        codes = {f"o{n}": grade["code"] for n, grade in enumerate(rule["grades"], start=1)}
        bar = rule["grade_bars"].get(codes[chosen])
        return "failed" if bar and not clears(bar, amounts["heads"]) else "graded"
    return "passed" if all_clear(rule["threshold"]) else "failed"


def an_election(chance: random.Random) -> tuple[VoteRule, Question, list[Voter], bool]:
    """Small ones mostly, so that every edge is met often."""
    rule = chance.choice(RULES)
    question = put_question(rule, options=["修步道", "添路灯", "建车棚"])
    answers = [*question.answers(), *[""] * chance.randrange(4)]
    lean = chance.choice(answers)
    area = chance.choice((lambda: 900_000, lambda: chance.randrange(300_000, 2_000_000)))
    voters: list[Voter] = []
    for _ in range(chance.choice((0, 1, 2, 3, 4, 6, 9, 12, 30))):
        present = chance.random() < 0.8
        answer = lean if chance.random() < 0.5 else chance.choice(answers)
        voters.append((area(), chance.choice(("zh", "ow", "nw", "be")), present, answer if present else ""))
    return rule, question, voters, chance.random() < 0.3


@pytest.mark.parametrize("seed", range(10))
def test_two_counts_agree_on_a_thousand_elections(seed: int) -> None:
    chance = random.Random(seed)
    verdicts = set()
    for _ in range(1000):
        rule, question, voters, standing = an_election(chance)
        shares = [Share(area, group, present) for area, group, present, _ in voters]
        said = [Said(share, voter[3]) for share, voter in zip(shares, voters, strict=True) if voter[3]]
        ours = count(rule, question, shares, said, standing=standing)
        options = [o.key for o in question.options]
        assert ours.tally.verdict == recount(rule.plain(), options, voters, standing), (rule.code, voters, standing)
        verdicts.add(str(ours.tally.verdict))
    assert verdicts == {"passed", "failed", "tied", "no_quorum", "graded", "recorded"}
