"""Visiting pages as someone: a client that is signed in, what it saw in words, and what a page asked the database."""
from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from consult.account import actions as accounts
from consult.account.models import Account
from consult.core.clock import SetClock
from consult.storage.store import Store
from tests.applications import application


@contextmanager
def site_on(database_url: str, data: Path, clock: SetClock) -> Iterator[Site]:
    """The whole application on a test's database, at a test's moment, without CSRF tokens."""
    with application(database_url, data, clock=clock) as app:
        yield Site(app)


@dataclass(frozen=True)
class Seen:
    """An answer, and its words as a reader has them."""

    answer: TestResponse

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.answer.status_code

    @property
    def source(self) -> str:
        """The markup."""
        return self.answer.get_data(as_text=True)

    @property
    def words(self) -> str:
        """What stands on the page, without markup; white space is one space."""
        main = re.search(r"<main.*?</main>", self.source, re.DOTALL)
        bare = re.sub(r"<[^>]+>", "", re.sub(r"<option.*?</option>", "", main[0] if main else self.source))
        return re.sub(r"\s+", " ", html.unescape(bare))

    @property
    def goes_to(self) -> str:
        """Where a redirect leads."""
        return self.answer.headers.get("Location", "")

    def hidden(self, name: str) -> str:
        """The value of the page's last hidden field of that name."""
        found = re.findall(rf'name="{name}" value="([^"]*)"', self.source)
        return html.unescape(found[-1])


class Visitor:
    """Someone with a browser, in a community."""

    def __init__(self, client: FlaskClient, place: str) -> None:
        self.client, self.place = client, place

    def sees(self, path: str) -> Seen:
        """A page."""
        return Seen(self.client.get(f"/c/{self.place}{path}"))

    def sends(self, path: str, *, command_id: str = "", **fields: str) -> Seen:
        """A form, with a command id of its own unless one is given."""
        sent = {"command_id": command_id or uuid4().hex, **fields}
        return Seen(self.client.post(f"/c/{self.place}{path}", data=sent))


class Site:
    """The application, and how to come to it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.store: Store = app.extensions["store"]

    def visited_by(self, who: str | None = None, *, place: str = "qinghe", display: str = "lang=zh") -> Visitor:
        """A visitor: signed in under a login name, or a passer-by."""
        client = self.app.test_client()
        client.set_cookie("display", display)
        if who:
            with self.store.read() as db:
                account = db.scalars(select(Account.id).where(Account.login_name == who)).one()
            token = self.store.carry_out(lambda work: accounts.begin_session(work, account_id=account)).value
            client.set_cookie("sid", token)
        return Visitor(client, place)

    @contextmanager
    def counting_reads(self) -> Iterator[list[str]]:
        """The statements that the pages ask of the reading database, once it is known whose names are hidden."""
        self.visited_by().sees("/meetings")
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.append(statement)

        event.listen(self.store.reading, "before_cursor_execute", note)
        yield asked
        event.remove(self.store.reading, "before_cursor_execute", note)
