"""Every page of a year of two communities: server time and questions to the database, the worst of each kind of page.

`python -m bench year` tells the year itself (some minutes); with CONSULT_DATA set, the one that is there is read.
"""
from __future__ import annotations

import os
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from consult.app import create_app, store_for
from consult.cli.demo.filling import fill
from consult.cli.demo.sign_ins import PASSWORD
from consult.cli.demo.year import SIZES
from consult.config import Settings
from consult.storage import migrations
from tests.security.pages import read

WHO = (None, "mishu", "zhangshifu", "shuji")
A_KIND = 6
"""How many pages of one kind are looked at."""
SHOWN = 12
MOST_SECONDS, MOST_QUERIES = 0.150, 20


@dataclass(frozen=True)
class Look:
    """One page that was asked for three times: the quickest by the clock and by the processor, and its questions.

    On a machine that has nothing else to do the two times are the same; elsewhere the processor's is the server's own.
    """

    kind: str
    path: str
    who: str
    seconds: float
    cpu_seconds: float
    queries: int


def run() -> Iterator[str]:
    """The slowest and the most curious pages, and how many keep within 150 ms and 20 questions."""
    with tempfile.TemporaryDirectory() as folder:
        looks = [look for who in WHO for look in _walk(_year(Path(folder)), who)]
    for name, key in (("slowest", lambda look: look.cpu_seconds), ("most queries", lambda look: look.queries)):
        for look in sorted(looks, key=key, reverse=True)[:SHOWN]:
            yield (f"{name}: {look.cpu_seconds * 1e3:6.1f} ms ({look.seconds * 1e3:6.1f} by the clock) {look.queries:3d} queries  "
                   f"{look.who:10} {look.path}")
    for name, within in (("processor", lambda look: look.cpu_seconds), ("clock", lambda look: look.seconds)):
        count = sum(within(look) <= MOST_SECONDS and look.queries <= MOST_QUERIES for look in looks)
        yield f"{count} of {len(looks)} pages of {len({look.kind for look in looks})} kinds within 150 ms ({name}) and 20 queries"
    yield f"load of the machine while this ran: {os.getloadavg()[1]:.1f}"


def _year(folder: Path) -> Flask:
    given = os.environ.get("CONSULT_DATA")
    data = Path(given) if given else folder
    settings = Settings(data=data, database_url=f"sqlite:///{data / 'consult.db'}", secret="x" * 32)
    if not (data / "consult.db").exists():
        migrations.upgrade(settings.database_url)
        store = store_for(settings)
        fill(store, store.clock(), print, year=SIZES)
        store.close()
    return create_app(settings)


def _walk(app: Flask, who: str | None) -> Iterator[Look]:
    """Follow every link from home, so many pages of each kind."""
    client, asked = app.test_client(), _count_queries(app)
    if who:
        app.config["WTF_CSRF_ENABLED"] = False
        client.post("/sign-in", data={"login": who, "password": PASSWORD})
    waiting, seen, kinds = deque(["/c/qinghe/"]), {"/c/qinghe/"}, dict[str, int]()
    while waiting:
        path = waiting.popleft()
        kind = _kind(app, path)
        if kinds.get(kind, 0) >= A_KIND:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        page, seconds, cpu_seconds, queries = _ask(client, asked, path)
        yield Look(kind, path, who or "visitor", seconds, cpu_seconds, queries)
        for link in page:
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _ask(client: FlaskClient, asked: list[str], path: str) -> tuple[list[str], float, float, int]:
    times, cpu = [], []
    for _ in range(3):
        asked.clear()
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(path)
        times.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - worked)
    if answer.status_code >= 500:
        raise RuntimeError(f"{path}: {answer.status}")
    links = read(path, answer).links() if answer.mimetype == "text/html" else ()
    return [local for link in links if (local := _local(link))], min(times), min(cpu), len(asked)


def _local(link: str) -> str:
    parts = urlsplit(link)
    if parts.netloc != "localhost" or "/assets/" in parts.path:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _kind(app: Flask, path: str) -> str:
    adapter = app.url_map.bind("localhost")
    try:
        return str(adapter.match(urlsplit(path).path)[0])
    except Exception:  # an address that redirects, or that is none of ours
        return path


def _count_queries(app: Flask) -> list[str]:
    asked: list[str] = []
    event.listen(app.extensions["store"].reading, "before_cursor_execute", lambda *args: args[2] == "BEGIN" or asked.append(args[2]))
    return asked
