"""Joining and signing in on pages: a form that comes twice lets nobody in who does not know the password."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult.account import actions as accounts
from consult.account.models import Account
from consult.account.rules.waiting import FREE_TRIES
from consult.community import actions as register
from consult.community.models import Community, Household
from consult.core.clock import SetClock
from tests.builders import PASSWORD, Neighbourhood
from tests.web.visits import Seen, Site, site_on

OWN = "一楼的采光要先说清楚"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def send(site: Site, path: str, **fields: str) -> Seen:
    return Seen(site.app.test_client().post(path, data=fields))


def joins(neighbourhood: Neighbourhood) -> dict[str, str]:
    """What a neighbour fills in who is entered in the household of gu and holds its invitation."""
    household = neighbourhood.households["gu"]
    person = neighbourhood.run("lin", lambda work: register.enter_person(
        work, community=work.get(Community, neighbourhood.community), name="顾明", called="小顾",
        household=work.get(Household, household)).id)
    code = neighbourhood.do("lin", accounts.invite_household, household_id=household)["code"]
    return {"code": code, "who": str(person), "login": "gu_ming", "password": OWN, "command_id": "a" * 32}


def test_a_join_form_that_comes_twice_signs_in_and_makes_nothing_new(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    form = joins(neighbourhood)
    first, again = send(site, "/join", **form), send(site, "/join", **form)
    assert [seen.status for seen in (first, again)] == [303, 303]
    assert "sid=" in again.answer.headers["Set-Cookie"]
    assert neighbourhood.look(lambda db: db.scalar(
        select(func.count()).select_from(Account).where(Account.login_name == "gu_ming"))) == 1


def test_a_join_form_that_comes_twice_with_another_password_signs_nobody_in(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    form = joins(neighbourhood)
    send(site, "/join", **form)
    again = send(site, "/join", **form | {"password": "another password"})
    assert again.status == 400
    assert "sid=" not in again.answer.headers.get("Set-Cookie", "")


def test_wrong_passwords_make_the_next_try_wait_and_the_right_one_too(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    for _ in range(FREE_TRIES):
        assert send(site, "/sign-in", login="chen", password="wrong password").status == 400
    assert "试错的次数多了" in send(site, "/sign-in", login="chen", password=PASSWORD).words
    assert send(site, "/sign-in", login="wang", password=PASSWORD).status == 303
    clock.forward(seconds=31)
    assert send(site, "/sign-in", login="chen", password=PASSWORD).status == 303
    assert send(site, "/sign-in", login="chen", password="wrong password").status == 400
    assert send(site, "/sign-in", login="chen", password=PASSWORD).status == 303
