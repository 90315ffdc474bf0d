"""A vote rule read field by field: what each may say, what is said where it may not, and at which line."""
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from consult.ballot.rules.reading import KNOWN, read_pack, read_rule
from consult.ballot.rules.reading_bars import RuleFault
from consult.ballot.rules.vote_rule import Bar, Grade, Groups, VoteRule
from consult.community.rules.kinds import BodyKind

PRESENT = {"measure": "present", "op": ">=", "num": 2, "den": 3, "base": "eligible"}
MORE_FOR = {"measure": "for", "op": ">", "num": 1, "den": 2, "base": "present"}
AMONG_CAST = MORE_FOR | {"base": "cast"}
GOOD, BAD = {"code": "good", "name": "好", "name_en": "Good"}, {"code": "bad", "name": "差", "name_en": "Bad"}
CANTONS = {"metric": "cantons", "won_by": AMONG_CAST, "per": 2, "otherwise": 2, "weights": {"ow": 1, "ai": 1}}


def entry(**changed: Any) -> dict[str, Any]:
    """A rule that may be read, with other fields; a field of None is left out."""
    whole = {
        "code": "a", "name": "甲", "name_en": "A", "unit": ["person"], "secrecy": "named", "binding": "advisory",
        "citation": "范本", "citation_en": "Model", "effective_from": "2020-01-01", "threshold": MORE_FOR,
    } | changed
    return {name: value for name, value in whole.items() if value is not None}


def fault(**changed: Any) -> tuple[str, str]:
    """(field, why) of the fault that must be found."""
    with pytest.raises(RuleFault) as found:
        read_rule(entry(**changed))
    assert found.value.code == str(entry(**changed).get("code", "?"))
    return found.value.field, found.value.why


def appraisal(**changed: Any) -> dict[str, Any]:
    return {"method": "modal_grade", "threshold": None, "grades": [GOOD, BAD], "abstain_in_base": True, **changed}


def test_what_a_rule_does_not_say_stands_at_its_default() -> None:
    assert read_rule(entry()) == VoteRule(
        code="a", name="甲", name_en="A", unit=("person",), method="threshold", quorums=(),
        thresholds=(Bar("for", ">", 1, 2, "present", ("heads",)),), groups=(), grades=(), grade_bars=(), ends_post=None,
        electorate="adults", electorate_source="范本", electorate_source_en="Model", recusal=False,
        bodies=tuple(BodyKind), scopes=("community", "grid", "building", "stairwell", "body"), sitting="may",
        abstain_in_base=True, secrecy="named", secrecies=("named",), counts="latest", tie="fails", proxies=0, proxies_source="",
        proxies_source_en="", roll_days=0, binding="advisory", official_only=False, confidence="high", citation="范本", citation_en="Model",
        effective_from=date(2020, 1, 1), effective_to=None, region="CN")


def test_what_a_rule_says_is_kept() -> None:
    read = read_rule(entry(
        unit=["owner_area", "owner_head"], method="no_objection", quorum=[PRESENT, PRESENT | {"num": 1}], metrics=["heads", "area"],
        threshold=[MORE_FOR | {"metrics": ["area"]}], secrecy_options=["named"], counts="first", tie="passes", proxies=3,
        roll_days=20, official_only=True, confidence="low", effective_from=date(2021, 2, 3), effective_to="2022-01-01", region="CH"))
    assert read.unit == ("owner_area", "owner_head") and read.method == "no_objection"
    assert read.quorums == (Bar("present", ">=", 2, 3, "eligible", ("heads", "area")),
                            Bar("present", ">=", 1, 3, "eligible", ("heads", "area")))
    assert read.thresholds == (Bar("for", ">", 1, 2, "present", ("area",)),)
    assert (read.counts, read.tie, read.proxies, read.roll_days) == ("first", "passes", 3, 20)
    assert (read.official_only, read.confidence, read.region) == (True, "low", "CH")
    assert (read.effective_from, read.effective_to) == (date(2021, 2, 3), date(2022, 1, 1))
    assert read.metrics == ("heads", "area")
    assert read.quorum == read.quorums[0] and read.threshold == read.thresholds[0]
    assert read_rule(entry(threshold=None, binding="record_only")).threshold is None
    assert read_rule(entry()).quorum is None


def test_abstentions_are_in_every_base_but_that_of_votes_cast() -> None:
    assert read_rule(entry(threshold=AMONG_CAST)).abstain_in_base is False
    assert read_rule(entry(threshold=[MORE_FOR, AMONG_CAST])).abstain_in_base is False
    assert read_rule(entry(quorum=PRESENT)).abstain_in_base is True
    why = "the base 'cast' leaves abstentions out, every other holds them"
    assert fault(threshold=AMONG_CAST, abstain_in_base=True) == ("abstain_in_base", why)
    assert fault(abstain_in_base=False) == ("abstain_in_base", why)


def test_the_secrecy_that_may_be_chosen_begins_with_the_rules_own() -> None:
    assert read_rule(entry(secrecy="secret", secrecy_options=["named", "secret"])).secrecies == ("secret", "named")
    assert fault(secrecy="secret", secrecy_options=["named"]) == ("secrecy_options", "must hold 'secret'")
    assert fault(secrecy_options=["loud"])[0] == "secrecy_options"


def test_an_appraisal_has_grades_and_may_end_a_post() -> None:
    read = read_rule(entry(**appraisal(ends_post={"grade": "bad", "times": 2})))
    assert read.grades == (Grade("good", "好", "Good"), Grade("bad", "差", "Bad"))
    assert read.ends_post == ("bad", 2)
    assert read_rule(entry(**appraisal(ends_post={"grade": "bad", "times": 1}))).ends_post == ("bad", 1)
    why = "names a grade of this rule, and how many times in a row"
    for wrong in ({"grade": "worse", "times": 2}, {"grade": "bad", "times": 0}, {"grade": "bad", "times": "2"}, {}):
        assert fault(**appraisal(ends_post=wrong)) == ("ends_post", why)
    only = "an appraisal has grades, and nothing else has"
    assert fault(**appraisal(grades=None)) == ("grades", only)
    assert fault(grades=[GOOD]) == ("grades", only)
    for missing in ("code", "name", "name_en"):
        assert fault(**appraisal(grades=[GOOD, BAD | {missing: ""}])) == ("grades", "each grade needs code, name and name_en")
        assert fault(**appraisal(grades=[GOOD | {missing: 7}, BAD]))[0] == "grades"


def test_a_metric_by_groups_has_a_name_and_whole_weights() -> None:
    read = read_rule(entry(
        secrecy="secret", groups=[CANTONS], threshold=[AMONG_CAST, MORE_FOR | {"base": "eligible", "metrics": ["cantons"]}]))
    assert read.groups == (Groups("cantons", Bar("for", ">", 1, 2, "cast", ("heads",)), 2, 2, (("ai", 1), ("ow", 1))),)
    assert read.metrics == ("heads", "cantons")
    usual = read_rule(entry(groups={"metric": "blocks", "won_by": AMONG_CAST})).groups[0]
    assert (usual.per, usual.otherwise, usual.weights) == (1, 1, ())
    assert read_rule(entry(groups=[CANTONS | {"otherwise": 0, "weights": {"ow": 0}}])).groups[0].otherwise == 0
    apart = read_rule(entry(groups=[CANTONS | {"per": 2, "otherwise": 4}])).groups[0]
    assert (apart.per, apart.otherwise, apart.weight("ow"), apart.weight("zh")) == (2, 4, 1, 4)
    alone = Groups("blocks", apart.won_by)
    assert (alone.per, alone.otherwise, alone.weight("1幢")) == (1, 1, 1)
    for wrong in ({"per": 0, "otherwise": 2}, {"per": 0, "otherwise": 0}):
        assert fault(groups=[CANTONS | wrong])[0] == "groups.weights"
    for name in (None, "", "Cantons", "heads", "area", 7):
        assert fault(groups=[CANTONS | {"metric": name}]) == ("groups.metric", "must be a name of its own")
    for wrong in ({"per": 0}, {"per": -1}, {"per": 1.5}, {"per": True}, {"otherwise": -1}, {"weights": {"ow": "1"}},
                  {"weights": {"ow": -1}}):
        assert fault(groups=[CANTONS | wrong]) == ("groups.weights", "weights and per must be whole numbers")
    assert fault(groups=[CANTONS | {"won_by": {}}]) == ("groups.won_by.base", "is missing")
    assert fault(groups=[CANTONS | {"won_by": AMONG_CAST | {"metrics": ["cantons"]}}])[0] == "groups.won_by.metrics"


WORDS, LISTED, TABLES = "must be words", "must be a list of words", "must be a table, or a list of tables"
NUMBER, CODE = "must be a whole number from 0 to 1000", "small letters, digits and _ only, 60 at the most"
FAULTS: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"colour": 1, "beauty": 2}, ("beauty", "no rule has such a field")),
    ({"code": "A"}, ("code", CODE)), ({"code": "1a"}, ("code", CODE)), ({"code": "a" * 61}, ("code", CODE)),
    ({"code": " "}, ("code", WORDS)), ({"name": None}, ("name", "is missing")), ({"name": 7}, ("name", WORDS)),
    ({"name_en": ""}, ("name_en", WORDS)), ({"citation": None}, ("citation", "is missing")), ({"citation_en": []}, ("citation_en", WORDS)),
    ({"unit": None}, ("unit", "is missing")), ({"unit": "person"}, ("unit", LISTED)), ({"unit": []}, ("unit", LISTED)),
    ({"unit": ["person", "cat"]}, (
        "unit", "'cat' is not one of person, household, representative, organisation, owner_area, owner_head")),
    ({"method": "loudest"}, ("method", "'loudest' is not one of threshold, more_for_than_against, no_objection, most_votes, "
                                       "modal_grade, opinion")),
    ({"secrecy": None}, ("secrecy", "is missing")), ({"secrecy": "loud"}, ("secrecy", "'loud' is not one of named, secret")),
    ({"counts": "last"}, ("counts", "'last' is not one of latest, first")),
    ({"tie": "maybe"}, ("tie", "'maybe' is not one of fails, passes")),
    ({"binding": None}, ("binding", "is missing")),
    ({"binding": "maybe"}, ("binding", "'maybe' is not one of binding, advisory, straw, record_only")),
    ({"confidence": "none"}, ("confidence", "'none' is not one of high, medium, low")),
    ({"official_only": 1}, ("official_only", "must be true or false")),
    ({"abstain_in_base": "no"}, ("abstain_in_base", "must be true or false")),
    ({"proxies": -1}, ("proxies", NUMBER)), ({"proxies": 1001}, ("proxies", NUMBER)), ({"proxies": True}, ("proxies", NUMBER)),
    ({"roll_days": "3"}, ("roll_days", NUMBER)), ({"roll_days": 1.5}, ("roll_days", NUMBER)),
    ({"effective_from": None}, ("effective_from", "is missing")), ({"effective_from": "soon"}, ("effective_from", "'soon' is not a date")),
    ({"effective_from": 7}, ("effective_from", "7 is not a date")), ({"effective_to": "late"}, ("effective_to", "'late' is not a date")),
    ({"effective_to": "2019-12-31"}, ("effective_to", "ends before it begins")),
    ({"threshold": None}, ("threshold", "a rule by threshold needs one")), ({"threshold": "half"}, ("threshold", TABLES)),
    ({"quorum": [PRESENT, "half"]}, ("quorum", TABLES)), ({"metrics": ["area"], "secrecy": "secret"}, (
        "secrecy", "a ballot weighed by area tells whose it is, so it is named")),
    ({"metrics": ["area"], "secrecy_options": ["named", "secret"]}, (
        "secrecy", "a ballot weighed by area tells whose it is, so it is named")),
    ({"metrics": ["noise"]}, ("threshold.metrics", "['noise'] is not among heads, area")),
    ({"metrics": "heads"}, ("threshold.metrics", "'heads' is not among heads, area")),
    ({"metrics": []}, ("threshold.metrics", "[] is not among heads, area")),
    *(({"threshold": MORE_FOR | changed}, (f"threshold.{field}", why)) for changed, field, why in [
        ({"base": "all"}, "base", "'all' is not one of eligible, present, participating, cast, one"),
        ({"num": -1}, "num", "-1 is no whole number"), ({"num": True}, "num", "True is no whole number"),
        ({"num": "1"}, "num", "'1' is no whole number"),
        ({"den": 0}, "den", "0 is no whole number above 0"), ({"den": 2.0}, "den", "2.0 is no whole number above 0"),
        ({"num": 3}, "num", "3/2 is more than the whole"), ({"measure": "eligible"}, "measure",
                                                            "'eligible' is not one of present, participating, for"),
        ({"op": "="}, "op", "'=' is not >= or >"),
        ({"metrics": ["heads", "noise"]}, "metrics", "['heads', 'noise'] is not among heads, area"),
    ]),
    *(({"quorum": {k: v for k, v in PRESENT.items() if k != field}}, (f"quorum.{field}", "is missing")) for field in PRESENT),
]


@pytest.mark.parametrize(("changed", "expected"), FAULTS, ids=[f"{n}-{row[1][0]}" for n, row in enumerate(FAULTS)])
def test_a_fault_names_its_field_and_why(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert fault(**changed) == expected


@pytest.mark.parametrize("changed", [
    {"code": "a" * 60}, {"code": "a1_b"}, {"proxies": 1000}, {"proxies": 0}, {"threshold": MORE_FOR | {"num": 0}},
    {"threshold": MORE_FOR | {"num": 2}}, {"threshold": MORE_FOR | {"base": "one", "num": 10, "den": 1}},
    {"threshold": MORE_FOR | {"den": 1}}, {"threshold": MORE_FOR | {"metrics": ("heads",)}},
    {"effective_to": "2020-01-01"}, {"effective_to": ""},
    {"metrics": ["area"]}, {"threshold": None, "binding": "record_only"}, {"method": "opinion", "threshold": None},
])
def test_what_lies_on_the_border_may_be_said(changed: dict[str, Any]) -> None:
    assert read_rule(entry(**changed)).name == "甲"


ODD: list[Any] = [7, -1, 1.5, True, "x", "", [], [7], [[]], [{}], {}, {"x": {}}, datetime(2020, 1, 1, tzinfo=UTC)]


def test_whatever_a_field_holds_it_is_read_or_named() -> None:
    changes: list[dict[str, Any]] = []
    for odd in ODD:
        changes += [{field: odd} for field in KNOWN] + [{"unit": ["person", odd]}, {"metrics": ["heads", odd]}]
        changes += [{"groups": [CANTONS | {name: odd}]} for name in CANTONS]
        changes += [{"threshold": MORE_FOR | {name: odd}} for name in (*MORE_FOR, "metrics")]
        changes += [appraisal(ends_post={"grade": "bad", "times": 2} | {name: odd}) for name in ("grade", "times")]
    for changed in changes:
        try:
            read_rule(entry(**changed))
        except RuleFault as found:
            assert found.field.split(".")[0] in {*changed, "grades", "secrecy", "threshold", "abstain_in_base"}


def test_a_day_is_a_day_without_an_hour() -> None:
    assert fault(effective_from=datetime(2020, 1, 1, tzinfo=UTC))[0] == "effective_from"


# --- a pack of them --------------------------------------------------------------------------------------

ONE = '''
[[rule]]
code = "a"
name = "甲"
name_en = "A"
unit = ["person"]
secrecy = "named"
binding = "advisory"
citation = "范本"
citation_en = "Model"
effective_from = 2020-01-01
effective_to = 2021-12-31

[rule.threshold]
measure = "for"
op = ">"
num = 1
den = 2
base = "present"
'''


def pack_fault(text: str) -> RuleFault:
    with pytest.raises(RuleFault) as found:
        read_pack(text)
    return found.value


@pytest.mark.parametrize(("text", "field", "code", "line"), [
    ("", "rule", "?", 1), ("a = 1", "rule", "?", 1), ("a =\n", "file", "?", 1), ('\n\na = "', "file", "?", 3),
    (ONE.replace('"甲"', '""'), "name", "a", 4), (ONE.replace('name = "甲"\n', ""), "name", "a", 2),
    (ONE.replace("num = 1", "num = 5"), "threshold.num", "a", 14), (ONE.replace('"a"', '"A"'), "code", "A", 3),
    (ONE + ONE.replace('"person"', '"cat"').replace('"a"', '"b"'), "unit", "b", 25),
    (ONE + ONE, "effective_from", "a", 30), (ONE + ONE.replace("2020-01-01", "2021-12-31"), "effective_from", "a", 30),
    (ONE.replace("[[rule]]", "[[ rule ]]  # the first").replace('"甲"', '""'), "name", "a", 4),
    ("rule = 7", "rule", "?", 1), ("rule = [7]", "rule", "?", 1),
    ('rule = [{ code = "a" }, 7]', "rule", "?", 1), ('a = "', "file", "?", 1), ('rule = [{ code = "a" }]', "name", "a", 1),
])
def test_a_fault_of_a_pack_has_its_line(text: str, field: str, code: str, line: int) -> None:
    found = pack_fault(text)
    assert (found.field, found.code, found.line) == (field, code, line)
    assert str(found) == f"{code}: {field}: {found.why} (line {line})"


def test_versions_of_a_rule_follow_each_other() -> None:
    later = ONE.replace("2020-01-01", "2022-01-01").replace("2021-12-31", "2023-12-31")
    assert [r.effective_from.year for r in read_pack(ONE + later)] == [2020, 2022]
    assert [r.effective_from.year for r in read_pack(later + ONE)] == [2022, 2020]
    endless = ONE.replace("effective_to = 2021-12-31\n", "").replace("2020", "2022")
    assert len(read_pack(ONE + endless)) == len(read_pack(endless + ONE)) == 2
    assert pack_fault(endless + later).why == "two versions in force on 2022-01-01"
    assert pack_fault(ONE + endless.replace("2022", "2021")).why == "two versions in force on 2021-01-01"
    assert len(read_pack(ONE + ONE.replace('"a"', '"b"'))) == 2
    assert pack_fault(later + ONE.replace("2021-12-31", "2022-01-01")).why == "two versions in force on 2022-01-01"


def test_a_fault_without_a_line_says_none() -> None:
    assert str(RuleFault("name", "must be words")) == "?: name: must be words"
