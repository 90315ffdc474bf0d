"""consult serve: everything is imported once, a worker that dies is replaced, the access log tells nothing private."""
from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Neighbourhood
from tests.serving import ROOT, ServerProcess

TOKEN = "K7QX-2M9P-RRTZ"


@pytest.fixture
def server(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server on a database with a community in it, which lists what it imports."""
    process = ServerProcess(database_url, tmp_path / "data")
    process.options = ["--migrate", "--demo"]
    process.environment |= {
        "PYTHONPROFILEIMPORTTIME": "1", "CONSULT_LOG_FORMAT": "json", "CONSULT_LOG_LEVEL": "debug",
        "CONSULT_ACCESS_LOG": "1",
    }
    try:
        yield process.start()
    finally:
        process.kill()


def lines(server: ServerProcess) -> list[dict[str, Any]]:
    """The log, line by line."""
    return [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]


def get(server: ServerProcess, path: str) -> int:
    """The status that answers a path."""
    try:
        with urllib.request.urlopen(server.url + path, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def worker_of(server: ServerProcess) -> int:
    """The process that holds the application; 0 while there is none."""
    assert server.process is not None
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.process.pid)], capture_output=True, text=True)
    return int((listed.stdout.split() or ["0"])[-1])


# Python lists what an import statement brings, not what is imported by its name as consult.app is.
def test_to_migrate_to_look_for_a_demonstration_and_to_serve_the_application_is_imported_once(
    server: ServerProcess,
) -> None:
    assert get(server, "/help") == 200
    imported = re.findall(r"^import time:.*\| +(\S+)$", server.log.read_text(), re.MULTILINE)
    for module in ("consult.live", "consult.web", "consult.meeting.models", "sqlalchemy", "flask", "alembic"):
        assert imported.count(module) == 1, module


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps as Linux has it")
def test_a_worker_that_dies_is_replaced(server: ServerProcess) -> None:
    died = worker_of(server)
    os.kill(died, signal.SIGKILL)
    until = time.monotonic() + 30
    while worker_of(server) in (died, 0) and time.monotonic() < until:
        time.sleep(0.1)
    assert get(server, "/c/qinghe/") == 200


def test_the_access_log_names_routes_and_nothing_that_was_asked_for(server: ServerProcess) -> None:
    assert get(server, f"/c/qinghe/?q={TOKEN}") == 200
    assert get(server, f"/nowhere/{TOKEN}") == 404
    assert get(server, f"/c/qinghe/b/987654/box?code={TOKEN}") == 404
    server.stop()
    told = [line for line in lines(server) if line["logger"] == "consult.access"]
    assert [(line["method"], line["route"], line["status"]) for line in told if line["route"] != "/help"] == [
        ("GET", "/c/<slug>/", 200), ("GET", "-", 404), ("GET", "/c/<slug>/b/<int:id>/box", 404)]
    assert all(set(line) == {"at", "level", "logger", "message", "method", "route", "status", "ms"} for line in told)
    said = server.log.read_text()
    assert TOKEN not in said and "987654" not in said and "qinghe" not in said
    assert not [line for line in lines(server) if "127.0.0.1" in line["message"] and "Listening" not in line["message"]]


def test_a_database_of_another_version_is_not_served(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        old.execute("INSERT INTO alembic_version VALUES ('0017')")
    old.close()
    here = {**os.environ, "CONSULT_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'old.db'}"}
    asked = subprocess.run(
        [sys.executable, "-m", "consult", "serve"], cwd=ROOT, env=here, capture_output=True, text=True)
    assert asked.returncode == 2
    assert asked.stderr == "consult: the database is not at this version; run: consult migrate\n"
