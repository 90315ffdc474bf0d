"""The code that opens the set-up page: how long it holds, and how often it may be mistyped."""
from __future__ import annotations

from datetime import timedelta

HOLDS = timedelta(hours=1)
TRIES = 5
STAYS_OPEN = timedelta(hours=2)
"""So long the page stays open in the browser in which the code was entered."""
