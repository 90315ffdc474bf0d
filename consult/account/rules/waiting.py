"""How long to wait after wrong passwords."""
from __future__ import annotations

from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


def wait_until(failures: int, last_at: datetime) -> datetime:
    """The moment of the next allowed try: free for five, then 30 s doubling to 15 min."""
    if failures < FREE_TRIES:
        return last_at
    return last_at + min(FIRST_WAIT * (1 << min(failures - FREE_TRIES, 10)), LONGEST_WAIT)
