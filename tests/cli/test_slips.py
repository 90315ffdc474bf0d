"""The first slips are printed on the machine, again until they are used."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from consult import cli
from consult.account import actions as accounts
from consult.account import queries
from consult.cli.slips import address
from consult.config import Settings
from consult.core.actor import THE_SYSTEM
from consult.core.errors import RuleBroken
from consult.storage.store import Store
from consult.typeset.fonts import faces
from tests.builders import PASSWORD, Neighbourhood, password_hash

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
needs_font = pytest.mark.skipif(faces() is None, reason="no Chinese font on this machine (make run installs one)")


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    """The command line works on the test's own database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CONSULT_HOSTS", "yishi.example")
    monkeypatch.setenv("CONSULT_HTTPS", "1")


def codes(path: Path) -> list[str]:
    return [code for page in PdfReader(path).pages for code in CODE.findall(page.extract_text())]


def use(store: Store, code: str) -> None:
    made = store.carry_out(lambda work: accounts.use_slip(work, code=code, hashed=password_hash())).value
    store.carry_out(lambda work: accounts.begin_session(work, account_id=made["account_id"]), actor=THE_SYSTEM)


@needs_font
def test_slips_are_printed_until_they_are_used(installation: None, neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    out, store = tmp_path / "slips.pdf", neighbourhood.store
    assert cli.main(["slips", "qinghe", str(out)]) == 0
    first = codes(out)
    assert len(first) > 10 and out.stat().st_mode & 0o077 == 0
    words = PdfReader(out).pages[0].extract_text().replace("\n", "")
    assert "yishi.example/sign-in/first" in words
    assert not neighbourhood.see(lambda db: queries.password_fits(queries.account_named(db, "wu"), PASSWORD)), "it was never used"
    assert cli.main(["slips", "qinghe", str(out)]) == 0
    second = codes(out)
    assert set(first).isdisjoint(second)
    with pytest.raises(RuleBroken, match="slip_unknown"):
        use(store, first[0])
    use(store, second[0])
    assert cli.main(["slips", "qinghe", str(out)]) == 0
    assert len(codes(out)) == len(second) - 1


def test_a_place_that_is_not_there_is_said(installation: None, neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    assert cli.main(["slips", "nowhere", str(tmp_path / "x.pdf")]) == 2


def test_the_address_is_the_one_people_use(tmp_path: Path) -> None:
    here = Settings(data=tmp_path, database_url="", secret="x")
    assert address(here) == "http://127.0.0.1:8000"
    assert address(Settings(data=tmp_path, database_url="", secret="x", https=True, trusted_hosts=("a.example",))) == "https://a.example"
