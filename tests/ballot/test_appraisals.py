"""Appraisals: who may be asked, who is silent because it is about them, and which grade is given by how many."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.queries import rule_for, rules_at_hand
from consult.community.rules.kinds import PostKind
from consult.core.errors import NotFound, RuleBroken
from tests.builders import COUNCIL, Neighbourhood
from tests.builders_ballots import announced, give_post, representatives, standing

DAY = date(2026, 11, 26)


def appraised(n: Neighbourhood, rule: str, grades: dict[str, str], **about: Any) -> dict[str, Any]:
    """The result of a named appraisal by the residents' representatives."""
    ballot = standing(n, rule, scope="body", scope_id=representatives(n), secrecy_chosen="named", **about)
    for who, grade in grades.items():
        n.do(who, ballots.cast, ballot_id=ballot, choice=grade)
    n.clock.forward(days=8)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    result: dict[str, Any] = n.see(queries.ballot, ballot, n.community).result
    return result


def test_a_grade_that_needs_half_is_not_given_by_one_among_the_silent(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    result = appraised(n, "appraisal_member_half", {"chen": "o4"} | dict.fromkeys(("wang", "li", "zhao", "sun"), "abstain"),
                       about_id=n.people["lin"])
    assert (result["verdict"], result["winner"]) == ("failed", "")
    assert "没有评出等次" in result["said"]["zh"]


def test_a_grade_that_needs_half_is_given_from_half_on(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    grades = {"chen": "o4", "wang": "o4", "li": "o1", "zhao": "abstain"}
    result = appraised(n, "appraisal_member_half", grades, about_id=n.people["lin"])
    assert (result["verdict"], result["winner"]) == ("graded", "o4")


def test_by_most_votes_the_sentence_names_the_grade_and_how_few_gave_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    result = appraised(n, "appraisal_member_4", {"chen": "o4"} | dict.fromkeys(("wang", "li", "zhao", "sun"), "abstain"),
                       about_id=n.people["lin"])
    assert (result["verdict"], result["winner"]) == ("graded", "o4")
    assert "不称职" in result["said"]["zh"] and "1" in result["said"]["zh"] and "评议完成" not in result["said"]["zh"]


def test_who_is_appraised_stays_in_the_base_and_gives_no_voice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "appraisal_member_4", scope="body", scope_id=representatives(n), secrecy_chosen="named",
                      about_id=n.people["chen"])
    with pytest.raises(RuleBroken) as refusal:
        n.do("chen", ballots.cast, ballot_id=ballot, choice="o1")
    assert refusal.value.code == "appraised"
    held = n.see(queries.ballot, ballot, n.community)
    assert (held.eligible, held.base["missing"]) == (6, {"appraised": 1})


def test_an_appraised_body_is_not_asked_about_itself(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    body = representatives(n)
    with pytest.raises(RuleBroken) as refusal:
        announced(n, "appraisal_body_3", scope="body", scope_id=body, about_body_id=body)
    assert refusal.value.code == "body_appraises_itself"
    with pytest.raises(NotFound):
        announced(n, "appraisal_body_3", scope="body", scope_id=body, about_body_id=n.bodies["next_door_council"])


def test_members_of_an_appraised_body_are_silent_on_another_roll(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    body = representatives(n, (*COUNCIL, "he", "gu", "ma", "xu"))
    told = announced(n, "appraisal_body_3", scope="body", scope_id=body, about_body_id=n.bodies["council"],
                     secrecy_chosen="named")
    silent = {v.person_id for v in n.see(queries.announced_roll, told) if v.silent_because == "appraised"}
    assert silent == {n.people[who] for who in COUNCIL}


def test_where_no_body_is_named_the_committees_officers_are_silent(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    give_post(n, "chen", PostKind.COMMITTEE_MEMBER)
    told = announced(n, "appraisal_body_3", scope="body", scope_id=representatives(n))
    assert [v.person_id for v in n.see(queries.announced_roll, told) if v.silent_because] == [n.people["chen"]]


def test_appraisals_are_secret_unless_the_desk_says_otherwise() -> None:
    found = [rule for rule in rules_at_hand() if rule.method == "modal_grade"]
    assert len(found) == 7 and {rule.secrecy for rule in found} == {"secret"}


@pytest.mark.parametrize(("code", "bar"), [
    ("appraisal_body_3", (">=", 2, 3)), ("appraisal_body_3_assembly", (">", 1, 2)), ("appraisal_body_3_household", (">", 1, 2)),
    ("appraisal_member_4", (">=", 2, 3)), ("appraisal_member_4_assembly", (">", 1, 2)),
])
def test_an_appraisal_asks_who_must_be_there_of_those_who_appraise(code: str, bar: tuple[str, int, int]) -> None:
    quorum = rule_for(code, DAY).quorum
    assert quorum is not None and (quorum.op, quorum.num, quorum.den) == bar


@pytest.mark.parametrize(("rule", "figures", "meets"), [
    ("committee_election", {"eligible": 100, "participating": 51, "votes_for": 26}, True),
    ("committee_election", {"eligible": 100, "participating": 50, "votes_for": 40}, False),
    ("committee_election_representative", {"eligible": 30, "participating": 20, "votes_for": 20}, False),
    ("committee_runoff", {"eligible": 100, "participating": 60, "votes_for": 20, "votes_next": 19}, True),
    ("committee_runoff", {"eligible": 100, "participating": 60, "votes_for": 19, "votes_next": 2}, False),
    ("committee_runoff", {"eligible": 100, "participating": 60, "votes_for": 25, "votes_next": 30}, False),
    ("committee_recall_household", {"eligible": 40, "participating": 21, "votes_for": 11}, True),
    ("party_branch_election", {"eligible": 50, "participating": 40, "votes_for": 26}, True),
    ("committee_election", {}, None),
])
def test_a_recorded_result_is_told_whether_its_figures_meet_the_rule(
    neighbourhood: Neighbourhood, rule: str, figures: dict[str, int], meets: bool | None
) -> None:
    n = neighbourhood
    told = n.do("lin", ballots.record_official_result, community_id=n.community, title="换届结果", rule=rule, held_on=DAY,
                held_by="选举委员会", says="当选", document="公告一号", document_on=DAY, **figures)
    assert told["meets_rule"] is meets
