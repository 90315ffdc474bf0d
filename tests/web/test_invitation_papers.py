"""Invitations on paper: chosen by stairwell, building or all; the codes read back from the file open accounts."""
from __future__ import annotations

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from consult.account import actions as accounts
from consult.account import queries
from consult.community import actions as register
from consult.community.models import Building, Community
from consult.core.clock import SetClock
from consult.core.errors import RuleBroken
from consult.typeset.fonts import faces
from tests.builders import Neighbourhood
from tests.web.visits import Seen, Site, site_on

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
needs_font = pytest.mark.skipif(faces() is None, reason="no Chinese font on this machine (make run installs one)")


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def settle_more(n: Neighbourhood, count: int, stairwell: str = "2单元") -> list[int]:
    """Homes in which somebody lives and nobody has an account."""
    def settle(work: Any) -> list[int]:
        building = work.db.query(Building).filter_by(community_id=n.community).first()
        made = [register.settle_household(work, building=building, door=f"{stairwell}{i:04d}") for i in range(count)]
        for home in made[:1]:
            register.enter_person(work, community=work.get(Community, n.community), name="丁一", called="丁先生", household=home)
        return [home.id for home in made]
    found: list[int] = n.run("lin", settle)
    return found


def printed(site: Site, who: str = "lin", **form: str) -> Seen:
    """The page of the job."""
    lin = site.visited_by(who)
    sent = lin.sends("/roster/invitations", **form)
    assert sent.status == 303, sent.words
    return lin.sees(sent.answer.location.removeprefix("/c/qinghe"))


def file_of(site: Site, page: Seen, who: str = "lin") -> PdfReader:
    (address,) = set(re.findall(r'/c/qinghe(/jobs/\d+/file)', page.answer.get_data(as_text=True)))
    answer = site.visited_by(who).sees(address)
    assert answer.status == 200 and answer.answer.mimetype == "application/pdf"
    return PdfReader(BytesIO(answer.answer.data))


def codes_in(file: PdfReader) -> list[str]:
    return [code for page in file.pages for code in CODE.findall(page.extract_text())]


@needs_font
def test_the_codes_of_the_file_open_accounts(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    settle_more(n, 12)
    file = file_of(site, printed(site, stairwell="2单元"))
    codes = codes_in(file)
    assert len(file.pages) == 2 and len(set(codes)) == len(codes) == 12
    assert all(n.see(queries.invitation_by_code, code, n.clock()) for code in codes)


@needs_font
def test_one_letter_a_home_says_how_to_join(neighbourhood: Neighbourhood, site: Site) -> None:
    settle_more(neighbourhood, 3)
    file = file_of(site, printed(site, form="letters"))
    words = file.pages[0].extract_text()
    assert len(file.pages) == 3 and "请您家一起议事" in words and "3幢2单元0000" in words.replace(" ", "")
    assert "/join" in words and len(codes_in(file)) == 3


@needs_font
def test_homes_where_somebody_has_joined_are_left_out_unless_asked_for(neighbourhood: Neighbourhood, site: Site) -> None:
    settle_more(neighbourhood, 2)
    assert len(codes_in(file_of(site, printed(site)))) == 2
    assert len(codes_in(file_of(site, printed(site, whom="all")))) == 12


def test_what_a_reprint_ends_is_said_before(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    ids = settle_more(n, 2)
    n.do("lin", accounts.invite_household, household_id=ids[0])
    assert "旧单子上的码就不能用了" in site.visited_by("lin").sees("/roster/invitations").words


@needs_font
def test_a_reprint_ends_the_former_codes(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    settle_more(n, 2)
    old, new = codes_in(file_of(site, printed(site))), codes_in(file_of(site, printed(site)))
    assert set(old).isdisjoint(new)
    with pytest.raises(RuleBroken, match="invitation_unknown"):
        n.see(queries.invitation_by_code, old[0], n.clock())
    assert n.see(queries.invitation_by_code, new[0], n.clock())


@needs_font
def test_the_file_is_fetched_by_who_asked_and_nobody_else(neighbourhood: Neighbourhood, site: Site) -> None:
    settle_more(neighbourhood, 1)
    page = printed(site)
    (address,) = set(re.findall(r'/c/qinghe(/jobs/\d+/file)', page.answer.get_data(as_text=True)))
    for who, status in (("lin", 200), ("wu", 404), ("chen", 404), ("mei", 404)):
        assert site.visited_by(who).sees(address).status == status
        assert site.visited_by(who).sees(address.removesuffix("/file")).status == status
    neighbourhood.clock.forward(days=1, seconds=1)
    assert site.visited_by("lin").sees(address).status == 404


@pytest.mark.parametrize(("who", "status"), [("chen", 403), ("zhou", 403), ("gu", 403), ("mei", 404), (None, 303)])
def test_only_the_office_prints(neighbourhood: Neighbourhood, site: Site, who: str | None, status: int) -> None:
    assert site.visited_by(who).sees("/roster/invitations").status == status
    assert site.visited_by(who).sends("/roster/invitations").status == status


def test_nothing_to_print_is_said_kindly(site: Site) -> None:
    lin = site.visited_by("lin")
    assert "家家都有人开了账户" in lin.sees("/roster/invitations").words
    assert lin.sends("/roster/invitations").status == 303
    assert "没有要印的" in lin.sees("/roster/invitations").words


def test_who_has_joined_is_listed_by_building(neighbourhood: Neighbourhood, site: Site) -> None:
    settle_more(neighbourhood, 2)
    page = site.visited_by("lin").sees("/roster/invitations")
    assert "3幢" in page.words and "12" in page.words and "10" in page.words


@pytest.mark.parametrize("odd", ["999999", "x", "-1", "9" * 40, "²"])
def test_an_odd_choice_is_no_fault(site: Site, odd: str) -> None:
    for given in ({"building": odd}, {"stairwell": odd}, {"whom": odd}, {"form": odd}):
        assert site.visited_by("lin").sees("/roster/invitations?" + "&".join(f"{k}={v}" for k, v in given.items())).status == 200


@needs_font
def test_many_sheets_are_made_beside_the_page_which_says_how_far_it_is(neighbourhood: Neighbourhood, site: Site) -> None:
    settle_more(neighbourhood, 21)
    page = printed(site, form="letters")
    (state,) = set(re.findall(r'/c/qinghe(/jobs/\d+)/', page.answer.get_data(as_text=True))) or {""}
    for _ in range(200):
        told = site.visited_by("lin").sees(f"{state}/state").answer.json
        if told["over"]:
            break
        time.sleep(0.1)
    assert told == {"over": True, "done": 21, "total": 21}
    assert len(codes_in(file_of(site, site.visited_by("lin").sees(state)))) == 21


def test_without_a_chinese_font_it_is_said(site: Site, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    from consult.account.rules import cards

    n = neighbourhood
    ids = settle_more(n, 1)
    code = n.do("lin", accounts.invite_household, household_id=ids[0])["code"]
    monkeypatch.setattr(cards, "faces", lambda: None)
    assert "没有中文字体" in printed(site).words
    assert n.see(queries.invitation_by_code, code, n.clock()), "what was printed before still holds"
