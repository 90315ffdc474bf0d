"""Sign-in slips: what they are for, how long they hold, how somebody was known at the desk, whose needs two officials."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from consult.account.rules.login_name import LETTERS, LONGEST, SHORTEST, normal
from consult.community.rules.kinds import OFFICIAL_POSTS, PostKind
from consult.core.errors import BadShape

SLIP_HOLDS = timedelta(days=14)
NO_PASSWORD = "!"  # noqa: S105  # what stands in the column, and fits nothing that is typed
"""The hash of an account that was opened for somebody who has not set a password yet."""
DESK_POSTS = OFFICIAL_POSTS - {PostKind.COUNCIL_MEMBER, PostKind.RESIDENT_REPRESENTATIVE}
"""Whoever holds one of these does something for others: signed in for hours, not for weeks, and a lost password
takes a second official."""
SEEN_WITHIN = timedelta(days=7)
TOLD_WITHIN = timedelta(days=90)
"""For so long the owner of an account reads on the own page what the desk did about its password."""


class SlipReason(StrEnum):
    """Why a slip was made."""

    FIRST = "first"
    FORGOTTEN = "forgotten"


class Seen(StrEnum):
    """How the desk knew who stood before it. Of a paper only that it was seen; no number of it is kept."""

    ID_CARD = "id_card"
    OTHER_PAPER = "other_paper"
    KNOWN = "known"
    VOUCHED_FOR = "vouched_for"


def needs_a_second(posts: Collection[str]) -> bool:
    """Whether a lost password of somebody with these posts takes two officials: one alone could act as the other."""
    return bool(set(posts) & DESK_POSTS)


def check_seen_on(day: date, today: date) -> None:
    """BadShape where the day on which somebody was seen lies ahead, or more than a week back."""
    if day > today:
        raise BadShape({"seen_on": "to_come"})
    if day < today - SEEN_WITHIN:
        raise BadShape({"seen_on": "too_long_ago"})


def suggested(name: str, taken: Collection[str]) -> str:
    """A login name made of a person's name, with a number behind it where that is taken: 梁静, 梁静2, 梁静3."""
    plain = "".join(LETTERS.findall(normal(name)))[:LONGEST - 6]
    if len(plain) < SHORTEST:
        plain += "member"
    return next(each for each in (plain, *(f"{plain}{n}" for n in range(2, len(taken) + 3))) if each not in taken)
