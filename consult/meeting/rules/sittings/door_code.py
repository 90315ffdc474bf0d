"""The code at the door: it shows that somebody stands before the hall's screen, or before the sheet at the door."""
from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

MINUTES = 10
"""How long a code on the screen stands; the one before it still counts, so that a slow hand is not late."""
SHEET = "sheet"


def door_code(secret: str, window: str) -> str:
    """Eight letters and digits that only who knows the meeting's secret can make."""
    return hmac.new(secret.encode(), window.encode(), hashlib.sha256).hexdigest()[:8]


def code_now(secret: str, now: datetime) -> str:
    """The code that the screen shows now."""
    return door_code(secret, str(_window(now)))


def holds(secret: str, given: str, now: datetime) -> bool:
    """Whether a code is the screen's (this one or the one before), or the sheet's."""
    at = _window(now)
    return any(hmac.compare_digest(door_code(secret, w).encode(), given.encode()) for w in (str(at), str(at - 1), SHEET))


def _window(now: datetime) -> int:
    return int(now.timestamp()) // (MINUTES * 60)
