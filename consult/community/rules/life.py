"""What happens in a person's life, as far as a register has to do with it, and from which day it may hold."""
from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from consult.core.errors import BadShape

DAYS_BACK = 366
"""A change is entered late rather than not at all; further back nothing depends on the day any more."""
DAYS_AHEAD = 60
"""A move that is known of is entered before it comes; further ahead it is a plan."""

WENT, CAME = "原来的户代表搬走了", "搬来的人担任户代表"
PASSED, NOT_HERE = "原来的户代表去世了", "原来的户代表不在名册上了"
"""Reasons kept beside a change of representative that something else brings with it, in the register's language."""


class LivesAs(StrEnum):
    """How a residency counts: nobody is counted in two homes (register.md section 2, 人户分离)."""

    MAIN = "main"
    SECOND = "second"
    VOID = "void"
    """Entered and changed on one day: it never held."""


class Gone(StrEnum):
    """Why an entry counts nowhere any more."""

    DIED = "died"
    CLOSED = "closed"
    MERGED = "merged"


class LifeKind(StrEnum):
    """What is written into the history of a person."""

    ENTERED = "entered"
    CORRECTED = "corrected"
    MOVED = "moved"
    JOINED = "joined"
    SEPARATED = "separated"
    MOVED_IN = "moved_in"
    SECOND_HOME = "second_home"
    GAVE_UP_HOME = "gave_up_home"
    COUNTED_ELSEWHERE = "counted_elsewhere"
    MOVED_OUT = "moved_out"
    DIED = "died"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    SAID_WRONG = "said_wrong"
    """The person says that something of their entry is wrong, in words."""


class Move(StrEnum):
    """Why somebody goes from one home to another."""

    MOVED = "moved"
    JOINED = "joined"
    """By marriage, or to parents or children."""
    SEPARATED = "separated"


def first_day(given: date | None, today: date, *, ahead: bool = True) -> date:
    """The day from which a change holds: the one given, else today.

    BadShape({"holds_from": …}) where it lies more than a year back (over_a_year_ago) or more than sixty days ahead
    (over_sixty_days_ahead); what cannot be known before it happens is not entered ahead at all.
    """
    day = given or today
    if day < today - timedelta(days=DAYS_BACK):
        raise BadShape({"holds_from": "over_a_year_ago"})
    if day > today + timedelta(days=DAYS_AHEAD if ahead else 0):
        raise BadShape({"holds_from": "over_sixty_days_ahead" if ahead else "not_yet"})
    return day


def last_day(first: date, since: date) -> date:
    """The last day of what ends because something else begins on `first`, and never before its own first day."""
    return max(since, first - timedelta(days=1))


def tidy_name(given: str) -> str:
    """A name as it is kept: no space around or within one of Chinese characters, one between words of others.

    The dot within names of many nationalities has several code points; it is kept as U+00B7.
    """
    words = "".join("·" if sign in "•‧∙⋅・･" else sign for sign in given).split()
    joint = " " if any(word.isascii() for word in words) else ""
    return joint.join(words).replace(" ·", "·").replace("· ", "·")
