"""Every event of a room is worded in the minutes or left out for a reason; what nobody knows disturbs nothing."""
from __future__ import annotations

import string
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from consult.minutes.rules.drafting import WRITERS, Draft, Fact, draft
from consult.minutes.rules.kinds import LINE_KINDS
from consult.minutes.rules.procedure_phrases import LEFT_OUT, PROCEDURE, VARIANT
from tests.events_of_a_room import ROOM_EVENTS

COMPUTED = {"clock", "said", "tallied"}
AT = datetime(2026, 11, 26, 11, 5, tzinfo=UTC)


def test_every_event_has_a_phrase_or_a_reason_to_be_left_out() -> None:
    worded = set(WRITERS) | {key.partition(".")[0] for key in PROCEDURE}
    assert set(ROOM_EVENTS) - worded - set(LEFT_OUT) == set()
    assert worded & set(LEFT_OUT) == set()


@pytest.mark.parametrize("key", [key for key in PROCEDURE if key.partition(".")[0] in ROOM_EVENTS])
def test_a_phrase_names_only_what_its_event_says_in_both_languages(key: str) -> None:
    name = key.partition(".")[0]
    known = {field.name for field in fields(ROOM_EVENTS[name])} | COMPUTED
    kind, *said = PROCEDURE[key]
    named = [{part for _, part, _, _ in string.Formatter().parse(words) if part} for words in said]
    assert kind in LINE_KINDS and all(names <= known for names in named)
    assert VARIANT.get(name, "") in ({*known, ""})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", PROCEDURE)
def test_a_phrase_makes_a_line_with_its_time(key: str, language: str) -> None:
    name, _, variant = key.partition(".")
    value: Any = {"True": True, "False": False, "None": None}.get(variant, variant)
    data = {"text": "先听一楼的意见。", "until": "2026-12-31", "reason": "超时", "called": "陈美兰", "counts": {"for": 3, "5": 1}}
    told = Fact(7, name, AT, {**data, **({VARIANT[name]: value} if variant else {})})
    title, lines = draft([*_opening(), told], language, "Asia/Shanghai")
    assert title and lines[-1].source_seq == 7 and lines[-1].at == AT and lines[-1].lead
    assert "{" not in lines[-1].lead and "None" not in lines[-1].lead


def _opening() -> list[Fact]:
    convened = {"body": "居民议事会", "body_en": "Council", "kind": "residents_council", "year": 2026, "number": 1, "place": "二楼",
                "chair": "周建国", "extraordinary_reason": "", "agenda": []}
    return [Fact(1, "MeetingConvened", AT, convened)]


def test_an_event_that_nobody_knows_disturbs_nothing() -> None:
    told = [*_opening(), Fact(2, "SomethingNew", AT, {"x": 1}), Fact(3, "MeetingSuspended", AT, {"reason": "停电"})]
    lines = draft(told, "zh", "Asia/Shanghai")[1]
    assert [line.lead for line in lines] == ["19:05，会议休会，理由：停电"]


@pytest.mark.parametrize(("kind", "title"), [
    ("residents_council", "会议记录"), ("hearing", "听证笔录"), ("public_forum", "恳谈记录"), ("no_such_kind", "会议记录")])
def test_a_kind_of_body_has_its_own_words(kind: str, title: str) -> None:
    d = Draft("zh", "Asia/Shanghai")
    d.meeting = {"kind": kind}
    assert d.words("title", body="x", body_en="x", year=2026, number=1).endswith(title)
