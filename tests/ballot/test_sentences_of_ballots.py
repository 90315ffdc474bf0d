"""The sentence of a ballot that was announced, opened, cast and closed between meetings (cases of counting with their answer)."""
from __future__ import annotations

from typing import Any

from consult.ballot import actions as ballots
from tests.ballot.test_standing import TEN, closed
from tests.builders import Neighbourhood
from tests.builders_ballots import own, standing


def cast(n: Neighbourhood, ballot: int, **choices: str) -> None:
    for who, choice in choices.items():
        n.do(who, ballots.cast, ballot_id=ballot, choice=choice)


def said(result: dict[str, Any]) -> str:
    words: str = result["said"]["zh"]
    return words


def test_between_meetings_people_take_part_and_nobody_is_present(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n)
    cast(n, ballot, gu="for", he="for", ma="against")
    result = closed(n, ballot)
    assert said(result).startswith("应投10户，参加3户") and "到" not in said(result).replace("达到", "").replace("得到", "")
    assert result["said"]["en"].startswith("10 households entitled, 3 taking part")


def test_the_plan_that_won_is_named_with_the_next(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "choose_one", options="修步道\n添路灯")
    cast(n, ballot, gu="o1", he="o1", ma="o2")
    assert said(closed(n, ballot)).endswith("；“修步道”2票，“添路灯”1票，弃权0票；“修步道”入选，2票，其次“添路灯”1票。")


def test_a_tie_names_both(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "choose_one", options="修步道\n添路灯")
    cast(n, ballot, gu="o1", ma="o2")
    assert said(closed(n, ballot)).endswith("；“修步道”、“添路灯”并列，各1票，没有选出。")


def test_a_hundredth_of_a_square_metre_short_is_void_and_seen(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    voted, silent = TEN[:7], TEN[7:]
    own(n, dict.fromkeys(voted, 285_700) | dict(zip(silent, (333_366, 333_367, 333_367), strict=True)))
    ballot = standing(n, "owners_ordinary")
    cast(n, ballot, **dict.fromkeys(voted, "for"))
    result = closed(n, ballot)
    assert result["verdict"] == "no_quorum" and result["by_group"] == []
    assert said(result) == (
        "应投10名业主，参加7名业主，达到法定人数7，参加199.99平方米＜应投300平方米的三分之二，即200平方米，差0.01平方米不到三分之二；"
        "赞成7票，反对0票，弃权0票，面积没有达到法定比例，表决无效。")
