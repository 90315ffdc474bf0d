"""What an announcement says: the question, who is asked, and the hours; and what of the hours a rule refuses."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from consult.ballot.rules.question import Form
from consult.ballot.rules.vote_rule import Binding, VoteRule
from consult.core.arguments import Length, Text
from consult.core.clock import local_date
from consult.core.errors import RuleBroken


@dataclass(frozen=True)
class ToAsk:
    """What is to be asked, how it is answered, and of an appraisal about whom. Options are one a line."""

    question: Text
    form: Form | None = None
    options: Annotated[str, Length(most=2_000)] = ""
    most: int = 1
    allows_other: bool = False
    about_id: int | None = None
    about_body_id: int | None = None
    """Of an appraisal, which body it is about; where neither says, it is about the residents' committee."""


@dataclass(frozen=True)
class Electors:
    """Who is asked: the whole community, or a part of it."""

    scope: str
    scope_id: int = 0
    prefix: Annotated[str, Length(most=20)] = ""

    def plain(self) -> dict[str, str | int]:
        """As an announcement keeps it."""
        return {"kind": self.scope, "id": self.scope_id, "prefix": self.prefix}


@dataclass(frozen=True)
class Hours:
    """From when until when a ballot stands open."""

    opens_at: datetime
    closes_at: datetime


def check_hours(rule: VoteRule, hours: Hours, now: datetime, timezone: str) -> None:
    """RuleBroken where a rule is for results from elsewhere, the hours are none, or the roll lies open too briefly
    (居委会组织法 art. 17 asks twenty days for elections)."""
    if rule.binding == Binding.RECORD_ONLY:
        raise RuleBroken("held_elsewhere", rule=rule.code)
    if hours.closes_at <= max(hours.opens_at, now):
        raise RuleBroken("closes_before_it_opens")
    days = (local_date(hours.opens_at, timezone) - local_date(now, timezone)).days
    if days < rule.roll_days:
        raise RuleBroken("roll_not_long_enough", days=days, needed=rule.roll_days)
