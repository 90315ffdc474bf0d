"""The rule that suggests: sensible pairs on top, each with its reasons; and what rules a pair out."""
from __future__ import annotations

from datetime import date

import pytest

from consult.cli.demo.stories.services_words import GIFTS, WISHES
from consult.project.rules.kinds import Times
from consult.project.rules.matching import Offered, Place, Wanted, fit_of, shared_words, suggestions

TODAY = date(2026, 11, 26)
NEEDS = [Wanted(n, w.title, w.what, w.category, people=w.people, times=w.times) for n, w in enumerate(WISHES)]
RESOURCES = [Offered(n, g.title, g.what, g.category, capacity=g.capacity, times=g.times) for n, g in enumerate(GIFTS)]


@pytest.mark.parametrize(("need", "resource"), [
    ("暑假孩子晚上没处去", "操场和放映机，一次能坐80人"), ("6幢屋面排水口堵了", "清屋面排水口的工人一组"),
    ("想有块地种花种菜", "花苗菜苗24份，派人教种"), ("中午吃不上热饭", "食堂中午配餐30份"), ("想定期测血压", "上门测血压，看用药"),
    ("想学手机挂号", "教手机的老师三位"), ("独居的人想有人常敲敲门", "夜里巡一圈，看看独居的邻居"),
    ("楼道墙皮掉了想粉刷", "会瓦工，周末能帮忙粉刷"),
])
def test_the_best_suggestion_for_a_need_of_the_demonstration(need: str, resource: str) -> None:
    wanted = next(each for each in NEEDS if each.title == need)
    best = suggestions([wanted], RESOURCES, TODAY)[0]
    assert GIFTS[best.resource_id].title == resource


def test_what_nobody_offers_is_matched_with_nothing() -> None:
    wanted = [each for each in NEEDS if each.title in ("周末有人看孩子两小时", "6幢门口路灯不亮，夜里摔过人")]
    assert suggestions(wanted, RESOURCES, TODAY) == []


def test_every_suggestion_says_why_in_words_both_texts_have() -> None:
    for fit in suggestions(NEEDS, RESOURCES, TODAY):
        assert {reason.code for reason in fit.because} & {"category", "words"}
        for reason in fit.because:
            if reason.code == "words":
                words = reason.facts["words"]
                assert isinstance(words, list)
                need, resource = WISHES[fit.need_id], GIFTS[fit.resource_id]
                assert all(word in need.title + need.what and word in resource.title + resource.what for word in words)


def test_shared_words_are_whole_words_not_halves() -> None:
    assert shared_words("想学手机挂号", "教手机挂号、交费") == ["手机挂号"]


@pytest.mark.parametrize(("need", "resource"), [
    (Place(1, 3), Place(2)), (Place(), Place(1)), (Place(1, 3), Place(None, 4)),
])
def test_a_resource_for_another_part_is_not_suggested(need: Place, resource: Place) -> None:
    wanted = Wanted(1, "想学手机挂号", "每周一次", "health", place=need)
    assert fit_of(wanted, Offered(1, "教手机挂号", "教手机", "health", place=resource), TODAY) is None


def test_a_resource_that_is_gone_is_not_suggested() -> None:
    wanted = Wanted(1, "想学手机挂号", "每周一次", "health")
    assert fit_of(wanted, Offered(1, "教手机挂号", "教手机", "health", until=date(2026, 11, 25)), TODAY) is None


def test_capacity_and_time_weigh_in() -> None:
    wanted = Wanted(1, "想学手机挂号", "每周一次", "health", people=9, times=Times.WEEKENDS)
    enough, part = (Offered(n, "教手机挂号", "教手机", "health", capacity=n, times=Times.WEEKENDS) for n in (12, 3))
    other = Offered(5, "教手机挂号", "教手机", "health", capacity=12, times=Times.WORKDAYS)
    found = [fit.resource_id for fit in suggestions([wanted], [part, other, enough], TODAY)]
    assert found[0] == 12 and set(found[1:]) == {3, 5}
