"""What becomes of a list that was handed in, and how long it is kept."""
from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from consult.core.errors import Refusal, RuleBroken

KEPT = timedelta(days=7)
"""So long a list waits to be entered, and can be taken back once it is."""


class ListState(StrEnum):
    """Where a list stands."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    TAKEN_BACK = "taken_back"
    GIVEN_UP = "given_up"


def check_waiting(state: ListState, until: datetime, now: datetime) -> None:
    """RuleBroken where a list was entered or given up, or its seven days are over."""
    if state != ListState.WAITING or until <= now:
        raise RuleBroken("list_over")


def check_as_shown(shown: str, would_be: str) -> None:
    """RuleBroken where the register or the choices are not what they were when the plan was shown."""
    if shown != would_be:
        raise RuleBroken("list_changed_meanwhile")


def of_row(line: int, refusal: Refusal) -> RuleBroken:
    """What a verb refused, with the row of the list that it is about."""
    return RuleBroken("row_refused", line=line, because=refusal)


def check_to_take_back(state: ListState, until: datetime, now: datetime) -> None:
    """RuleBroken where a list was not entered, or longer than seven days ago."""
    if state != ListState.TAKEN_IN or until <= now:
        raise RuleBroken("list_not_to_take_back")
