"""What is never kept of a list, whatever its heading says: identity numbers, days of birth, cards, plates, telephones.

Found by content: a column that mostly holds such things is dropped whole, a single one in another column is taken out of
its cell. Only the kind is counted.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from consult.core.private_values import Found, without_private_values

MOSTLY = 2
"""A column is dropped where one filled cell in this many is private."""
MAY_BE = re.compile(
    r"(?:\d\D{0,6}){6}|[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖\s]{7}|@|＠|[微Vv扣QqＱｑ]|护照|通行证|[eE]\+"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][\s·.\-]{0,3}[A-Za-zＡ-Ｚａ-ｚ]")
"""A quick look: what this does not find is not looked at closer, or five thousand rows would take a minute."""
A_DAY = re.compile(
    r"(?<!\d)(?:18|19|20)\d{2}\s?(?:[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?[日号]?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
    r"(?:\s\d{1,2}:\d{2}(?::\d{2})?)?")
LONG_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9]{7,}(?![0-9A-Za-z])|[0-9]\.[0-9]{3,}[eE]\+[0-9]+")
"""A number of seven digits or more in a text of a person or a home is somebody's number, whatever it is."""
SAYS_SOMETHING = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{2}|[A-Za-z]{3}|[0-9]")
"""What is left of a cell with a name or a home beside the number; such a column is not dropped, its numbers are."""
NARROW = {ord("０") + n: str(n) for n in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "x", ord("－"): "-", ord("／"): "/", ord("．"): "."}
APART = "\ue0ff"
AFTER_A_NAME = re.compile("(?<=[\u4e00-\u9fff])(?=[0-9])")
"""张三138… is a name and a number, though 三 is a digit too: they are taken apart first, and looked at whole after that."""
DAYS_STAY = ("starts_on", "ends_on", "comes_of_age")
NUMBERS_STAY = ("login", "area")
"""A login name may be all digits, and an area of ten digits is told to be too large."""


class Cleaner:
    """Takes what is private out of the cells of one list, and counts it by kind. What it has seen goes with it."""

    def __init__(self) -> None:
        self.dropped: Counter[str] = Counter()
        self._seen: dict[tuple[str, bool, bool], tuple[str, tuple[str, ...]]] = {}

    def cell(self, text: str, field: str = "") -> str:
        """A cell of a field without what is private in it."""
        kept, kinds = self._cleaned(text, field)
        if kinds:
            self.dropped.update(kinds)
        return kept

    def column(self, cells: Sequence[str], because: str) -> None:
        """Count the filled cells of a column that is dropped whole."""
        self.dropped[because] += sum(bool(cell.strip()) for cell in cells)

    def mostly_private(self, cells: Sequence[str], field: str) -> str:
        """The kind of private content that a column mostly holds; empty where it does not."""
        filled = [cell for cell in cells if cell.strip()]
        kinds = Counter(
            kinds[0] for cell in filled
            for kept, kinds in (self._cleaned(cell, field),) if kinds and not SAYS_SOMETHING.search(kept))
        return kinds.most_common(1)[0][0] if kinds and kinds.total() * MOSTLY >= len(filled) else ""

    def _cleaned(self, text: str, field: str) -> tuple[str, tuple[str, ...]]:
        if not MAY_BE.search(text):
            return text, ()
        asked = (text, field in DAYS_STAY, field in NUMBERS_STAY)
        if asked not in self._seen:
            self._seen[asked] = _cleaned(*asked)
        return self._seen[asked]


def _cleaned(text: str, days_stay: bool, numbers_stay: bool) -> tuple[str, tuple[str, ...]]:
    """What may stay of a text, and the kinds of what was taken out."""
    if days_stay and A_DAY.fullmatch(text.strip()):
        return text, ()
    kinds: list[str] = []

    def taken(kind: str) -> str:
        kinds.append(kind)
        return ""

    plain = AFTER_A_NAME.sub(APART, text.translate(NARROW))
    plain = _without_private(plain, taken).replace(APART, "")
    plain = A_DAY.sub(lambda _found: taken("birth"), _without_private(plain, taken))
    if not numbers_stay:
        plain = LONG_RUN.sub(lambda _found: taken("number"), plain)
    return (plain.strip(" \t\u3000-,，、;；:：/()（）"), tuple(kinds)) if kinds else (text, ())


def _without_private(text: str, taken: Callable[[str], str]) -> str:
    """The text without every private value but the door of a home, which is what a list is for."""
    def instead(found: Found) -> str:
        return text[found.start:found.end] if found.kind == "address" else taken(found.kind)
    return without_private_values(text, instead)
