"""The tests that open no database: which they are, what each of them runs, and how long it takes."""
from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

OPENS_A_DATABASE = {"databases", "database_url", "store", "neighbourhood"}
PLUGINS = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:logging", "-o",
           "addopts=--import-mode=importlib", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
CONSULT = str(Path("consult").resolve())


class Leaves(AssertionError):
    """A test that reaches for a database or another process."""


@dataclass
class Ran:
    """What one test ran: lines of the modules that are changed, all files of Consult, and its seconds."""

    seconds: float = 0.0
    lines: set[tuple[str, int]] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


def without_a_database(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of the collected tests, those that ask for no database."""
    return [i for i in items if not OPENS_A_DATABASE & set(getattr(i, "fixturenames", ()))]


def settle_hypothesis() -> None:
    """The same examples each time, none kept, none made smaller: whether a test fails is all that is asked."""
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutation", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
    settings.load_profile("mutation")


def stay_inside() -> None:
    """From here on whoever opens a database or a process fails."""
    from sqlalchemy.engine.default import DefaultDialect

    def no_database(*args: Any, **named: Any) -> Any:
        raise Leaves("opens a database")

    def watch(event: str, _: Any) -> None:
        if event in ("subprocess.Popen", "socket.connect", "sqlite3.connect"):
            raise Leaves(event)

    DefaultDialect.connect = no_database  # type: ignore[method-assign]
    sys.addaudithook(watch)


def passes(item: Any) -> bool:
    """Run one test, without pytest's reports, which cost more than most of these tests; whether nothing failed."""
    state = item.session._setupstate
    if not item._request:
        item._initrequest()
    try:
        state.setup(item)
        item.runtest()
    except pytest.skip.Exception:
        return True
    except (Exception, pytest.fail.Exception):
        return False
    finally:
        state.teardown_exact(None)
        item._request, item.funcargs = False, None
    return True


def what_they_run(items: list[pytest.Item], changed: set[str]) -> dict[str, Ran]:
    """Each test that passes here with what it runs, found in a child so that nothing here is warmed up by it."""
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "ran"
        child = os.fork()
        if not child:
            try:
                stay_inside()
                told.write_bytes(pickle.dumps(_record(items, changed)))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        ran: dict[str, Ran] = pickle.loads(told.read_bytes())  # noqa: S301 (our own child wrote it)
        return ran


def _record(items: list[pytest.Item], changed: set[str]) -> dict[str, Ran]:
    found: dict[str, Ran] = {}
    for item in items:
        ran = Ran()
        started = time.process_time()
        sys.settrace(_tracer(ran, changed))
        passed = passes(item)
        sys.settrace(None)
        ran.seconds = time.process_time() - started
        if passed:
            found[item.nodeid] = ran
    return found


def _tracer(ran: Ran, changed: set[str]) -> Any:
    def each_line(frame: FrameType, event: str, _: Any) -> Any:
        ran.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return each_line

    def each_call(frame: FrameType, event: str, _: Any) -> Any:
        file = frame.f_code.co_filename
        if file.startswith(CONSULT):
            ran.files.add(file)
            ran.lines.add((file, frame.f_lineno))
        return each_line if file in changed else None

    return each_call
