"""Numbers as people write them: shares in words, figures exact where they end soon, two figures never alike by rounding."""
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from consult.ballot.rules.vote_rule import Bar

DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")
USUAL = {(1, 2): ("一半", "half"), (1, 1): ("全部", "all")}
DENOMINATORS = {100: "百", 1000: "千", 10_000: "万"}
COUNTED = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
PARTS = ("", "", "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
CM2_A_M2 = 10_000
ENDS_SOON = 5
"""So many decimal places are still read; an area is registered to four of a square metre, its half has five."""
ROUNDED_TO = 2


def numeral(number: int) -> str:
    """A whole number below 10^8 in Chinese: 二十, 一百零五, 三万零二."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return numeral(high) + "万" + ("" if not low else ("零" if low < 1000 else "") + _below_ten_thousand(low, inside=True))
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int, *, inside: bool = False) -> str:
    if number == 0:
        return DIGITS[0]
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += (DIGITS[0] if gap else "") + DIGITS[digit] + PLACES[place]
        gap = bool(said) and not digit
    return said.removeprefix("一") if 10 <= number < 20 and not inside else said


def share_words(bar: Bar | Mapping[str, Any], language: str = "zh") -> str:
    """一半, 三分之二, 百分之二十; half, two thirds, 20 per cent. A share is all words in Chinese, so that no number
    written after it can run into it."""
    num, den = (bar.num, bar.den) if isinstance(bar, Bar) else (bar["num"], bar["den"])
    usual = USUAL.get((num, den) if num != den else (1, 1))
    if usual:
        return usual[0 if language == "zh" else 1]
    if language == "zh":
        return f"{DENOMINATORS.get(den) or numeral(den)}分之{numeral(num)}"
    if den == 100:
        return f"{num} per cent"
    if 0 < num < len(COUNTED) and 1 < den < len(PARTS):
        return f"{COUNTED[num]} {PARTS[den]}{'s' if num > 1 else ''}"
    return f"{num}/{den}"


def ends_soon(number: Fraction) -> bool:
    """Whether a number can be written whole as a decimal that is still read."""
    return not 10**ENDS_SOON % number.denominator


def decimal(number: Fraction, places: int = ENDS_SOON) -> str:
    """To so many decimal places, rounded half up, without zeros at the end."""
    scaled = int(number * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".") if places else str(whole)


def figure(number: Fraction, language: str = "zh") -> str:
    """A number exact where it ends soon, else as 约 with two places."""
    return pair(number, number, language)[0]


def pair(one: Fraction, other: Fraction, language: str = "zh") -> tuple[str, str]:
    """Two numbers that are compared: exact where they end soon, else with as many places as show the same order, so
    that different numbers never look alike and the comparison that is printed holds."""
    places = ROUNDED_TO
    while _order(_shown(one, places), _shown(other, places)) != _order(one, other):
        places += 1
    return _written(one, places, language), _written(other, places, language)


def _order(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)


def _shown(number: Fraction, places: int) -> Fraction:
    return number if ends_soon(number) else Fraction(decimal(number, places))


def _written(number: Fraction, places: int, language: str) -> str:
    if ends_soon(number):
        return decimal(number)
    return ("约" if language == "zh" else "about ") + decimal(number, places)


def shortfall(number: Fraction, language: str = "zh") -> str:
    """How much is missing, never rounded to nothing: exact where it ends soon, else to two figures that count."""
    if ends_soon(number):
        return decimal(number)
    places = ROUNDED_TO
    while number * 10**places < 10:
        places += 1
    return ("约" if language == "zh" else "about ") + decimal(number, places)


def amount(metric: str, number: int | Fraction, per: int, language: str = "zh") -> str:
    """A figure of a metric with what it is measured in where that is an area: heads and groups bare."""
    said = figure(natural(metric, number, per), language)
    return said + area_unit(language) if metric == "area" else said


def natural(metric: str, number: int | Fraction, per: int) -> Fraction:
    """A stored figure in what people count: square metres from cm², whole groups from `per`-ths."""
    return Fraction(number) / (CM2_A_M2 if metric == "area" else per)


def area_unit(language: str) -> str:
    """平方米, m²."""
    return "平方米" if language == "zh" else " m²"
