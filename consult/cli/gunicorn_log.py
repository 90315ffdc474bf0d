"""What gunicorn tells, as lines of our log."""
from __future__ import annotations

import logging
from typing import Any

log = logging.getLogger("gunicorn.error")
FAILED = "Error handling request"
NOT_READ = "Invalid request from ip="


class GunicornLog:
    """Has what gunicorn asks of a log. Where its own sentence holds what a request held, the sentence is ours."""

    def __init__(self, cfg: Any) -> None:
        self.critical, self.error, self.info = log.critical, log.error, log.info

    def setup(self, cfg: Any) -> None:
        """Levels and places are those of consult.cli.log_lines."""

    def debug(self, *_: Any, **__: Any) -> None:
        """Nothing: these lines name the path of each request."""

    def warning(self, message: str, *args: Any, **more: Any) -> None:
        """A warning; of a request that is no HTTP neither the sender nor the words."""
        if message.startswith(NOT_READ):
            message, args = "a request that is no HTTP was refused", ()
        log.warning(message, *args, **more)

    def exception(self, message: object, *args: Any, **more: Any) -> None:
        """What went wrong, with its traceback; not the address that was asked for."""
        if str(message).startswith(FAILED):
            message, args = "a request failed outside the application", ()
        log.exception(message, *args, **more)

    def access(self, *_: Any) -> None:
        """Nothing: consult.cli.access_log writes these lines, where they are asked for."""

    def reopen_files(self) -> None:
        """Nothing: lines go to standard error."""

    def close_on_exec(self) -> None:
        """Nothing: lines go to standard error."""
