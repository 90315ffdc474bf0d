"""When somebody who is not of age will be, out of a column that is dropped: the month is kept, and of adults nothing."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from consult.community.rules.ages import OF_AGE_YEARS, of_age

BORN = re.compile(r"(19|20)([0-9]{2})[-/.年]?([0-9]{1,2})(?:[-/.月]?[0-9]{1,2}日?.*|月?)")
IN_AN_IDENTITY = re.compile(r"[1-9][0-9]{5}((?:19|20)[0-9]{2})(0[1-9]|1[0-2])[0-9]{5}[0-9Xx]")


def month_by(cells: Sequence[str], today: date) -> str:
    """2031-05 where one of these cells (days of birth, identity numbers) is of somebody who is not of age; else empty.

    A register needs to know whether somebody is of age, and never when they were born (个人信息保护法 art. 6).
    """
    for cell in cells:
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
        if found := IN_AN_IDENTITY.fullmatch(plain):
            year, month = int(found[1]), int(found[2])
        elif found := BORN.fullmatch(plain):
            year, month = int(found[1] + found[2]), int(found[3])
        else:
            continue
        if not 1 <= month <= 12 or (year, month) > (today.year, today.month):
            continue
        first = date(year + OF_AGE_YEARS, month, 1)
        return "" if of_age(first, today) else f"{first:%Y-%m}"
    return ""
