"""Joining a home by its code: who comes in at once, and who waits for somebody's yes."""
from __future__ import annotations

from datetime import date, timedelta

REQUEST_HOLDS = timedelta(days=30)
"""How long a name that nobody entered waits; then it is erased."""


def comes_in_at_once(*, ever_lived_in: bool, opened_on: date | None, today: date) -> bool:
    """Whether a name that nobody entered comes in without anybody's yes: the first of a home of which nobody was ever
    entered, while the community is not open yet and its register is looked at as a whole before anything is decided.

    Later a code and an invented name would be enough for one official alone to have a voice more.
    """
    return not ever_lived_in and (opened_on is None or opened_on > today)
