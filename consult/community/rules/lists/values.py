"""What a cell says, in the form that the register keeps; or the code of why it says nothing that can be kept."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from consult.community.rules.lists import words

AREA = re.compile(r"([0-9]+(?:\.[0-9]{1,4})?)0*(?:m2|平方米|平米|平方|平|m)?")
LARGEST_AREA = 100_000
"""In m²; an area is kept in cm² in a column that ends at 214,748 m²."""
DAY = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:\s?[0-9]{1,2}:.*)?")
MONTH = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})月?|([0-9]{2}))(?:(?:[-/.]|(?<=月))[0-9]{1,2}日?.*)?")
FOR_EVER = frozenset(("至今", "长期", "现任", "在任", "无固定"))
HAN = "\u3400-\u9fff\U00020000-\U0003ffff\ue000-\uf8ff〇"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
SPLITS = re.compile(r"[、,，;；/|\\\n\r+&＆]+")
SHARE = re.compile(r"[0-9.]+%|[0-9]+/[0-9]+")
BRACKETED = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]?")
DOTS = re.compile("[•‧∙・･．●]")


class Value(NamedTuple):
    """A text as the register keeps it; `code` says what is wrong where something is, `seen` the word that is not known."""

    text: str
    code: str = ""
    seen: str = ""


def person(text: str) -> Value:
    """A name without blanks between its characters and without what stands in brackets; rare characters stay as they are."""
    name = _name(text)
    return Value(name, "several_names") if SPLITS.search(name) else Value(name)


def persons(text: str) -> Value:
    """Several owners of one home, with 、 between them; shares are left out, they have one voice together."""
    whole = SHARE.sub("", BRACKETED.sub("、", text)) if SPLITS.search(text) or "%" in text else text
    parts = [_name(part) for piece in SPLITS.split(whole) for part in _apart(piece)]
    return Value("、".join(dict.fromkeys(part for part in parts if part)))


def _apart(piece: str) -> list[str]:
    """张三 李四 are two, 张 三 is one."""
    parts = piece.split()
    return parts if len(parts) > 1 and all(len(part) > 1 and re.fullmatch(f"[{HAN}]+", part) for part in parts) else [piece]


def _name(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in DOTS.sub("·", text))
    plain = BETWEEN_HAN.sub("", " ".join(BRACKETED.sub("", plain).replace("\u3000", " ").split())).strip(" *-")
    return "" if words.plain_word(plain) in words.NOTHING or plain in ("空置", "空户", "无人", "空房") else plain


def line(text: str) -> Value:
    """A text of one line, as it is written, without blanks around it."""
    plain = " ".join(text.split())
    return Value("" if words.plain_word(plain) in words.NOTHING else plain)


def area(text: str) -> Value:
    """An area in m²: 89.35㎡ is 89.35. More than nothing, and less than a hundred thousand."""
    plain = words.plain_word(text).replace(",", "").replace("㎡", "m2")
    if not plain or plain in words.NOTHING:
        return Value("")
    found = AREA.fullmatch(plain)
    if not found:
        return Value("", "area_is_no_number" if not re.fullmatch(r"-[0-9.]+", plain) else "area_not_positive")
    size = Decimal(found[1])
    code = "area_not_positive" if size == 0 else "area_too_large" if size > LARGEST_AREA else ""
    return Value("" if code else format(size.normalize() if size != size.to_integral() else size.quantize(Decimal(1)), "f"), code)


def day(text: str) -> Value:
    """A day, written 2026-03-02, 2026/3/2, 2026年3月2日 or 20260302; nothing for 至今 and the like."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or plain in FOR_EVER or plain in words.NOTHING:
        return Value("")
    found = DAY.fullmatch(plain)
    try:
        assert found
        return Value(date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])).isoformat())
    except (AssertionError, ValueError):
        return Value("", "not_a_day")


def month(text: str) -> Value:
    """A month, 2031-05; of a whole day its month alone."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or plain in words.NOTHING:
        return Value("")
    found = MONTH.fullmatch(plain)
    number = int(found[2] or found[3]) if found else 0
    return Value(f"{found[1]}-{number:02}") if found and 1 <= number <= 12 else Value("", "not_a_month")


def yes_or_no(text: str) -> Value:
    """yes or no; of a home's state whether somebody lives there."""
    plain = words.plain_word(text)
    if plain in words.YES:
        return Value("yes")
    if plain in words.NO:
        return Value("no")
    return Value("") if not plain or plain in words.NOTHING else Value("", "not_yes_or_no", plain)


def _coded(table: str) -> Callable[[str], Value]:
    """What reads a word of a table as its code; a word that the table does not have is told back."""
    codes = words.codes_of(table)

    def read(text: str) -> Value:
        plain = words.plain_word(text)
        if not plain or plain in words.NOTHING:
            return Value("")
        return Value(codes[plain]) if plain in codes else Value("", f"{table}_unknown", plain)
    return read


use, unit_kind, post, seat = (_coded(table) for table in ("use", "unit_kind", "post", "seat"))
BODIES = words.codes_of("body")


def posts(text: str) -> Value:
    """Several posts, their codes with a blank between them; the first that is not known is said."""
    found = [post(part) for part in re.split(r"[、,，;；/|\s]+", text.strip())]
    wrong = next((value for value in found if value.code), Value(""))
    return Value(" ".join(dict.fromkeys(value.text for value in found if value.text)), wrong.code, wrong.seen)


def body(text: str) -> Value:
    """The code of a kind of body, or the name of a body as it is written."""
    plain = words.plain_word(text)
    return Value(BODIES[plain]) if plain in BODIES else line(text)


READ_AS: dict[str, Callable[[str], Value]] = {
    "name": person, "owner": persons, "delegate": person, "called": line, "grid": line, "name_en": line, "login": line,
    "area": area, "use": use, "lived_in": yes_or_no, "representative": yes_or_no, "comes_of_age": month, "posts": posts,
    "post": post, "kind": unit_kind, "unit_kind": unit_kind, "member_of": body, "body": body, "starts_on": day,
    "ends_on": day, "seat": seat,
}
MOST: dict[str, int] = {
    "name": 60, "called": 60, "grid": 60, "building": 40, "door": 40, "delegate": 60, "name_en": 120, "body": 80,
    "member_of": 80, "login": 40, "delegate_building": 40, "delegate_door": 40,
}
"""Characters that a text may have: what the register's columns hold (rules/texts.py)."""
