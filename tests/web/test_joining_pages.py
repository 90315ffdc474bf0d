"""Joining on pages: the code, who of the home it is, the account; who waits for a yes; what a home reads of itself."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account, JoinRequest
from consult.ballot import actions as ballots
from consult.community import actions as register
from consult.community import queries as seen
from consult.core.clock import SetClock
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, home_of, standing
from tests.builders_homes import a_change, a_request, an_invitation, entered
from tests.web.visits import Seen, Site, site_on

OWN = "一楼的采光要先说清楚"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def send(site: Site, **fields: str) -> Seen:
    return Seen(site.app.test_client().post("/join", data={"command_id": "a" * 32, **fields}))


def account_of(n: Neighbourhood, login: str) -> Account | None:
    found: Account | None = n.look(lambda db: db.scalars(select(Account).where(Account.login_name == login)).first())
    return found


# --- the three pages -----------------------------------------------------------------------------------------


def test_the_code_leads_to_who_of_the_home_waits_that_to_the_account(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    cousin, code = entered(n, "cousin", "顾长明", called="老顾"), an_invitation(n)
    who = send(site, code=code)
    assert "老顾（顾长明）" in who.words and "都不是，我还没有登记过" in who.words
    assert "顾桂芳" not in who.words and "顾小军" not in who.words
    account = send(site, code=code, who=str(cousin), who_asked="yes")
    assert "老顾，您好" in account.words and 'name="name"' not in account.source
    assert (account.hidden("code"), account.hidden("who")) == (code, str(cousin))
    done = send(site, code=code, who=str(cousin), login="laogu", password=OWN)
    assert done.status == 303 and "sid=" in done.answer.headers["Set-Cookie"]
    made = account_of(n, "laogu")
    assert made is not None and made.person_id == cousin


def test_a_wrong_code_is_said_at_once_and_shows_nobody(neighbourhood: Neighbourhood, site: Site) -> None:
    entered(neighbourhood, "cousin", "顾长明")
    for code, words in (("2345-6789-ABCD", "没有这个邀请码"), ("", "这一项要填")):
        answer = send(site, code=code)
        assert answer.status == 400 and words in answer.words and "顾长明" not in answer.words


def test_with_a_wrong_code_no_password_is_hashed(
    neighbourhood: Neighbourhood, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.account.actions.password_hash", lambda password: pytest.fail("hashed"))
    answer = send(site, code="2345-6789-ABCD", who="new", name="某人", called="某人", login="somebody", password=OWN)
    assert answer.status == 400 and "没有这个邀请码" in answer.words


def test_nobody_chosen_is_asked_again(neighbourhood: Neighbourhood, site: Site) -> None:
    entered(neighbourhood, "cousin", "顾长明")
    again = send(site, code=an_invitation(neighbourhood), who_asked="yes")
    assert again.status == 400 and "请选一位" in again.words


def test_where_nobody_waits_the_name_is_asked_at_once_and_then_waits(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    code = an_invitation(n)
    page = send(site, code=code)
    assert "新来的家人" in page.words and 'name="name"' in page.source
    done = send(site, code=code, who="new", name="顾新来", called="小新", login="xin", password=OWN)
    assert (done.status, done.goes_to) == (303, "/join/waiting")
    assert "sid=" not in done.answer.headers.get("Set-Cookie", "")
    assert "已经交上去了" in Seen(site.app.test_client().get("/join/waiting")).words
    assert account_of(n, "xin") is None
    waits = Seen(site.app.test_client().post("/sign-in", data={"login": "xin", "password": OWN}))
    assert waits.status == 400 and "还在等确认" in waits.words
    wrong = Seen(site.app.test_client().post("/sign-in", data={"login": "xin", "password": "something else"}))
    assert "还在等确认" not in wrong.words


def test_what_was_typed_is_kept_when_something_is_wrong(neighbourhood: Neighbourhood, site: Site) -> None:
    code = an_invitation(neighbourhood)
    again = send(site, code=code, who="new", name="顾新来", called="小新", comes_of_age="2029-13", login="xin", password=OWN)
    assert again.status == 400 and again.hidden("code") == code
    for kept in ("顾新来", "小新", "2029-13", "xin"):
        assert f'value="{kept}"' in again.source
    assert OWN not in again.source
    short = send(site, code=code, who="new", name="顾新来", called="小新", login="xin", password="short")
    assert short.status == 400 and 'value="顾新来"' in short.source


def test_a_name_that_is_entered_is_asked_about_and_the_answer_makes_no_second_person(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    cousin, code = entered(n, "cousin", "顾长明"), an_invitation(n)
    typed = {"code": code, "who": "new", "name": "顾长明", "called": "老顾", "login": "laogu", "password": OWN}
    asked = send(site, **typed)
    assert asked.status == 400 and "已经登记了一位顾长明" in asked.words and "是同一位，就是我" in asked.words
    done = send(site, **typed, same=str(cousin))
    assert done.status == 303
    made = account_of(n, "laogu")
    assert made is not None and made.person_id == cousin


def test_another_of_the_same_name_waits(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    entered(n, "cousin", "顾长明")
    typed = {"code": an_invitation(n), "who": "new", "name": "顾长明", "called": "小长明", "login": "xcm", "password": OWN}
    assert send(site, **typed, same="another").goes_to == "/join/waiting"


def test_somebody_who_was_quicker_leads_back_to_the_list(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    cousin, code = entered(n, "cousin", "顾长明"), an_invitation(n)
    entered(n, "other", "顾长亮")
    send(site, code=code, who=str(cousin), login="first", password=OWN)
    late = send(site, code=code, who=str(cousin), login="second", password=OWN, command_id="b" * 32)
    assert late.status == 400 and "刚刚开好账户了" in late.words and "顾长亮" in late.words


def test_the_fourth_who_sends_the_form_twice_is_signed_in_twice(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    people = [entered(n, f"p{i}", f"顾某{i}") for i in range(4)]
    code = an_invitation(n)
    forms = [{"code": code, "who": str(id), "login": f"login{id}", "password": OWN, "command_id": f"{id:032}"} for id in people]
    assert [send(site, **form).status for form in (*forms, forms[-1])] == [303] * 5


@pytest.mark.parametrize("display", ["lang=zh", "lang=en", "lang=zh.mode=elder"])
def test_the_pages_are_there_for_every_reader(neighbourhood: Neighbourhood, site: Site, display: str) -> None:
    entered(neighbourhood, "cousin", "顾长明")
    client = site.app.test_client()
    client.set_cookie("display", display)
    code = an_invitation(neighbourhood)
    for fields in ({"code": code}, {"code": code, "who": "new"}):
        assert client.post("/join", data=fields).status_code == 200


# --- who waits for a yes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["gu", "lin"])
def test_a_new_name_waits_on_the_home_page_and_is_confirmed_in_one_step(
    neighbourhood: Neighbourhood, site: Site, who: str
) -> None:
    n = neighbourhood
    request = a_request(n)
    assert "1位新来的家人等确认" in site.visited_by(who).sees("/").words
    page = site.visited_by(who).sees("/confirming").words
    assert "顾新来" in page and "3幢1单元8" in page
    assert site.visited_by(who).sends(f"/confirming/joins/{request}/confirm").goes_to == "/c/qinghe/confirming"
    assert account_of(n, "newcomer") is not None
    assert "新来的家人等确认" not in site.visited_by(who).sees("/").words


def test_others_see_no_name_of_who_waits(neighbourhood: Neighbourhood, site: Site) -> None:
    a_request(neighbourhood)
    for who in ("gu_jr", "he", "chen", "zhou"):
        assert "顾新来" not in site.visited_by(who).sees("/confirming").words
        assert "新来的家人" not in site.visited_by(who).sees("/").words


def test_not_known_is_refused_and_erased(neighbourhood: Neighbourhood, site: Site) -> None:
    request = a_request(neighbourhood)
    site.visited_by("gu").sends(f"/confirming/joins/{request}/refuse")
    assert neighbourhood.look(lambda db: db.scalars(select(JoinRequest)).all()) == []


def test_the_displaced_one_is_told_and_objects_and_the_office_sees_it(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    change = a_change(n)
    assert "换了户代表" in site.visited_by("gu").sees("/").words
    page = site.visited_by("gu").sees("/confirming").words
    assert "由小顾代表，不再由顾阿姨代表" in page and "林晓梅登记" in page
    site.visited_by("gu").sends(f"/confirming/representatives/{change}/object", says="没有和我商量过")
    office = site.visited_by("wu").sees("/confirming").words
    assert "没有和我商量过" in office and "答复并确认" in office
    back = site.visited_by("wu").sends(f"/confirming/representatives/{change}/confirm", answer="")
    assert back.status == 303 and n.see(seen.waiting_changes, n.community) != []
    site.visited_by("wu").sends(f"/confirming/representatives/{change}/confirm", answer="上门问过了")
    assert n.see(seen.waiting_changes, n.community) == []
    assert "上门问过了" in site.visited_by("gu").sees("/confirming").words


def test_a_second_official_confirms_a_whole_list(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    entered(n, "ma_jr", "马小军", "ma")
    changes = [a_change(n), a_change(n, "ma_jr", "ma")]
    page = site.visited_by("wu").sees("/confirming")
    assert "整批确认2户" in page.words
    assert "整批确认" not in site.visited_by("lin").sees("/confirming").words
    whole = {name: page.hidden(name) for name in ("by_id", "changed_on", "up_to_id")}
    assert whole["up_to_id"] == str(changes[-1])
    site.visited_by("wu").sends("/confirming/representatives", **whole)
    assert n.see(seen.waiting_changes, n.community) == []


def test_an_adult_of_the_home_confirms_on_the_page(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    entered(n, "cousin", "顾长明", called="老顾")
    change = a_change(n, "cousin")
    assert "1户的户代表等确认" in site.visited_by("gu_jr").sees("/").words
    site.visited_by("gu_jr").sends(f"/confirming/representatives/{change}/confirm")
    assert n.see(seen.waiting_changes, n.community) == []


# --- what a home reads of itself -------------------------------------------------------------------------------


def test_everybody_of_the_home_reads_who_speaks_for_it_since_when_by_whose_hand(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    assert "名册开办的时候登记的" in site.visited_by("gu_jr").sees("/me").words
    a_change(n)
    for who in ("gu", "gu_jr"):
        words = site.visited_by(who).sees("/me").words
        assert "谁代表我家" in words and "11月26日起" in words and "林晓梅登记" in words and "等确认，12月10日为止" in words


def test_everybody_of_the_home_reads_that_it_voted_and_by_whom_and_never_what(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    ballot = standing(n)
    assert "还没有投" in site.visited_by("gu_jr").sees("/me").words
    n.do("gu", ballots.cast, ballot_id=ballot, choice="for")
    assert "顾阿姨投的（手机）" in site.visited_by("gu_jr").sees("/me").words
    assert "您投的（手机）" in site.visited_by("gu").sees("/me").words
    assert "我和我家投过没有" not in site.visited_by("lin").sees("/me").words


def test_a_vote_filled_in_by_a_helper_stands_beside_the_home_with_the_helper(neighbourhood: Neighbourhood, site: Site) -> None:
    """doors.md 15: each of them can see that a mark stands beside their name."""
    n = neighbourhood
    ballot = standing(n)
    n.do("lin", ballots.cast_for, ballot_id=ballot, voter_key=home_of(n, "gu"), choice="for", reason="打电话来的")
    for who in ("gu", "gu_jr"):
        assert "林晓梅投的（请人代填）" in site.visited_by(who).sees("/me").words


def test_of_secret_ballots_nothing_is_said(neighbourhood: Neighbourhood, site: Site) -> None:
    from tests.builders_sealed import a_secret_vote

    a_secret_vote(neighbourhood)
    assert "我和我家投过没有" not in site.visited_by("chen").sees("/me").words


def test_who_came_into_a_home_later_reads_nothing_of_before(neighbourhood: Neighbourhood, site: Site, clock: SetClock) -> None:
    n = neighbourhood
    standing(n)
    clock.forward(days=3)
    person = n.do("gu", accounts.confirm_join, request_id=a_request(n))["person_id"]
    assert person
    assert "我和我家投过没有" not in site.visited_by("newcomer").sees("/me").words
    assert "我和我家投过没有" in site.visited_by("gu_jr").sees("/me").words


# --- on the roll page of a ballot ------------------------------------------------------------------------------


def test_changes_near_a_ballot_stand_on_its_roll_page_with_doors_for_the_office_alone(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    change = a_change(n)
    n.do("gu", register.object_to_representative, change_id=change, says="没有和我商量过")
    roll = announced(n)
    office = site.visited_by("lin").sees(f"/ballots/a/{roll}").words
    assert "三十天里有1户换过户代表" in office and "1户有异议" in office and "3幢1单元80111月26日" in office
    resident = site.visited_by("he").sees(f"/ballots/a/{roll}").words
    assert "三十天里有1户换过户代表" in resident and "1户有异议" in resident and "是哪几户" not in resident


def test_a_result_says_it_too(neighbourhood: Neighbourhood, site: Site, clock: SetClock) -> None:
    n = neighbourhood
    a_change(n)
    ballot = standing(n)
    clock.forward(days=30)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    assert "三十天里有1户换过户代表" in site.visited_by().sees(f"/v/{ballot}").words
    assert "是哪几户" not in site.visited_by().sees(f"/v/{ballot}").words
    for who in ("lin", "chen"):
        assert "是哪几户" in site.visited_by(who).sees(f"/v/{ballot}").words
        assert "3幢1单元801" in site.visited_by(who).sees(f"/ballots/{ballot}/changed-homes").words
    assert site.visited_by("he").sees(f"/ballots/{ballot}/changed-homes").status == 404
