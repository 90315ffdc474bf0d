"""Door: the live room over Socket.IO."""
from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Hang the live room on the application."""
