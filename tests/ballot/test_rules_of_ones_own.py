"""A community's own vote rules, in versions, and results that others' documents state."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.models import CommunityRule, OfficialResult
from consult.core.arguments import bind
from consult.core.errors import BadShape, Forbidden, RuleBroken
from consult.core.events import plain
from tests.ballot.test_vote_rules import RULE
from tests.builders import Neighbourhood

TODAY = date(2026, 11, 26)


def adopt(n: Neighbourhood, pack: str, who: str = "wu") -> list[dict[str, Any]]:
    adopted: list[dict[str, Any]] = n.do(who, ballots.adopt_rules, community_id=n.community, pack=pack)["adopted"]
    return adopted


def test_a_rule_adopted_again_is_a_new_version_and_the_old_one_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    two = RULE + RULE.replace('"a"', '"b"')
    assert adopt(n, two) == [{"code": "a", "version": 1}, {"code": "b", "version": 1}]
    assert adopt(n, RULE.replace("num = 2", "num = 1")) == [{"code": "a", "version": 2}]
    kept = n.look(lambda db: [(row.code, row.version) for row in db.query(CommunityRule).order_by(CommunityRule.id)])
    assert kept == [("a", 1), ("b", 1), ("a", 2)]
    chosen = n.see(queries_rule_for, "a", n.community)
    assert chosen.quorum.num == 1


def queries_rule_for(db: Any, code: str, community_id: int) -> Any:
    return queries.rule_for(code, TODAY, db=db, community_id=community_id)


def test_a_pack_with_a_fault_is_refused_whole_with_its_line(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(RuleBroken) as refused:
        adopt(n, RULE.lstrip() + RULE.replace('"a"', '"b"').replace('unit = ["person"]', 'unit = ["cat"]'))
    assert refused.value.code == "rule_unreadable"
    assert (refused.value.facts["rule"], refused.value.facts["field"], refused.value.facts["line"]) == ("b", "unit", 18)
    assert n.look(lambda db: db.query(CommunityRule).count()) == 0
    with pytest.raises(Forbidden):
        adopt(n, RULE, "chen")


def official(n: Neighbourhood, **changed: Any) -> int:
    told: dict[str, Any] = {
        "community_id": n.community, "title": "换届选举结果", "rule": "committee_election", "says": "选出五人。",
        "held_on": date(2026, 11, 20), "held_by": "选举委员会", "document": "公告2026第3号", "document_on": date(2026, 11, 21)}
    file = changed.pop("file", b"")
    args = bind(ballots.record_official_result, plain(told | changed)) | {"file": file}
    made: int = n.run("lin", lambda work: ballots.record_official_result(work, **args))["result_id"]
    return made


def test_an_official_result_is_what_its_document_says(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    kept = official(n, eligible=400, participating=300, votes_for=210)
    row = n.look(lambda db: db.get_one(OfficialResult, kept))
    assert row.figures | {"said": {}} == {"eligible": 400, "participating": 300, "for": 210, "next": 0, "meets_rule": True, "said": {}}
    assert (row.held_by, row.document, row.file, row.file_kind) == ("选举委员会", "公告2026第3号", None, None)
    assert official(n, held_on=TODAY)


@pytest.mark.parametrize(("changed", "fields"), [
    ({"held_on": date(2026, 11, 27)}, {"held_on": "not_yet"}), ({"document": ""}, {"document": "missing"}),
    ({"file": b"MZ a program"}, {"file": "not_a_document"}), ({"file": b"%PDF-" + b"x" * 2_000_000}, {"file": "too_large"}),
])
def test_an_official_result_without_its_document_or_before_its_day_is_refused(
    neighbourhood: Neighbourhood, changed: dict[str, Any], fields: dict[str, str]
) -> None:
    with pytest.raises(BadShape) as wrong:
        official(neighbourhood, **changed)
    assert wrong.value.fields == fields


def test_a_document_may_be_a_file(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    kept = official(n, document="", file=b"%PDF-1.7 the result")
    assert n.look(lambda db: db.get_one(OfficialResult, kept).file_kind) == "application/pdf"


def test_what_can_be_voted_on_here_is_no_official_result(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(RuleBroken) as refused:
        official(neighbourhood, rule="council_present_half")
    assert refused.value.code == "held_here"
