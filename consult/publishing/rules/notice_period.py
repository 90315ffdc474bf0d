"""How long a notice hangs: at least its kind's days, more if wished; what is early is said."""
from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from consult.core.errors import BadShape, RuleBroken

LONGEST = 180
"""Days; what hangs longer belongs into the archive, where it stays anyway."""
LEAST_REASON = 10
"""Characters: a reason that others can judge."""


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice as the data file has it."""

    name: str
    days: int
    objections: bool
    basis: str


@cache
def kinds() -> dict[str, NoticeKind]:
    """Every kind of notice by name."""
    read = tomllib.loads((resources.files("consult.publishing.rules") / "notice_kinds.toml").read_text("utf-8"))
    return {name: NoticeKind(name, **fields) for name, fields in read.items()}


def kind_named(name: str) -> NoticeKind:
    """The kind of this name; BadShape when there is none."""
    if name not in kinds():
        raise BadShape({"kind": "not_a_choice"})
    return kinds()[name]


def days_of(kind: NoticeKind, wished: int | None) -> int:
    """How many days it hangs: what is wished, never less than the kind demands."""
    days = kind.days if wished is None else wished
    if days < kind.days:
        raise RuleBroken("notice_period_too_short", days=days, needed=kind.days)
    if days > LONGEST:
        raise BadShape({"days": "not_a_number"})
    return days


def last_day(posted_on: date, days: int) -> date:
    """The last whole day of a period that begins the day after posting (民法典 arts. 201, 203)."""
    return posted_on + timedelta(days=days)


def is_early(today: date, until: date) -> bool:
    """Whether a notice that is taken down today has not hung its whole time."""
    return today <= until


def check_taking_down(today: date, until: date, reason: str) -> bool:
    """Whether it is early; RuleBroken when it is and the reason is missing or too short to be judged."""
    early = is_early(today, until)
    if early and len(reason.strip()) < LEAST_REASON:
        raise RuleBroken("reason_to_take_down_early", until=until, least=LEAST_REASON)
    return early
