"""Every template is drawn, and asks for nothing that its page does not hand it, in whatever branch."""
from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, before_render_template
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sqlalchemy import select
from werkzeug.exceptions import HTTPException, default_exceptions

from consult.account.actions import begin_session
from consult.account.models import Account
from consult.ballot.actions import close_standing
from consult.web.services import agreement_paper
from tests.authorisation.conftest import site
from tests.authorisation.samples import PAGES
from tests.authorisation.site import HERE, Site
from tests.authorisation.test_matrix import here
from tests.builders_homes import an_invitation, entered
from tests.builders_sealed import close
from tests.web.template_names import asked_of_page

__all__ = ["site"]
READERS = ("visitor", "owner", "secretary")
ROOT = Path(__file__).parents[2]
BEFORE_ANY = "setup/"
"""Pages of an installation in which nothing is founded: tests/web/test_setup_pages.py draws them; all but the check-list."""
TEMPLATES = {name for path in (ROOT / "templates").rglob("*.html")
             if not (name := path.relative_to(ROOT / "templates").as_posix()).startswith(BEFORE_ANY) or name == "setup/opening.html"}


class Drawn:
    """Which templates were drawn, and what went wrong with them."""

    def __init__(self) -> None:
        self.templates: set[str] = set()
        self.not_handed: dict[str, set[str]] = {}
        self.broken: list[str] = []

    def about_to(self, app: Flask, template: Template, context: dict[str, Any], **_more: Any) -> None:
        """Hold what a page hands over against what its template asks for."""
        missing = asked_of_page(app.jinja_env, template.name or "") - context.keys()
        if missing:
            self.not_handed.setdefault(template.name or "", set()).update(missing)

    def went_wrong(self, record: logging.LogRecord) -> bool:
        """A page that could not be drawn, as the door's log tells it."""
        problem = record.exc_info[1] if record.exc_info else None
        drawn = [f"{frame.filename.rpartition('templates/')[2]}:{frame.lineno}"
                 for frame in traceback.extract_tb(problem.__traceback__ if problem else None) if frame.filename.endswith(".html")]
        said = record.getMessage().rpartition(",")[0]
        self.broken.append(f"{drawn[-1:]} {said} {problem!r}")
        return False


@contextmanager
def watching(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawn]:
    """Note every template that is fetched to be drawn, included, extended or imported."""
    drawn, fetch = Drawn(), Environment.get_template

    def fetched(self: Environment, name: Any, *args: Any, **more: Any) -> Template:
        template = fetch(self, name, *args, **more)
        drawn.templates.add(template.name or "")
        return template

    assert app.jinja_env.cache is not None
    app.jinja_env.cache.clear()  # what was imported before is not fetched again
    monkeypatch.setattr(Environment, "get_template", fetched)
    log = logging.getLogger("consult.web.doorway.refusals")
    log.addFilter(drawn.went_wrong)
    with before_render_template.connected_to(drawn.about_to, app):
        yield drawn
    log.removeFilter(drawn.went_wrong)


def test_every_template_is_drawn_and_handed_what_it_asks_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(site.app, monkeypatch) as drawn:
        every_page(site)
        every_room(site)
        every_error(site)
        what_comes_rarely(site, monkeypatch)
    site.settle("", None, writes=False)
    assert not drawn.broken, "\n" + "\n".join(sorted(set(drawn.broken)))
    assert (drawn.not_handed, sorted(TEMPLATES - drawn.templates)) == ({}, [])


def every_page(site: Site) -> None:
    """Each page that can be asked for, by readers of every kind."""
    for action, situation in PAGES:
        if action.startswith("GET ") and not action.endswith(("static", "file")):
            ask(site, action, *READERS, situation=situation)


def ask(site: Site, action: str, *roles: str, situation: str = "") -> None:
    """One row of the matrix's samples, by some of its roles."""
    sample, (method, endpoint) = PAGES[action, situation], action.split()
    with site.app.test_request_context():
        values = {**here(site, endpoint), **sample.at(site.estate), **sample.query(site.estate)}
        address = site.app.url_for(endpoint, **values)
    for role in roles:
        site.request(role, method, address, sample.form(site.estate), owner=sample.owner)


def every_room(site: Site) -> None:
    """Each room at its stage, at the desk, on a phone, and in the mode for the old."""
    for name, room in site.estate.rooms.items():
        if not name.startswith("next_"):
            for part in ("", "?part=vote", "/desk", "/desk?part=live", "/screen"):
                as_old = part == ""
                look(site, "owner" if as_old or "part=vote" in part else "facilitator", f"/s/{room.meeting_id}{part}", as_old)
            if room.ballot_id:
                look(site, "owner", f"/b/{room.ballot_id}/result")


def look(site: Site, role: str, path: str, as_old: bool = False) -> None:
    """A page of ours, in the usual mode and if asked in that for the old."""
    browser = site.browser(role)
    browser.get(f"/c/{HERE}{path}").close()
    if as_old:
        browser.set_cookie("display", "mode=elder")
        browser.get(f"/c/{HERE}{path}").close()


def every_error(site: Site) -> None:
    """What is answered when something is wrong with a request itself."""
    for status in (400, 403, 404, 413, 429, 500):
        with site.app.test_request_context():
            problem: HTTPException = default_exceptions[status]()
            site.app.preprocess_request()
            site.app.handle_user_exception(problem)


def what_comes_rarely(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without fonts, a month in which nothing was answered."""
    with monkeypatch.context() as patched:
        patched.setattr(agreement_paper, "can_print", lambda: False)
        ask(site, "GET services.agreement_pdf", "secretary")
    for action in ("POST ballots.confirm", "POST sealed.confirm", "POST roster.invite", "POST standing.foresee"):
        ask(site, action, "owner" if "confirm" in action else "secretary")
    ask(site, "POST front.open_slip", "visitor")
    for action in ("POST slips.help_at_desk", "POST slips.first_again"):
        ask(site, action, "secretary")
    look(site, "secretary", f"/roster/lists/{site.estate.ids['entered_list']}")
    somebody_joins(site)
    look(site, "secretary", "/ballots/new?scope=community")
    from_the_street(site)
    secret_ballots_end(site)
    look(site, "owner", "/", as_old=True)


def somebody_joins(site: Site) -> None:
    """A code leads to who of the home it may be, and that to the account."""
    entered(site.town, "waits_for_an_account", "顾小三")
    code = an_invitation(site.town, "gu")
    for sent in ({"code": code}, {"code": code, "who": "new"}):
        site.request("visitor", "POST", "/join", sent)


def from_the_street(site: Site) -> None:
    """The street's own list, which nobody of the community sees."""
    account = site.town.look(lambda db: db.scalars(select(Account.id).where(Account.login_name == "xu_street")).one())
    browser = site.app.test_client()
    browser.set_cookie("sid", site.store.carry_out(lambda work: begin_session(work, account_id=account)).value)
    browser.get(f"/street/{site.estate.ids['street']}/docket").close()


def secret_ballots_end(site: Site) -> None:
    """One in which too few voted to say how, and one between meetings; ten days later a front page tells what is late."""
    standing, now = f"/v/{site.estate.ids['standing_secret']}", site.town.clock.at
    look(site, "owner", standing)
    close(site.town, site.estate.rooms["sealed"])
    look(site, "owner", f"/b/{site.estate.rooms['sealed'].ballot_id}/result")
    site.town.clock.at = now + timedelta(days=10)
    site.town.do("lin", close_standing, ballot_id=site.estate.ids["standing_secret"])
    look(site, "visitor", "/", as_old=True)
    site.town.clock.at = now
    look(site, "owner", standing)


def test_every_application_of_a_test_is_strict(site: Site) -> None:
    assert site.app.jinja_env.undefined is StrictUndefined


def test_a_name_that_no_page_hands_over_is_found(tmp_path: Path) -> None:
    (tmp_path / "part.html").write_text("{% for each in rows %}{{ each.name }}{{ typo }}{% endfor %}")
    (tmp_path / "page.html").write_text("{% set told = 1 %}{% if rows %}{% include 'part.html' %}{% endif %}{{ told }}")
    asked = asked_of_page(Environment(loader=FileSystemLoader(tmp_path), autoescape=True), "page.html")
    assert asked == {"rows", "typo"}
