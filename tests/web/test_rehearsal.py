"""A rehearsal beside the real community: apart in every way, marked on every page and paper, deleted whole."""
from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import socketio
from flask.testing import FlaskClient
from pypdf import PdfReader
from socketio.exceptions import ConnectionError as NotLetIn
from sqlalchemy import select

from consult import rehearsing
from consult.account import actions as accounts
from consult.app import with_rehearsal
from consult.cli import main
from consult.community.models import Person
from consult.config import Settings, rehearsal_of
from consult.core.clock import SetClock
from consult.core.errors import RuleBroken
from consult.rehearsing import Rehearsal
from consult.storage import migrations
from consult.storage.event_log import all_events
from consult.storage.store import Store
from consult.typeset.fonts import faces
from tests.builders import Neighbourhood
from tests.serving import ServerProcess
from tests.web.visits import Seen, Site, site_on

HERE = "/rehearsal/c/qinghe"
PASSWORD = "a-rehearsal-of-ours-2026"
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture(scope="module")
def brought_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at this version, to copy: bringing one up takes seconds."""
    file = tmp_path_factory.mktemp("brought-up") / "consult.db"
    migrations.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def site(
    neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch,
    brought_up: Path,
) -> Iterator[Site]:
    """The real community's site; a rehearsal is made in this very process, so that it has the test's clock."""
    def upgraded(url: str) -> None:
        file = Path(url.removeprefix("sqlite:///"))
        if not file.exists():
            shutil.copyfile(brought_up, file)

    with site_on(database_url, tmp_path / "data", clock) as site:
        with_rehearsal(site.app, site.app.extensions["settings"], clock=clock)
        monkeypatch.setattr(Rehearsal, "make", lambda self, slug: rehearsing.make(self.settings, slug, clock=clock))
        monkeypatch.setattr(migrations, "upgrade", upgraded)
        yield site
        if site.app.extensions["rehearsal"].there:
            site.app.extensions["rehearsal"].delete()


def made(site: Site) -> dict[str, str]:
    """A rehearsal made by page; its first codes by login name."""
    page = site.visited_by("lin").sends("/staff/rehearsal/make")
    assert page.status == 200, page.words
    beside = site.app.extensions["rehearsal"].app()
    beside.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    rows = re.findall(r'<th scope="row" translate="no">(\w+)</th>.*?<b class="num">([^<]+)</b>', page.source, re.DOTALL)
    return dict(rows)


def begins(site: Site, code: str) -> FlaskClient:
    """Somebody sets a password with a code in the rehearsal, and is signed in there."""
    client = site.app.test_client()
    client.set_cookie("display", "lang=zh")
    client.post("/rehearsal/sign-in/first", data={"code": code})
    answer = client.post("/rehearsal/sign-in/first/password", data={"code": code, "password": PASSWORD})
    assert answer.status_code in (302, 303), answer.text[:500]
    return client


def pages_of(site: Site, client: FlaskClient) -> Iterator[tuple[str, Seen]]:
    """Every page of the rehearsal that needs nothing but the community."""
    for rule in site.app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.arguments <= {"slug"} and rule.endpoint != "static":
            address = "/rehearsal" + rule.rule.replace("<slug>", "qinghe")
            seen = Seen(client.get(address))
            if seen.status == 200 and seen.answer.mimetype == "text/html":
                yield address, seen


def test_a_rehearsal_has_the_name_and_bodies_of_the_real_one_and_nobody_of_its_people(
        site: Site, neighbourhood: Neighbourhood, clock: SetClock) -> None:
    codes = made(site)
    assert set(codes) == {"secretary", "facilitator", "party", "director", "oversight"}
    passer_by = Seen(site.app.test_client().get(HERE + "/"))
    assert passer_by.status == 200 and "演练" in passer_by.source
    store = Store(rehearsal_of(site.app.extensions["settings"]).database_url, clock=clock)
    try:
        with store.read() as db:
            there = set(db.scalars(select(Person.name)))
        assert len(there) > 50
        assert not there & set(neighbourhood.look(lambda db: db.scalars(select(Person.name)).all()))
    finally:
        store.close()
    log = neighbourhood.look(lambda db: [event.name for event in all_events(db, f"community:{neighbourhood.community}")])
    assert log[-1] == "RehearsalMade"


def test_sign_ins_are_apart_and_every_page_is_marked(site: Site, neighbourhood: Neighbourhood) -> None:
    codes = made(site)
    lin = site.visited_by("lin")
    away = Seen(lin.client.get(HERE + "/me"))
    assert away.goes_to == "/rehearsal/sign-in?next=/rehearsal/c/qinghe/me", "who is signed in here is nobody there"
    secretary = begins(site, codes["secretary"])
    assert Seen(secretary.get(HERE + "/roster")).status == 200
    assert Seen(secretary.get("/c/qinghe/me")).goes_to.startswith("/sign-in"), "and the other way round"
    names = {cookie.key for cookie in (secretary._cookies or {}).values()}
    assert names <= {"display", "rehearsal-sid", "rehearsal-consult"}
    seen = dict(pages_of(site, secretary))
    assert len(seen) > 40
    unmarked = [address for address, page in seen.items() if 'class="rehearsing"' not in page.source]
    assert unmarked == []
    led_out = {address: links for address, page in seen.items()
               if (links := [to for to in re.findall(r'(?:href|src|action)="(/[^"]*)"', page.source) if not to.startswith("/rehearsal")])}
    assert led_out == {}, "no link of the rehearsal leads into the real community"
    assert 'class="rehearsing"' not in lin.sees("/").source


@pytest.mark.skipif(faces() is None, reason="no Chinese font on this machine (make run installs one)")
def test_papers_and_open_data_are_marked(site: Site, neighbourhood: Neighbourhood) -> None:
    secretary = begins(site, made(site)["secretary"])
    sent = secretary.post(HERE + "/roster/invitations", data={"whom": "all", "stairwell": "", "building": "", "form": "cards",
                                                               "command_id": "rehearsal-papers"})
    page = Seen(secretary.get(sent.headers["Location"]))
    (address,) = set(re.findall(r'(/rehearsal/c/qinghe/jobs/\d+/file)', page.source))
    paper = PdfReader(BytesIO(secretary.get(address).data))
    assert all("演练" in sheet.extract_text().replace(" ", "") for sheet in paper.pages)
    assert "演练" in str(secretary.get("/rehearsal/api/v1/communities").json)


def test_it_is_deleted_whole_and_only_by_the_word(site: Site, neighbourhood: Neighbourhood) -> None:
    codes = made(site)
    folder = rehearsal_of(site.app.extensions["settings"]).data
    secretary = begins(site, codes["secretary"])
    lin = site.visited_by("lin")
    assert lin.sends("/staff/rehearsal/delete", word="删").status == 303 and folder.exists()
    assert "没有删" in lin.sees("/staff/rehearsal").words
    assert lin.sends("/staff/rehearsal/delete", word="演练").status == 303
    assert not folder.exists()
    assert secretary.get(HERE + "/").status_code == 404
    assert "建一个演练社区" in lin.sees("/staff/rehearsal").words
    again = made(site)
    assert again["secretary"] != codes["secretary"]
    assert Seen(secretary.get(HERE + "/me")).goes_to.startswith("/rehearsal/sign-in"), "a sign-in of the old one opens nothing"


def test_one_at_a_time_and_none_where_several_processes_serve(tmp_path: Path, neighbourhood: Neighbourhood, site: Site) -> None:
    made(site)
    twice = site.visited_by("lin").sends("/staff/rehearsal/make")
    assert twice.status == 303
    several = Settings(data=tmp_path, database_url="sqlite://", secret="x" * 40, redis_url="redis://127.0.0.1:6379/9")
    with pytest.raises(RuleBroken, match="rehearsal_not_here"):
        rehearsing.make(several, "qinghe")
    assert not rehearsing.stands(several)


def test_of_two_made_at_once_one_is_there_whole(
        site: Site, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch, clock: SetClock) -> None:
    installed = site.app.extensions["settings"]
    founded, first = rehearsing._founded, {}

    def meanwhile(*args: Any) -> Any:
        monkeypatch.setattr(rehearsing, "_founded", founded)
        first.update(rehearsing.make(installed, "qinghe", clock=clock))
        return founded(*args)

    monkeypatch.setattr(rehearsing, "_founded", meanwhile)
    with pytest.raises(RuleBroken, match="rehearsal_there"):
        rehearsing.make(installed, "qinghe", clock=clock)
    site.app.extensions["rehearsal"].app().config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    assert begins(site, first["secretary"]).get(HERE + "/roster").status_code == 200
    assert [folder.name for folder in installed.data.glob("rehearsal*")] == ["rehearsal"], "the second left nothing"


def test_the_command_line_makes_tells_and_deletes(
        neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in {"CONSULT_DATA": str(tmp_path / "data"), "DATABASE_URL": database_url, "REDIS_URL": ""}.items():
        monkeypatch.setenv(name, value)

    def said(*words: str) -> tuple[int, str]:
        return main(["rehearsal", *words]), capsys.readouterr().out

    assert said("status") == (0, "rehearsal: none\n")
    status, told = said("make", "qinghe")
    assert status == 0 and len(CODE.findall(told)) == 5
    assert said("make", "qinghe")[0] == 2
    assert said("status") == (0, "rehearsal: there\n")
    assert said("delete")[0] == 0 and not (tmp_path / "data" / "rehearsal").exists()
    assert said("delete")[0] == 2 and said("make", "nowhere")[0] == 2
    assert not rehearsing.stands(Settings(data=tmp_path / "data", database_url=database_url, secret="x"))


@pytest.mark.timeout(180)
def test_a_real_server_serves_pages_and_sockets_of_both(
        neighbourhood: Neighbourhood, database_url: str, tmp_path: Path) -> None:
    """The rehearsal is made while the server runs; its socket takes its own sign-ins and no others."""
    server = ServerProcess(database_url, tmp_path / "data").start()
    try:
        secret = (tmp_path / "data" / "secret.key").read_text().strip()
        settings = Settings(data=tmp_path / "data", database_url=database_url, secret=secret)
        assert len(Rehearsal(settings, lambda apart: None).make("qinghe")) == 5
        real = signed_in(database_url, neighbourhood.actor("lin").account_id)
        theirs = signed_in(rehearsal_of(settings).database_url, 1)
        assert asyncio.run(_lets_in(server.url, "/socket.io", f"sid={real}"))
        assert asyncio.run(_lets_in(server.url, "/rehearsal/socket.io", f"rehearsal-sid={theirs}"))
        assert not asyncio.run(_lets_in(server.url, "/rehearsal/socket.io", f"sid={real}"))
        assert not asyncio.run(_lets_in(server.url, "/rehearsal/socket.io", f"rehearsal-sid={real}"))
        assert not asyncio.run(_lets_in(server.url, "/socket.io", f"rehearsal-sid={theirs}; sid={theirs}"))
    finally:
        server.stop()


def signed_in(database_url: str, account_id: int) -> str:
    """A sign-in of now, by the clock that the server goes by."""
    store = Store(database_url)
    try:
        return str(store.carry_out(lambda work: accounts.begin_session(work, account_id=account_id)).value)
    finally:
        store.close()


async def _lets_in(url: str, path: str, cookie: str) -> bool:
    line = socketio.AsyncClient(reconnection=False, handle_sigint=False)
    try:
        await line.connect(url, headers={"Cookie": cookie, "Origin": url}, transports=["websocket"], socketio_path=path, wait_timeout=10)
        return True
    except NotLetIn:
        return False
    finally:
        await line.disconnect()
        if line.eio.http is not None:
            await line.eio.http.close()
