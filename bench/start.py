"""How long a start takes: the first one, which migrates and fills the demonstration, and a second one."""
from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.serving import ServerProcess

WAIT_SECONDS = 600.0


def run() -> Iterator[str]:
    """`make run` with the environment there already, until the help page is answered; on an empty folder, then again."""
    with tempfile.TemporaryDirectory(prefix="consult-start-") as folder:
        for which in ("first", "second"):
            yield f"{which} start: {_start(Path(folder))}"


def _start(folder: Path) -> str:
    """Seconds until it serves, and what its processes took of the processor in all."""
    server = ServerProcess(f"sqlite:///{folder / 'consult.db'}", folder)
    server.options, server.ready_seconds = ["--migrate", "--demo"], WAIT_SECONDS
    busy, begun = _processor(), time.monotonic()
    server.start()
    took = time.monotonic() - begun
    server.stop()
    load = os.getloadavg()[0]
    return f"{took:.1f} s until it serves, {_processor() - busy:.1f} s of the processor until it was stopped (load {load:.1f})"


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
