"""README's "For real", word for word: its commands are read out of it and run in an empty folder with an empty home."""
from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.cli.test_installed_copy import Installed, run, the_wheel
from tests.serving import READY_SECONDS, ROOT

pytestmark = [
    pytest.mark.slow, pytest.mark.timeout(600),
    pytest.mark.skipif(os.environ.get("CONSULT_TEST_DATABASE", "sqlite") != "sqlite", reason="runs once, on SQLite"),
]


def blocks(file: str, begins: str, ends: str) -> list[list[str]]:
    """The blocks of commands of a part of a README."""
    text = (ROOT / file).read_text("utf-8")
    part = text[text.index(begins):text.index(ends)]
    found = re.findall(r"^```\n(.*?)\n```$", part, re.DOTALL | re.MULTILINE)
    return [[line for line in block.split("\n") if line.strip()] for block in found]


ENGLISH = blocks("README.md", "## For real", "## What it does not do yet")
CHINESE = blocks("README.zh-CN.md", "## 正式使用", "## 现在还没有的")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is installed."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return the_wheel(folder)


class Machine(Installed):
    """An installed copy whose commands are on the path, an empty home, and nothing else of this environment."""

    def __init__(self, wheel: Path, place: Path) -> None:
        super().__init__(wheel, place)
        home = place / "home"
        home.mkdir()
        self.environment = {"PATH": f"{self.venv / 'bin'}:/usr/bin:/bin", "HOME": str(home), "PORT": str(self.port), "LANG": "C.UTF-8"}

    def does(self, block: list[str]) -> str:
        """Run a block line by line; the last one serves, and what it printed comes back once it answers."""
        *before, last = block
        for line in before:
            run(*shlex.split(line), cwd=self.folder, env=self.environment)
        return self._serves(shlex.split(last))

    def _serves(self, words: list[str]) -> str:
        with (self.folder.parent / "printed").open("wb") as printed:
            server = subprocess.Popen(
                [self.venv / "bin" / words[0], *words[1:]], cwd=self.folder, env={**self.environment, "PYTHONUNBUFFERED": "1"},
                stdout=printed, stderr=printed, start_new_session=True)
        try:
            self.page = self._first_page(server)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
        return (self.folder.parent / "printed").read_text("utf-8")

    def _first_page(self, server: subprocess.Popen[bytes]) -> str:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                    return str(answer.read().decode())
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder.parent / "printed").read_text("utf-8"))


@pytest.fixture
def machine(wheel: Path, tmp_path: Path) -> Machine:
    """A machine of its own."""
    return Machine(wheel, tmp_path)


def test_both_readmes_give_the_same_commands() -> None:
    assert ENGLISH == CHINESE and [len(block) for block in ENGLISH] == [1, 4]


def test_an_empty_folder_is_set_up_by_page(machine: Machine) -> None:
    printed = machine.does(ENGLISH[0])
    assert re.search(r"^ +[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$", printed, re.MULTILINE)
    assert 'name="code"' in machine.page
    assert [path.name for path in machine.folder.iterdir()] == ["data"]


def test_an_empty_folder_is_set_up_by_a_plan_and_lists(machine: Machine) -> None:
    printed = machine.does(ENGLISH[1])
    assert "某某社区" in machine.page and "/setup" not in printed
    assert (machine.folder / "slips.pdf").read_bytes()[:5] == b"%PDF-"
    assert sorted(path.name for path in machine.folder.iterdir()) == ["data", "our-community", "slips.pdf"]
