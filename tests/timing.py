"""Where a run's time went: seconds of the clock and of the processor, by test file, into test-results/.

`make times` prints what the last runs wrote. Processor seconds are those of the test process and of the processes
that it started and saw end; what PostgreSQL and Redis took is not among them.
"""
from __future__ import annotations

import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.databases import kind_of_database
from tests.draws import LEFT_OUT, draw

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "test-results"
COSTLIEST = 12
BEGUN = time.monotonic()


def _processor() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


class Watch:
    """In each worker: says with every report what it took since the report before."""

    def __init__(self) -> None:
        self.before = _processor()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Any:
        report = yield
        now = _processor()
        report.processor, self.before = now - self.before, now
        return report

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["processor"] = _processor()
            output["left_out"] = dict(session.config.stash.get(LEFT_OUT, Counter()))


class Account:
    """In the process that hands the tests out: adds up, prints, writes."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.files: dict[str, list[float]] = {}
        self.left_out: Counter[str] = Counter()
        self.of_workers = 0.0
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        file = self.files.setdefault(report.nodeid.split("::")[0], [0, 0.0, 0.0])
        file[0] += report.when == "call"
        file[1] += getattr(report, "processor", 0.0)
        file[2] += report.duration
        if report.failed and report.nodeid not in self.failed:
            self.failed.append(report.nodeid)

    def pytest_testnodedown(self, node: Any) -> None:
        output = getattr(node, "workeroutput", {})
        self.of_workers += output.get("processor", 0.0)
        self.left_out = self.left_out or Counter(output.get("left_out", {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        said = self.account()
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"times-{said['database']}.json").write_text(json.dumps(said, indent=1), "utf-8")
        terminalreporter.section(f"what it took on {said['database']}")
        for line in lines_of(said):
            terminalreporter.write_line(line)
        for name in self.failed if said["draw"] is not None else ():
            terminalreporter.write_line(f"again, alone: make test DRAW={said['draw']} ONLY='{name}'")

    def account(self) -> dict[str, Any]:
        """What the run took, as it is written down."""
        left_out = self.left_out or self.config.stash.get(LEFT_OUT, Counter())
        return {
            "database": kind_of_database(), "draw": draw(), "clock": time.monotonic() - BEGUN,
            "processor": _processor() + self.of_workers, "left_out": dict(left_out),
            "files": {name: {"tests": int(count), "processor": round(processor, 2), "clock": round(clock, 2)}
                      for name, (count, processor, clock) in sorted(self.files.items())},
        }


def lines_of(said: dict[str, Any]) -> list[str]:
    """An account in lines: the whole, the costliest files, what was left out."""
    files = sorted(said["files"].items(), key=lambda file: -file[1]["processor"])
    tests = sum(file["tests"] for _, file in files)
    drawn = "everything" if said["draw"] is None else f"draw {said['draw']} of 10"
    return [
        f"{tests} tests, {drawn}: {said['clock']:.0f} s by the clock, {said['processor']:.0f} s of processors",
        *(f"  {file['processor']:7.1f} s of processors {file['clock']:7.1f} s {file['tests']:5d} tests  {name}"
          for name, file in files[:COSTLIEST]),
        *(f"left out: {count} tests ({why})" for why, count in sorted(said["left_out"].items())),
    ]


def watch(config: pytest.Config) -> None:
    """Watch where tests run, account where they are handed out."""
    config.pluginmanager.register(Watch())
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        config.pluginmanager.register(Account(config))
