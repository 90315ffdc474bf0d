"""So many requests a minute from one address: open data is for everyone, so nobody takes it all at once."""
from __future__ import annotations

import time
from collections import OrderedDict

from flask import Blueprint, Response, current_app, json, request

A_MINUTE = 240
REMEMBERED = 5_000
"""Addresses; the one that was quiet for the longest is forgotten first."""


class Bucket:
    """Fills by itself, holds a minute's worth, and is emptied by requests; per process."""

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def takes(self, address: str, now: float) -> bool:
        """Whether one more request of this address is answered."""
        left, at = self._left.pop(address, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - at) * self.a_minute / 60)
        self._left[address] = (max(left - 1, 0.0), now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


def _wait() -> Response | None:
    bucket: Bucket = current_app.extensions.setdefault(
        "api_bucket", Bucket(current_app.config.get("API_REQUESTS_A_MINUTE", A_MINUTE)))
    if bucket.takes(request.remote_addr or "", time.monotonic()):
        return None
    return Response(json.dumps({"error": "too_many_requests"}), status=429, mimetype="application/json",
                    headers={"Retry-After": "15"})


def add_to(blueprint: Blueprint) -> None:
    """Ask before every answer."""
    blueprint.before_request(_wait)
