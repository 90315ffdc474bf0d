"""One bar in words: what was reached, the sign, the base by its name, the share in words and what it comes to."""
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from consult.ballot.rules.vote_rule import Op
from consult.ballot.rules.words_of_numbers import area_unit, figure, natural, pair, share_words, shortfall
from consult.ballot.rules.words_of_voices import LANGUAGES, Unit, Words, group_unit

SIGNS = {(">=", True): "≥", (">=", False): "＜", (">", True): "＞", (">", False): "≤"}
LATIN = {"＞": ">", "＜": "<", "＝": "="}
NEAR = 100
"""An area that misses its bar by less than this part of the base is told with what is missing."""


def latin(sign: str) -> str:
    """A sign as it stands between Latin letters."""
    return LATIN.get(sign, sign)


def bar_words(held: Mapping[str, Any], heads: Unit, words: Words, i: int, *, measured: str = "") -> str:
    """赞成24名代表＞到会33名代表的一半，即16.5; 24 for > half (16.5) of the 33 representatives present.

    `measured` names what was reached where that is not 赞成: an option. The comparison that is printed holds, and two
    different numbers are never written alike.
    """
    bar, metric, language = held["bar"], held["metric"], LANGUAGES[i]
    what = measured or words.measured[bar["measure"]][i]
    have, least = _numbers(held)
    if held.get("unknown"):
        return _unknown(held, what, with_unit(figure(have, language), metric, heads, i), words, i)
    if have == 0 and least == 0 and not held["met"]:
        return _of_nothing(what, bar, metric, heads, i)
    sign = SIGNS[(bar["op"], held["met"])]
    reached, wanted = pair(have, least, language)
    reached = with_unit(reached, metric, heads, i, bare=i == 1)
    if bar["base"] == "one":
        needed = with_unit(figure(natural(metric, held["needed"], held.get("per", 1)), language), metric, heads, i)
        return (f"{what}{reached}{sign}{needed}", f"{reached} {what} {latin(sign)} {needed}")[i]
    of = with_unit(figure(natural(metric, held["base"], held.get("per", 1)), language), metric, heads, i)
    share, wanted = share_words(bar, language), wanted + (area_unit(language) if metric == "area" else "")
    base = words.bases[bar["base"]][i]
    return (f"{what}{reached}{sign}{base}{of}的{share}，即{wanted}",
            f"{reached} {what} {latin(sign)} {share} ({wanted}) of the {of} {base}")[i] + _by_how_much(held, share, i)


def with_unit(number: str, metric: str, heads: Unit, i: int, *, bare: bool = False) -> str:
    """A number with the name of its metric; heads may stand bare where the base beside them is named."""
    if metric == "area":
        return number + area_unit(LANGUAGES[i])
    if metric == "heads":
        return number if bare else heads.of(number, i)
    return group_unit(metric).of(number, i)


def _numbers(held: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """(what was reached, the exact share), as people count them."""
    bar, metric, per = held["bar"], held["metric"], held.get("per", 1)
    share = Fraction(bar["num"] * held["base"], bar["den"])
    return natural(metric, held["have"], per), natural(metric, share, per)


def _by_how_much(held: Mapping[str, Any], share: str, i: int) -> str:
    """What a bar was missed by: nothing where exactly the share was reached and it had to be passed; an area that is
    near, by its square metres."""
    have, least = _numbers(held)
    if held["met"]:
        return ""
    if have == least and held["bar"]["op"] == Op.MORE_THAN:
        return (f"，没有超过{share}", f", which is not more than {share}")[i]
    if held["metric"] != "area" or (least - have) * NEAR > natural("area", held["base"], 1):
        return ""
    missing = shortfall(least - have, LANGUAGES[i]) + area_unit(LANGUAGES[i])
    return (f"，差{missing}不到{share}", f", {missing} short of {share}")[i]


def _unknown(held: Mapping[str, Any], what: str, have: str, words: Words, i: int) -> str:
    n, share, base = held["unknown"], share_words(held["bar"], LANGUAGES[i]), words.bases[held["bar"]["base"]][i]
    return (f"{what}{have}，{base}的面积有{n}套房屋没有登记，不能算达到{share}",
            f"{have} {what}, with the area of {n} of the homes {base} not registered, so {share} cannot be said to be reached"
            )[i]


def _of_nothing(what: str, bar: Mapping[str, Any], metric: str, heads: Unit, i: int) -> str:
    """Nothing of nothing carries nothing."""
    if metric == "heads" and bar["measure"] == "for":
        return ("没有人赞成", "nobody for")[i]
    none = with_unit("0", metric, heads, i)
    return (f"{what}{none}，不能算达到", f"{none} {what}, which reaches nothing")[i]
