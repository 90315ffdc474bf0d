"""A page of the product against a hello-world page of the same framework, in processor time."""
from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from consult.app import create_app
from consult.config import Settings
from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage import migrations
from consult.storage.store import Store
from tests.builders import Memory, Neighbourhood, settle
from tests.databases import take_picture

COUNT = 200


def run() -> Iterator[str]:
    """The ratio for the public list of matters, and for the public home page."""
    hello = _cpu(_hello())
    with tempfile.TemporaryDirectory() as folder:
        client = _product(Path(folder)).test_client()
        for path in ("/c/qinghe/", "/c/qinghe/matters"):
            page = _cpu(lambda path=path: client.get(path))  # type: ignore[misc]
            yield f"{path}: {page * 1e3:.2f} ms of CPU, hello {hello * 1e3:.2f} ms, ratio {page / hello:.1f}"


def _cpu(once: Callable[[], object]) -> float:
    once()
    begun = time.process_time()
    for _ in range(COUNT):
        once()
    return (time.process_time() - begun) / COUNT


def _hello() -> Callable[[], object]:
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    client = app.test_client()
    return lambda: client.get("/")


def _product(folder: Path) -> Flask:
    url = f"sqlite:///{folder / 'pages.db'}"
    migrations.upgrade(url)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, clock=clock, reactions=REACTIONS)
    settled = settle(store)
    neighbourhood = Neighbourhood(store, clock, settled, Memory(take_picture(store.reading), {}))
    for _ in range(20):
        neighbourhood.a_matter()
    return create_app(Settings(data=folder, database_url=url, secret="x" * 32), clock=clock)
