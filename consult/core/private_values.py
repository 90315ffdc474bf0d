"""Private values in free text: phones, identity numbers, plates, cards, e-mail and the door of a home.

Basis: documents.md 4.4 and 个人信息保护法 arts. 6, 25, 28. A value is found however it is written: in full-width or
Chinese digits, with spaces, dashes or invisible characters between them. What is put in its place says what kind it
was and nothing of the value: masks that keep some digits can be put together again.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
GAP = r"[\s\u200b-\u200f\u2060\ufeff\-\u2010-\u2015\u2212.·・_/\\]{0,3}"
NOT_INSIDE = r"(?<![0-9A-Za-z])"
NOT_FOLLOWED = r"(?![0-9A-Za-z])"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
SMALL_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,5})"


@dataclass(frozen=True)
class Found:
    """One private value: its kind, where it stands in the text, and what may stand there instead."""

    kind: str
    start: int
    end: int
    kept: str = ""
    """What of it may stay: of an address the building."""


def _digits(least: int, most: int) -> str:
    return rf"{NOT_INSIDE}[0-9](?:{GAP}[0-9]){{{least - 1},{most - 1}}}{NOT_FOLLOWED}"


MOBILE = re.compile(rf"{NOT_INSIDE}(?:\+?{GAP}(?:0{GAP}0{GAP})?8{GAP}6{GAP})?1{GAP}[3-9](?:{GAP}[0-9]){{9}}{NOT_FOLLOWED}")
LANDLINE = re.compile(rf"{NOT_INSIDE}[(]?0[1-9][0-9]{{1,2}}[)]?{GAP}[1-9](?:{GAP}[0-9]){{6,7}}{NOT_FOLLOWED}")
SAID_PHONE = re.compile(
    rf"(?:电话|座机|手机|号码|致电|拨打|联系方式|[Tt]el|[Pp]hone)[^0-9。；;\n]{{0,8}}?"
    rf"({NOT_INSIDE}[2-9](?:{GAP}[0-9]){{6,7}}{NOT_FOLLOWED})")
IDENTITY = re.compile(rf"{NOT_INSIDE}[1-9](?:{GAP}[0-9]){{16}}{GAP}[0-9Xx]{NOT_FOLLOWED}")
LONG_NUMBER = re.compile(_digits(13, 19))
PASSPORT = re.compile(r"(?:护照|通行证)[^0-9A-Za-z。；;\n]{0,8}([A-Za-z]{1,2}[0-9]{7,9})(?![0-9A-Za-z])")
PLATE = re.compile(
    rf"[{PROVINCES}]{GAP}[A-HJ-NP-Za-hj-np-z]{GAP}"
    rf"(?:[A-HJ-NP-Za-hj-np-z0-9]{GAP}){{4,5}}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![0-9A-Za-z])")
MAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}\s?@\s?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
TRACKER_REST = r"[0-9A-HJKMNP-TV-Z]{2}-?(?:[0-9A-HJKMNP-TV-Z]{4}-?){3}(?![A-Za-z0-9])"
"""What follows QQ where it begins the number of a ballot in a box, in one piece or in fours: that is nobody's account."""
ACCOUNT = re.compile(
    r"(?:微信|扣扣|(?<![A-Za-z0-9-])(?:[Ww]e[Cc]hat|(?:QQ|qq)(?!" + TRACKER_REST + r")))"
    r"(?:号|ID|id)?\s?[:是为]?\s?([A-Za-z0-9][A-Za-z0-9_\-]{4,19})")
DOOR = re.compile(
    rf"({SMALL_NUMBER}\s?(?:号楼|幢|栋|座|号)){GAP}(?:{SMALL_NUMBER}\s?(?:单元|门|梯){GAP})?"
    rf"(?:{SMALL_NUMBER}\s?(?:楼|层){GAP})?[0-9]{{1,4}}\s?(?:室|号房)")
BARE_DOOR = re.compile(
    rf"({SMALL_NUMBER}\s?(?:号楼|幢|栋)){GAP}(?:{SMALL_NUMBER}\s?(?:单元|门)){GAP}[0-9]{{3,4}}(?![0-9年月日户人元米天])")
DASHED_DOOR = re.compile(
    rf"({SMALL_NUMBER}\s?(?:号楼|幢|栋))\s?(?:[\-\u2010-\u2015]?[0-9]{{1,2}}){{1,2}}[\-\u2010-\u2015][0-9]{{3,4}}(?![0-9])")
LOCAL, EXTENSION = 7, 5
"""Digits of a number without its area code, at the least; of an extension, at the most."""
A_DATE = re.compile(r"(?:19|20)[0-9]{2}\s?[-./]\s?[0-9]{1,2}\s?[-./]\s?[0-9]{1,2}")


def private_values(text: str, public_numbers: Collection[str] = ()) -> list[Found]:
    """Every private value of a text, in order, none inside another; `public_numbers` are an office's own."""
    flat, allowed = _flattened(text), {_only_digits(number) for number in public_numbers}
    taken: list[Found] = []
    for found in _candidates(flat):
        if found.kind == "phone" and _is_one_of(_only_digits(flat[found.start:found.end]), allowed):
            continue
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def _is_one_of(number: str, offices: Collection[str]) -> bool:
    """An office's number as it is said: whole, without its area code, or with an extension behind it."""
    return any(
        number == office or (len(number) >= LOCAL and office.endswith(number))
        or (number.startswith(office) and len(number) - len(office) <= EXTENSION) for office in offices)


def without_private_values(
    text: str, instead: Callable[[Found], str], public_numbers: Collection[str] = ()
) -> str:
    """The text with every private value replaced by what `instead` says of it."""
    parts, at = [], 0
    for found in private_values(text, public_numbers):
        parts += [text[at:found.start], instead(found)]
        at = found.end
    return "".join([*parts, text[at:]])


def _flattened(text: str) -> str:
    """The text with its digits and letters in their plain form; every character keeps its place."""
    flat = "".join(c if c.isascii() else _narrow(c) for c in text)
    return re.sub(r"[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖\s0-9]{7,}", lambda run: run[0].translate(HAN_DIGITS), flat)


def _narrow(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        return character
    return str(unicodedata.decimal(plain)) if plain.isdecimal() else plain


def _candidates(flat: str) -> Iterator[Found]:
    for match in MAIL.finditer(flat):
        yield Found("mail", *match.span())
    for match in IDENTITY.finditer(flat):
        if _is_identity(_only_digits(match[0])):
            yield Found("identity", *match.span())
    for match in MOBILE.finditer(flat):
        if not A_DATE.search(match[0]):
            yield Found("phone", *match.span())
    for match in LONG_NUMBER.finditer(flat):
        if (kind := _kind_of_number(_only_digits(match[0]))) and not A_DATE.search(match[0]):
            yield Found(kind, *match.span())
    for pattern in (DOOR, BARE_DOOR, DASHED_DOOR):
        for match in pattern.finditer(flat):
            yield Found("address", *match.span(), kept=match[1])
    for match in PLATE.finditer(flat):
        if any(c.isdecimal() for c in match[0]):
            yield Found("plate", *match.span())
    for match in LANDLINE.finditer(flat):
        yield Found("phone", *match.span())
    for kind, pattern in (("phone", SAID_PHONE), ("identity", PASSPORT), ("account", ACCOUNT)):
        for match in pattern.finditer(flat):
            yield Found(kind, *match.span(1))


def _only_digits(text: str) -> str:
    return "".join(c for c in text if c.isdecimal() or c in "Xx")


def _is_identity(number: str) -> bool:
    """GB 11643: six digits of a place, a day of birth, three of order, a check; the day alone is enough to hide it."""
    return len(number) == 18 and (_is_day(number[6:14]) or _checks(number))


def _checks(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11] == number[17].upper()


def _is_day(digits: str) -> bool:
    try:
        return 1890 < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def _kind_of_number(digits: str) -> str:
    """A card when its check digit is right (ISO/IEC 7812, Luhn) or it is as long as one; an old identity number."""
    if "x" in digits.lower():
        return ""
    if len(digits) == 15 and _is_day("19" + digits[6:12]):
        return "identity"
    return "card" if _luhn(digits) or len(digits) >= 15 else ""


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
