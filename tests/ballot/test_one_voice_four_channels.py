"""Which ballot of a voice counts, a show of hands, and what may be asked and answered; without a database."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from consult.ballot.queries import rule_for
from consult.ballot.rules import hands
from consult.ballot.rules.hands import Hands
from consult.ballot.rules.proxies import check_may_hold, most_proxies
from consult.ballot.rules.question import (
    Channel,
    Form,
    Option,
    Question,
    put_question,
    question_from,
    read_answer,
)
from consult.ballot.rules.tally import Figures
from consult.ballot.rules.which_counts import Given, check_may_follow, own_hand
from consult.core.errors import BadShape, RuleBroken

AT = datetime(2026, 11, 26, 11, 30, tzinfo=UTC)
TODAY = AT.date()


def broken(do: Any, *args: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    """The refusal that must come, with its facts."""
    with pytest.raises(RuleBroken) as refused:
        do(*args, **named)
    return refused.value.code, refused.value.facts


def wrong(do: Any, *args: Any, **named: Any) -> dict[str, str]:
    """The fields that do not fit."""
    with pytest.raises(BadShape) as refused:
        do(*args, **named)
    return refused.value.fields


# --- which ballot counts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("channel", "by_id", "own"), [
    ("phone", None, True), ("hall", None, True), ("paper", None, True), ("paper", 7, True),
    ("phone", 7, False), ("hall", 7, False), ("helper", None, False), ("helper", 7, False),
])
def test_a_ballot_on_paper_or_by_oneself_is_by_ones_own_hand(channel: str, by_id: int | None, own: bool) -> None:
    assert own_hand(channel, by_id) is own


@pytest.mark.parametrize(("counts", "before", "channel", "own", "code"), [
    ("latest", None, "phone", True, ""), ("first", None, "helper", False, ""),
    # What a helper gave, the voter may correct; the other way round never.
    ("latest", ("helper", False), "phone", True, ""), ("first", ("helper", False), "phone", True, ""),
    ("latest", ("phone", True), "helper", False, "voter_has_voted"), ("first", ("phone", True), "helper", False, "voter_has_voted"),
    ("latest", ("helper", False), "helper", False, ""), ("first", ("helper", False), "helper", False, ""),
    ("first", ("helper", False), "phone", False, "already_by_another_channel"),
    # Between the voter's own channels the rule decides.
    ("latest", ("paper", True), "phone", True, ""), ("first", ("paper", True), "phone", True, "already_by_another_channel"),
    ("first", ("phone", True), "phone", True, ""),
])
def test_a_second_ballot_of_a_voice(
    counts: str, before: tuple[str, bool] | None, channel: str, own: bool, code: str
) -> None:
    given = Given(before[0], before[1], AT) if before else None
    if not code:
        check_may_follow(counts, given, channel, by_own_hand=own)
        return
    assert given is not None
    assert broken(check_may_follow, counts, given, channel, by_own_hand=own) == (code, {"channel": given.channel, "at": AT})


def test_what_is_stored_of_a_channel_keeps_its_code() -> None:
    assert [str(c) for c in Channel] == ["phone", "hall", "paper", "helper"]


# --- proxies ---------------------------------------------------------------------------------------------


def test_one_person_holds_no_more_voices_than_the_rule_allows() -> None:
    """居委会组织法 art. 19: three; and none where a rule names no number."""
    three = {"proxies": 3}
    assert (most_proxies(three), most_proxies({})) == (3, 0)
    check_may_hold(three, "陈", ["person:1", "person:2"], "person:3")
    held = ["person:1", "person:2", "person:3"]
    assert broken(check_may_hold, three, "陈", held, "person:4") == ("too_many_proxies", {"called": "陈", "most": 3})
    check_may_hold(three, "陈", held, "person:3")
    assert broken(check_may_hold, {}, "陈", [], "person:1") == ("too_many_proxies", {"called": "陈", "most": 0})


# --- a show of hands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("counted", [Hands(20, 8, 3, 1), Hands(0, 0, 0, 32), Hands(32, 0, 0, 0)])
def test_a_count_of_hands_comes_to_those_present(counted: Hands) -> None:
    hands.check_sum(counted, 32)
    for present in (31, 33):
        assert broken(hands.check_sum, counted, present) == ("hands_do_not_add_up", {"counted": 32, "present": present})


@pytest.mark.parametrize("counted", [Hands(-1, 1, 0, 0), Hands(1, -1, 0, 0), Hands(1, 0, -1, 0), Hands(1, 0, 0, -1)])
def test_no_part_of_a_count_is_below_nothing(counted: Hands) -> None:
    assert broken(hands.check_sum, counted, 0) == ("hands_do_not_add_up", {"counted": 0, "present": 0})


def test_who_may_not_vote_is_among_those_who_did_not() -> None:
    counted = Hands(20, 8, 3, 1)
    hands.check_sum(counted, 32, silent=1)
    assert broken(hands.check_sum, counted, 32, silent=2) == ("silent_voices_do_not_vote", {"silent": 2})


def test_two_people_count_and_both_must_say_the_same() -> None:
    one, other, third = Hands(20, 8, 3, 1), Hands(19, 9, 3, 1), Hands(18, 9, 3, 2)
    assert broken(hands.agreed, {}) == ("second_count_needed", {"counted": 0})
    assert broken(hands.agreed, {1: one}) == ("second_count_needed", {"counted": 1})
    assert broken(hands.agreed, {1: one, 2: other}) == ("counts_differ", {"first": "20/8/3/1", "second": "19/9/3/1"})
    assert broken(hands.agreed, {1: one, 2: other, 3: third}) == (
        "counts_differ", {"first": "19/9/3/1", "second": "18/9/3/2"})
    assert hands.agreed({1: one, 2: one}) == one
    assert hands.agreed({1: one, 2: other, 3: one}) == one
    assert hands.agreed({1: one, 2: one, 3: other}) == one


def test_two_pairs_that_say_two_things_have_not_agreed() -> None:
    one, other = Hands(20, 8, 3, 1), Hands(19, 9, 3, 1)
    assert broken(hands.agreed, {1: one, 2: one, 3: other, 4: other}) == (
        "counts_differ", {"first": "20/8/3/1", "second": "19/9/3/1"})
    assert hands.alike([one, one, other, other]) is None and hands.alike([]) is None
    assert hands.alike([other, one, other]) == other


def test_the_figures_of_a_show_of_hands_leave_out_who_did_not_vote() -> None:
    figures = hands.figures(Hands(20, 8, 3, 1), eligible=45, present=32)
    assert figures == Figures(eligible=45, present=32, votes_for=20, votes_against=8, abstain=3)
    assert (figures.cast, figures.participating) == (28, 31)


# --- what may be asked -----------------------------------------------------------------------------------

ONE = Question(Form.ONE, (Option("o1", "甲"), Option("o2", "乙")))
TWO_OF_THREE = Question(Form.SEVERAL, (Option("o1", "甲"), Option("o2", "乙"), Option("o3", "丙")), 2, True)
CHOOSE, MOTION, OPINION, APPRAISAL = (
    rule_for(code, TODAY) for code in ("choose_one", "council_present_half", "straw_poll", "appraisal_member_4"))


def test_a_motion_is_for_or_against_and_needs_no_options() -> None:
    assert put_question(MOTION) == Question() == put_question(MOTION, options=["甲", "乙"])
    assert Question().answers() == ("for", "against", "abstain")
    assert put_question(MOTION, form=Form.FOR_AGAINST).form == "for_against"


def test_where_the_most_votes_decide_one_of_the_options_is_chosen() -> None:
    asked = put_question(CHOOSE, options=[" 修  步道 ", "", "添路灯"], most=2)
    assert asked == Question("one", (Option("o1", "修 步道"), Option("o2", "添路灯")), 1, False)
    assert asked.answers() == ("o1", "o2", "abstain")
    several = put_question(CHOOSE, form=Form.SEVERAL, options=["甲", "乙", "丙"], most=2, allows_other=True)
    assert (several.most, several.answers()) == (2, ("o1", "o2", "o3", "o0", "abstain"))
    assert put_question(CHOOSE, form=Form.SEVERAL, options=["甲", "乙"], most=2).most == 2
    assert put_question(CHOOSE, form=Form.SEVERAL, options=["甲", "乙"]).most == 1


def test_an_appraisal_asks_for_its_grades() -> None:
    asked = put_question(APPRAISAL, options=["甲", "乙"])
    assert asked.form == "grades" and asked.most == 1
    assert [o.key for o in asked.options] == [f"o{n}" for n in range(1, len(APPRAISAL.grades) + 1)]
    assert [(o.name, o.name_en, o.code) for o in asked.options] == [(g.name, g.name_en, g.code) for g in APPRAISAL.grades]


@pytest.mark.parametrize(("rule", "form"), [
    (MOTION, Form.ONE), (MOTION, Form.SEVERAL), (MOTION, Form.GRADES), (CHOOSE, Form.FOR_AGAINST), (CHOOSE, Form.GRADES),
    (OPINION, Form.GRADES),
])
def test_a_form_that_is_not_of_the_rule_is_refused(rule: Any, form: Form) -> None:
    assert broken(put_question, rule, form=form, options=["甲", "乙"]) == ("form_not_of_this_rule", {"rule": rule.code})


@pytest.mark.parametrize("form", [Form.FOR_AGAINST, Form.ONE, Form.SEVERAL])
def test_an_opinion_may_be_asked_in_any_form(form: Form) -> None:
    assert put_question(OPINION, form=form, options=["甲", "乙"]).form == form


@pytest.mark.parametrize(("options", "most", "fields"), [
    (["甲"], 1, {"options": "not_a_choice"}), ([], 1, {"options": "not_a_choice"}),
    (["甲", "甲"], 1, {"options": "not_a_choice"}), ([str(n) for n in range(21)], 1, {"options": "not_a_choice"}),
    (["甲", "乙" * 81], 1, {"options": "too_long:80"}),
    (["甲", "乙"], 0, {"most": "not_a_number"}), (["甲", "乙"], 3, {"most": "not_a_number"}),
])
def test_options_that_are_no_choice_are_refused(options: list[str], most: int, fields: dict[str, str]) -> None:
    assert wrong(put_question, CHOOSE, form=Form.SEVERAL, options=options, most=most) == fields


def test_twenty_options_of_eighty_letters_can_be_asked() -> None:
    assert len(put_question(CHOOSE, options=[f"{n:080d}" for n in range(20)]).options) == 20


def test_a_question_is_read_from_what_a_ballot_froze() -> None:
    kept = TWO_OF_THREE.options_plain()
    assert kept[0] == {"key": "o1", "name": "甲", "name_en": "", "code": ""}
    assert question_from("several", kept, 2, True) == TWO_OF_THREE


# --- what may be answered --------------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "given", "other", "stored"), [
    (Question(), "for", "", ("for", "")), (Question(), "abstain", "", ("abstain", "")), (ONE, "o2", "", ("o2", "")),
    (ONE, "abstain", "", ("abstain", "")),
    (TWO_OF_THREE, "o3,o1", "", ("o1,o3", "")), (TWO_OF_THREE, "o2,o2,", "", ("o2", "")),
    (TWO_OF_THREE, "o0", " 种  树 ", ("o0", "种 树")), (TWO_OF_THREE, "o0,o1", "种树", ("o1,o0", "种树")),
    (TWO_OF_THREE, "o0", "树" * 200, ("o0", "树" * 200)), (TWO_OF_THREE, "abstain", "", ("abstain", "")),
])
def test_one_answer_has_one_spelling(question: Question, given: str, other: str, stored: tuple[str, str]) -> None:
    assert read_answer(question, given, other) == stored


@pytest.mark.parametrize(("question", "given", "other", "fields"), [
    (Question(), "", "", {"choice": "not_a_choice"}), (Question(), "o1", "", {"choice": "not_a_choice"}),
    (Question(), "for,against", "", {"choice": "not_a_choice"}), (ONE, "o1,o2", "", {"choice": "not_a_choice"}),
    (ONE, "o3", "", {"choice": "not_a_choice"}), (ONE, "o0", "种树", {"choice": "not_a_choice"}),
    (TWO_OF_THREE, "o1,o2,o3", "", {"choice": "not_a_choice"}), (TWO_OF_THREE, "o1,abstain", "", {"choice": "not_a_choice"}),
    (TWO_OF_THREE, "o1,o9", "", {"choice": "not_a_choice"}),
    (TWO_OF_THREE, "o0", "", {"other": "missing"}), (TWO_OF_THREE, "o1", "种树", {"other": "unknown"}),
    (TWO_OF_THREE, "o0", "树" * 201, {"other": "too_long:200"}),
])
def test_what_cannot_be_answered_is_refused(question: Question, given: str, other: str, fields: dict[str, str]) -> None:
    assert wrong(read_answer, question, given, other) == fields
