"""An answer is given only after the disk has what it says."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from consult.storage.store import Store
from tests.serving import ROOT

COUNT = 10
CARRIES_OUT = f"""
import os, sys
if sys.argv[2] == "gevent":
    from gevent import monkey
    monkey.patch_all()
from sqlalchemy import text
from consult.storage.store import Store
store = Store(sys.argv[1])
os.write(2, b"begun\\n")
for number in range({COUNT}):
    store.carry_out(lambda work: work.db.execute(
        text("INSERT INTO stream (name, epoch, seq, head) VALUES (:name, 1, 0, '')"), {{"name": f"s:{{number}}"}}) and None)
    os.write(2, b"answered\\n")
store.close()
"""


@pytest.mark.faults
@pytest.mark.parametrize("how", ["gevent", "threads"])
def test_sqlite_is_on_the_disk_before_the_answer(store: Store, tmp_path: Path, how: str) -> None:
    """Counted from outside: between two answers the process has the disk write what it wrote (NORMAL would not)."""
    if store.writing.dialect.name != "sqlite":
        pytest.skip("PostgreSQL writes its own files")
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("no strace here; the pragma is looked at in the next test")
    calls = tmp_path / "calls"
    traced = [strace, "-f", "-e", "trace=fsync,fdatasync,write", "-e", "signal=none", "-o", str(calls)]
    ran = subprocess.run(
        [*traced, sys.executable, "-c", CARRIES_OUT, store.url, how], cwd=ROOT, capture_output=True, text=True)
    if "ptrace" in ran.stderr:
        pytest.skip("this machine lets nobody be traced")
    assert ran.returncode == 0, ran.stderr
    after_begun = calls.read_text().split('write(2, "begun', 1)[1]
    spans = after_begun.split('write(2, "answered')
    assert len(spans) == COUNT + 1
    assert [bool(re.search(r"\bf(data)?sync\(", span)) for span in spans[:-1]] == [True] * COUNT


@pytest.mark.as_served
def test_the_writing_connection_waits_for_the_disk(store: Store) -> None:
    """synchronous 2 is FULL: the WAL is on the disk before a commit returns. PostgreSQL must not commit ahead either."""
    with store.writing.connect() as connection:
        if store.writing.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA synchronous")) == 2
            assert connection.scalar(text("PRAGMA fullfsync")) == 1
        else:
            assert connection.scalar(text("SHOW synchronous_commit")) not in ("off", "local")
