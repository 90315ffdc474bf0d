"""Work shared out to child processes, each with all that its parent has loaded."""
from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Thing, Found = TypeVar("Thing"), TypeVar("Found")


def shared_out(things: Sequence[Thing], jobs: int, work: Callable[[Thing], Found], called: str) -> list[Found]:
    """work(thing) for each, by so many children; in the order of the things. Says now and then how far it is."""
    with tempfile.TemporaryDirectory() as place:
        children = {}
        for job in range(jobs):
            told = Path(place) / str(job)
            child = os.fork()
            if not child:
                _work(things[job::jobs], work, told, called if job == 0 else "")
            children[child] = told
        found: dict[int, Found] = {}
        for job, (child, told) in enumerate(children.items()):
            os.waitpid(child, 0)
            if not told.exists():
                raise SystemExit(f"{called}: a child ended without a word")
            for at, one in enumerate(pickle.loads(told.read_bytes())):  # noqa: S301 (our own child wrote it)
                found[job + at * jobs] = one
    return [found[at] for at in range(len(things))]


def _work(share: Sequence[Thing], work: Callable[[Thing], Found], told: Path, called: str) -> None:
    try:
        found, said_at = [], time.monotonic()
        for at, thing in enumerate(share):
            found.append(work(thing))
            if called and time.monotonic() - said_at > 20:
                said_at = time.monotonic()
                print(f"  {called}: {at + 1} of {len(share)}", file=sys.stderr, flush=True)
        told.write_bytes(pickle.dumps(found))
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
