"""Sign-in slips by page: staff get accounts, a lost password is helped with at the desk, a login name is changed."""
from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account
from consult.community import actions as register
from consult.community.models import Community
from consult.community.rules.kinds import PostKind
from consult.core.clock import SetClock, local_date
from consult.typeset.fonts import faces
from tests.builders import PASSWORD, Neighbourhood
from tests.web.visits import Seen, Site, Visitor, site_on

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
NEW = "只有我自己知道的一句话"
needs_font = pytest.mark.skipif(faces() is None, reason="no Chinese font on this machine (make run installs one)")


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def appoint(n: Neighbourhood, name: str = "梁静") -> int:
    """Somebody with a post and without an account."""
    def enter(work: Any) -> int:
        here = work.get(Community, n.community)
        person = register.enter_person(work, community=here, name=name, called=name)
        register.appoint(work, community=here, person=person, kind=PostKind.GRID_HEAD)
        return person.id
    entered: int = n.run("lin", enter)
    return entered


def today(n: Neighbourhood) -> str:
    return local_date(n.clock(), "Asia/Shanghai").isoformat()


def help_for(n: Neighbourhood, site: Site, who: str, by: str = "lin", **more: str) -> Seen:
    return site.visited_by(by).sends(
        f"/staff/password/{n.people[who]}", **{"seen": "id_card", "seen_on": today(n), **more})


def code_on(page: Seen) -> str:
    (code,) = set(CODE.findall(page.words))
    return code


def set_password(site: Site, code: str, **more: str) -> Seen:
    """Both steps of somebody who is signed in nowhere."""
    somebody = site.visited_by()
    opened = sends(somebody, "/sign-in/first", code=code)
    assert opened.status == 200, opened.words
    return sends(somebody, "/sign-in/first/password", **{"code": code, "login": "", "password": NEW, **more})


def sends(visitor: Visitor, path: str, **fields: str) -> Seen:
    """A form of a page that belongs to no community."""
    return Seen(visitor.client.post(path, data={"command_id": uuid4().hex, **fields}))


def fits(n: Neighbourhood, login: str, password: str) -> bool:
    found: bool = n.see(lambda db: queries.password_fits(queries.account_named(db, login), password))
    return found


# --- accounts and first slips -----------------------------------------------------------------------------


@needs_font
def test_staff_get_an_account_and_a_slip_and_set_their_own_password(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    person = appoint(n)
    lin = site.visited_by("lin")
    page = lin.sees("/staff/slips")
    assert "梁静" in page.words and f'name="login-{person}" value="梁静"' in page.answer.get_data(as_text=True)
    assert lin.sends("/staff/slips/accounts", person=str(person), **{f"login-{person}": "liangjing"}).status == 303
    sent = lin.sends("/staff/slips/print", form="cards")
    job = lin.sees(sent.answer.location.removeprefix("/c/qinghe"))
    (address,) = set(re.findall(r"/c/qinghe(/jobs/\d+/file)", job.answer.get_data(as_text=True)))
    words = PdfReader(BytesIO(lin.sees(address).answer.data)).pages[0].extract_text()
    (code,) = CODE.findall(words)
    assert "liangjing" in words and "梁静" in words
    assert set_password(site, code, login="liang-jing").status == 303
    assert fits(n, "liang-jing", NEW)


def test_a_login_name_that_is_taken_is_told_with_its_row(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    one, two = appoint(n), appoint(n, "方圆")
    page = site.visited_by("lin").sends(
        "/staff/slips/accounts", person=[str(one), str(two)], **{f"login-{one}": "chen", f"login-{two}": "fangyuan"})
    html = page.answer.get_data(as_text=True)
    assert page.status == 400 and f'id="wrong-{one}"' in html and f'id="wrong-{two}"' not in html
    assert 'value="fangyuan"' in html and n.see(queries.account_of, two) is None


def test_an_account_is_opened_only_for_those_the_page_lists(neighbourhood: Neighbourhood, site: Site) -> None:
    """A resident without a post comes by the household's code; somebody of next door not at all."""
    n = neighbourhood
    for person in (n.people["gu"], n.people["mei"], 999_999):
        site.visited_by("lin").sends("/staff/slips/accounts", person=str(person), **{f"login-{person}": "whoever"})
    assert n.see(queries.account_named, "whoever") is None


def test_with_nobody_waiting_nothing_is_printed(site: Site) -> None:
    lin = site.visited_by("lin")
    assert lin.sends("/staff/slips/print").status == 303
    assert "没有要印的" in lin.sees("/staff/slips").words


# --- setting the password -----------------------------------------------------------------------------------


def test_a_code_that_is_no_slip_is_said(site: Site) -> None:
    page = sends(site.visited_by(), "/sign-in/first", code="ABCD-EFGH-JKMN")
    assert page.status == 400 and "没有这个码" in page.words


def test_the_code_is_typed_small_and_without_dashes(neighbourhood: Neighbourhood, site: Site) -> None:
    code = code_on(help_for(neighbourhood, site, "he"))
    assert set_password(site, code.lower().replace("-", " ")).status == 303
    assert fits(neighbourhood, "he", NEW)


def test_a_poor_password_uses_nothing_up_and_keeps_what_was_typed(neighbourhood: Neighbourhood, site: Site) -> None:
    code = code_on(help_for(neighbourhood, site, "he"))
    page = set_password(site, code, password="12345678")
    assert page.status == 400 and "太常见" in page.words and f'value="{code}"' in page.answer.get_data(as_text=True)
    assert set_password(site, code).status == 303


def test_a_code_used_a_second_time_is_said(neighbourhood: Neighbourhood, site: Site) -> None:
    code = code_on(help_for(neighbourhood, site, "he"))
    assert set_password(site, code).status == 303
    again = sends(site.visited_by(), "/sign-in/first/password", code=code, login="", password=NEW)
    assert again.status == 400 and "已经用过了" in again.words


# --- at the desk --------------------------------------------------------------------------------------------


def test_a_slip_is_shown_once_and_with_it_everything_is_signed_out(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    he = site.visited_by("he")
    assert he.sees("/me").status == 200
    page = help_for(n, site, "he", command_id="one-and-the-same")
    assert page.status == 200 and CODE.search(page.words)
    assert he.sees("/me").status == 303, "signed out"
    again = help_for(n, site, "he", command_id="one-and-the-same")
    assert again.status == 303 and not CODE.search(again.words)


def test_the_code_of_a_slip_is_in_no_address_that_a_server_sees(neighbourhood: Neighbourhood, site: Site) -> None:
    html = help_for(neighbourhood, site, "he").answer.get_data(as_text=True)
    assert not re.search(r"[?&]code=", html)


def test_the_owner_is_told_at_the_next_sign_in_and_on_the_own_page(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    help_for(n, site, "he", seen="known")
    he = site.visited_by()
    sends(he, "/sign-in", login="he", password=PASSWORD)
    mine = he.sees("/me").words
    assert "窗口给您的账户办过新密码" in mine and "工作人员认识本人" in mine and "林晓梅" in mine
    assert "窗口给您的账户办过新密码" not in he.sees("/me").words, "said once"
    assert "窗口办过的密码" in he.sees("/me").words, "and stays on the own page"


def test_who_was_seen_and_when_has_to_be_said(neighbourhood: Neighbourhood, site: Site) -> None:
    page = help_for(neighbourhood, site, "he", seen="", seen_on="")
    assert page.status == 400 and not CODE.search(page.words)
    page = help_for(neighbourhood, site, "he", seen_on="2020-01-01")
    assert page.status == 400 and "最近七天" in page.words


def test_an_officials_slip_waits_for_a_second_official(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    sent = help_for(n, site, "zhou")
    assert sent.status == 303
    assert "请另一位工作人员来同意" in site.visited_by("lin").sees("/staff/slips").words
    waiting = site.visited_by("wu").sees("/staff/slips")
    (address,) = set(re.findall(r"/c/qinghe(/staff/slips/\d+/agree)", waiting.answer.get_data(as_text=True)))
    assert site.visited_by("lin").sends(address).status == 303
    page = site.visited_by("wu").sends(address)
    assert set_password(site, code_on(page)).status == 303 and fits(n, "zhou", NEW)


def test_what_is_not_agreed_to_leaves_everything_as_it_was(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    help_for(n, site, "zhou")
    waiting = site.visited_by("wu").sees("/staff/slips")
    (address,) = set(re.findall(r"/c/qinghe(/staff/slips/\d+/refuse)", waiting.answer.get_data(as_text=True)))
    assert site.visited_by("wu").sends(address).status == 303
    assert "等另一位同意" not in site.visited_by("wu").sees("/staff/slips").words
    assert fits(n, "zhou", PASSWORD)


@pytest.mark.parametrize(("who", "status"), [("chen", 403), ("zhou", 403), ("mei", 404), (None, 303)])
def test_only_the_office_helps(neighbourhood: Neighbourhood, site: Site, who: str | None, status: int) -> None:
    n = neighbourhood
    for path in ("/staff/slips", f"/staff/password/{n.people['he']}"):
        assert site.visited_by(who).sees(path).status == status
    for path in (f"/staff/password/{n.people['he']}", "/staff/slips/print", "/staff/slips/accounts"):
        assert site.visited_by(who).sends(path, seen="known", seen_on=today(n)).status == status


def test_the_page_says_when_there_is_nothing_to_do(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    lin = site.visited_by("lin")
    assert "自己的密码不能自己办" in lin.sees(f"/staff/password/{n.people['lin']}").words
    person = appoint(n)
    assert "还没有账户" in lin.sees(f"/staff/password/{person}").words
    n.do("lin", accounts.open_account_for, person_id=person)
    assert "还没有设过密码" in lin.sees(f"/staff/password/{person}").words
    assert set_password(site, code_on(lin.sends(f"/staff/password/{person}/first"))).status == 303
    assert lin.sends(f"/staff/password/{person}/first").status == 303, "a first slip is for the first time"
    assert lin.sees(f"/staff/password/{n.people['mei']}").status == 404


# --- login names --------------------------------------------------------------------------------------------


def test_a_login_name_is_changed_on_the_own_page(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    he = site.visited_by("he")
    assert he.sends("/me/login", login="何家小静", password=PASSWORD).status == 303
    assert he.sees("/me").status == 200 and fits(n, "何家小静", PASSWORD)
    assert n.see(lambda db: db.get(Account, n.actor("he").account_id)).login_name == "何家小静"


@pytest.mark.parametrize(("login", "password", "said"), [
    ("chen", PASSWORD, "已经有人用了这个名字"), ("何家小静", "wrong-password", "密码不对"), ("x", PASSWORD, "长短不合适"),
    ("", "", "长短不合适"),
])
def test_what_is_wrong_is_said_and_the_name_stays(
    neighbourhood: Neighbourhood, site: Site, login: str, password: str, said: str
) -> None:
    page = site.visited_by("he").sends("/me/login", login=login, password=password)
    assert page.status == 400 and said in page.words
    assert fits(neighbourhood, "he", PASSWORD)
