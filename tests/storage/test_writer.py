"""Where units of work run: beside gevent's loop, which goes on while the disk is waited for."""
from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from consult.core.errors import RuleBroken
from consult.storage import migrations
from consult.storage.writer import Direct, OneAtATime, offload, under_gevent, writer_for
from tests.storage.happenings import all_at_once

ROOT = Path(__file__).parents[2]


def on_gevent(code: str, *args: str) -> str:
    """What a program says that runs on gevent's loop, as the server does."""
    patched = "from gevent import monkey; monkey.patch_all()\n" + textwrap.dedent(code)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", patched, *args], cwd=ROOT, capture_output=True, text=True, timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_writer_fits_the_database() -> None:
    assert isinstance(writer_for("sqlite:///x.db"), OneAtATime)
    assert isinstance(writer_for("postgresql://127.0.0.1/x"), Direct)
    assert not under_gevent()
    assert offload(lambda: 7) == 7


def test_one_at_a_time_is_one_at_a_time() -> None:
    writer, inside, most = OneAtATime(), [0], [0]

    def enter() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.002)
        inside[0] -= 1

    all_at_once([lambda: writer.run(enter)] * 30, threads=10)
    assert most == [1]


def test_an_exception_comes_back_to_who_asked() -> None:
    for writer in (OneAtATime(), Direct()):
        with pytest.raises(RuleBroken):
            writer.run(lambda: (_ for _ in ()).throw(RuleBroken("too_early")))


def test_on_the_loop_everybody_writes_through_one_thread_and_hears_in_order(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    migrations.upgrade(url)
    assert on_gevent(
        """
        import sys
        import gevent
        from consult.core.errors import RuleBroken
        from consult.storage.store import Store
        from consult.storage.writer import WriterThread
        from tests.storage.happenings import happens

        store, heard = Store(sys.argv[1]), []
        assert isinstance(store.writer, WriterThread)
        store.listeners.append(lambda event: heard.append(event.seq))
        jobs = [gevent.spawn(lambda: store.carry_out(happens("here")).value) for _ in range(60)]
        gevent.joinall(jobs, raise_error=True)
        assert sorted(job.value for job in jobs) == list(range(1, 61))
        assert heard == list(range(1, 61)), heard

        def refuses(work):
            raise RuleBroken("too_early")

        try:
            store.carry_out(refuses)
        except RuleBroken as refused:
            print(refused.code)
        store.close()
        """, url,
    ) == "too_early"


def test_the_loop_goes_on_while_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    migrations.upgrade(url)
    ticks = on_gevent(
        """
        import sys
        import gevent
        from gevent.monkey import get_original
        from consult.storage.store import Store
        from tests.storage.happenings import happens

        sleep = get_original("time", "sleep")  # holds its thread, as a slow disk does
        store, ticks = Store(sys.argv[1]), []

        def slowly(work):
            happens("here")(work)
            sleep(1)

        def tick():
            while True:
                ticks.append(1)
                gevent.sleep(0.02)

        clock = gevent.spawn(tick)
        store.carry_out(slowly)
        clock.kill()
        print(len(ticks))
        store.close()
        """, url,
    )
    assert int(ticks) > 10
