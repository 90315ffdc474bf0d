"""The lines of the log, on standard error: their level, as text for people or as JSON for a collector."""
from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from consult.config import LogSettings

ACCESS = "consult.access"


class Text(logging.Formatter):
    """A moment, how grave it is, who says it, and what."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """The moment in UTC, to the millisecond."""
        return _moment(record)


class Json(logging.Formatter):
    """One object a line; `fields` of a record stand beside its message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, Any] = {
            "at": _moment(record), "level": record.levelname.lower(), "logger": record.name,
            "message": record.getMessage(), **getattr(record, "fields", {}),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


class ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """Standard error."""
        return sys.stderr

    @stream.setter
    def stream(self, other: TextIO) -> None:
        raise AttributeError("always standard error")


def set_up(told: LogSettings) -> None:
    """From now on lines are written as the settings say; saying it again changes them. The level is that of our own
    lines and the server's: libraries only warn, for nobody here knows what else they would tell."""
    root = logging.getLogger()
    for one in [one for one in root.handlers if isinstance(one, ToStandardError)]:
        root.removeHandler(one)
    handler = ToStandardError()
    handler.setFormatter(Json() if told.json else Text())
    root.addHandler(handler)
    for ours in ("consult", "gunicorn"):
        logging.getLogger(ours).setLevel(told.level.upper())
    # What is asked for by a setting of its own is written at every level.
    logging.getLogger(ACCESS).setLevel(logging.INFO if told.access else logging.CRITICAL)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
