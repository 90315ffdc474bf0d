"""Who comes to speak for a home: until when somebody else must agree, and who that may be.

The law gives no way of naming a household's representative (城市居民委员会组织法 arts. 14, 17, 27); that two must agree
is a rule of this house, so that no official alone gives a home's voice to somebody.
"""
from __future__ import annotations

from datetime import date, timedelta

CONFIRM_DAYS = 14
"""How long a change made by one official alone holds without a second one, or the home, agreeing."""
OBJECT_DAYS = 30
"""How long who spoke before, and the home, may object."""
NEAR_A_BALLOT_DAYS = 30
"""Changes so many days before a ballot stand on its roll page."""
AGAIN_DAYS = 30
"""How long an official whose change nobody confirmed makes no other of the same home."""


def confirm_until(today: date, opened_on: date | None, before: date | None) -> date | None:
    """The last day on which a change made today may be confirmed; None while a community is not open yet: its first
    register is looked at as a whole. A change of one not yet confirmed gets no longer time than that had (`before`)."""
    if opened_on is None or opened_on > today:
        return None
    last = today + timedelta(days=CONFIRM_DAYS)
    return min(last, before) if before else last


def why_not_confirm(
    who: int, *, entered_by: int, to: int, former: int | None, official: bool, of_age: bool, objected: bool
) -> str:
    """Why somebody may not confirm a change, by a code; empty where they may.

    Neither who entered it, nor the new one, nor the one displaced; of the home only adults, and over an objection only
    another official.
    """
    if who in (entered_by, to, former):
        return "confirmed_by_another"
    if official:
        return ""
    if not of_age:
        return "confirmed_by_an_adult"
    return "objection_needs_an_official" if objected else ""
