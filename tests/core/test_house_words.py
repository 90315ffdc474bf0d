"""What the house gives as its own reason is a code in rows and logs; each door words it, and takes old sentences too."""
from __future__ import annotations

import pytest

from consult.core.events import plain
from consult.core.house_words import WORDS, in_words, recused
from consult.minutes.rules.drafting import Draft


@pytest.mark.parametrize("code", WORDS)
def test_each_code_is_worded_in_both_languages(code: str) -> None:
    assert {in_words(code, language) for language in ("zh", "en")} == set(WORDS[code].values())


def test_a_recusal_keeps_the_reason_that_was_given_for_it() -> None:
    assert in_words(recused("报价方是亲属"), "zh") == "回避：报价方是亲属"
    assert in_words(recused("报价方是亲属"), "en") == "Recused: 报价方是亲属"


@pytest.mark.parametrize("written", ["", "换人主持", "回避：报价方是亲属", "chair_replaced, they said", "see: the record", "议:二"])
def test_what_somebody_wrote_and_what_was_logged_before_stays_as_it_is(written: str) -> None:
    assert in_words(written, "zh") == in_words(written, "en") == written


@pytest.mark.parametrize(("code", "sentence"), [
    ("chair_replaced", "换人主持"), ("meeting_ended_first", "会议结束前没有议到"), ("recused:有利害关系", "回避：有利害关系"),
])
def test_the_minutes_read_the_same_from_the_code_and_from_the_sentence_of_before(code: str, sentence: str) -> None:
    draft = Draft("zh", "Asia/Shanghai")
    assert draft.shown("reason", code) == draft.shown("reason", sentence) == sentence
    assert draft.words("override", reason=code) == draft.words("override", reason=sentence)


def test_codes_pass_through_the_log_unchanged() -> None:
    assert plain(list(WORDS)) == list(WORDS)
