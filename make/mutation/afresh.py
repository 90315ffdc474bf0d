"""Mutants of tables, classes and defaults: a child that has not loaded Consult imports it with the change in it."""
from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from types import CodeType, ModuleType
from typing import Any

import pytest

from mutation.in_place import limit
from mutation.pure_tests import PLUGINS, passes, settle_hypothesis, stay_inside, without_a_database

SECONDS_TO_LOAD = 60.0


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from changed code."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Of this one module alone."""
        return importlib.util.spec_from_loader(name, self, origin=self.path) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        module.__file__ = self.path
        exec(self.code, module.__dict__)  # noqa: S102


class Pure:
    """Runs the tests that open no database, without those left out, until one fails."""

    def __init__(self, left_out: Collection[str]) -> None:
        self.left_out, self.killer = left_out, ""

    @pytest.fixture
    def clock(self) -> Any:
        """As in tests/conftest.py."""
        from consult.core.clock import SetClock

        return SetClock(datetime(2026, 11, 26, 11, 0, tzinfo=UTC))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the pure ones."""
        items[:] = [i for i in without_a_database(items) if i.nodeid not in self.left_out]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be collected has noticed too."""
        if report.failed and not self.killer:
            self.killer = report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """One test after the other; the first to fail has noticed."""
        self.killer = self.killer or next((item.nodeid for item in session.items if not passes(item)), "")
        return True


def tried_afresh(finder: Changed, files: Sequence[str], left_out: Collection[str], seconds: float) -> tuple[str, str]:
    """As in_place.tried, with an import of everything."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _in_the_child(finder, files, left_out, writing, seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed", "out of time" if os.WTERMSIG(status) == signal.SIGPROF else "crashed"
    return ("killed", said) if os.WEXITSTATUS(status) else ("survived", "")


def _told_by(file: str, pure: Pure) -> str:
    """Which test of a file fails; tests/conftest.py stays out, since it loads the whole house."""
    ended = pytest.main([*PLUGINS, "--noconftest", file], plugins=[pure])
    return pure.killer or ("" if ended in (0, 5) else f"pytest ended with {ended}")


def _in_the_child(
    finder: Changed, files: Sequence[str], left_out: Collection[str], writing: int, seconds: float
) -> None:
    killer = "could not be imported"
    try:
        limit(SECONDS_TO_LOAD + seconds)
        sys.meta_path.insert(0, finder)
        pure = Pure(left_out)
        settle_hypothesis()
        stay_inside()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        killer = next((told for file in files if (told := _told_by(file, pure))), "")
    except BaseException as problem:
        killer = type(problem).__name__
    finally:
        os.write(writing, killer.encode())
        os._exit(1 if killer else 0)
