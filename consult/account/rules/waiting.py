"""How long to wait after wrong passwords."""
from __future__ import annotations

from datetime import datetime, timedelta

FREE_TRIES = 5
FREE_TRIES_AN_ADDRESS = 50
"""A whole hall signs in from one address; what is tried against one name is counted by itself."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


def wait_until(failures: int, last_at: datetime, free: int = FREE_TRIES) -> datetime:
    """The moment of the next allowed try: at once for the free ones, then 30 s doubling to 15 min."""
    if failures < free:
        return last_at
    return last_at + min(FIRST_WAIT * (1 << min(failures - free, 10)), LONGEST_WAIT)
