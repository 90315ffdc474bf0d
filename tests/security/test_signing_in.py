"""The way in, as somebody tries it who should not get in: guessing, racing, pretending, and coming back."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from consult.account import actions as accounts
from consult.account.models import Account, Invitation, JoinRequest, SignInSession
from consult.account.queries import ways_in
from consult.account.rules.login_name import check_name
from consult.core.clock import SetClock
from consult.core.errors import BadShape
from tests.applications import application
from tests.authorisation.site import without_chance
from tests.builders import PASSWORD, Neighbourhood

OWN = "一楼的采光要先说清楚"


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on the neighbourhood."""
    with application(database_url, tmp_path, clock=clock) as app:
        yield app


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that passwords were held against; the work itself is left out."""
    seen: list[str] = []

    class Counting:
        """Stands for argon2 and counts."""

        def verify(self, hashed: str, password: str) -> bool:
            seen.append(hashed)
            return real.verify(hashed, password)

    real = ways_in.HASHER
    monkeypatch.setattr(ways_in, "HASHER", Counting())
    return seen


def sign_in(app: Flask, login: str, password: str, *, address: str = "192.0.2.1", **headers: str) -> TestResponse:
    """One try."""
    return app.test_client().post(
        "/sign-in", data={"login": login, "password": password}, environ_base={"REMOTE_ADDR": address}, headers=headers)


def is_in(answer: TestResponse) -> bool:
    """Whether a try let somebody in."""
    return answer.status_code == 303 and "sid=" in answer.headers.get("Set-Cookie", "")


# --- what an answer tells ---------------------------------------------------------------------------------


def test_a_name_that_is_not_there_is_answered_like_a_wrong_password(
    neighbourhood: Neighbourhood, app: Flask, verified: list[str]
) -> None:
    """The same page, after the same work: one hash of the same kind and cost."""
    account = neighbourhood.actor("sun").account_id
    neighbourhood.run(None, lambda work: accounts.disable_account(work, account_id=account))
    answers = [sign_in(app, login, "a wrong password", address=f"192.0.2.{n}")
               for n, login in enumerate(("chen", "nobody-of-that-name", "sun", "x", "", "陈" * 300, "chen\x00"), start=1)]
    pages = {str(without_chance(answer, *(f'value="{name}"' for name in ("chen", "nobody-of-that-name", "sun", "x", "", "陈" * 300))))
             for answer in answers[:3]}
    assert len(pages) == 1 and not any(map(is_in, answers))
    assert len(verified) == len(answers)
    assert {hashed.rsplit("$", 2)[0] for hashed in verified} == {"$argon2id$v=19$m=19456,t=2,p=1"}


def test_a_shut_account_is_not_let_in_with_the_right_password(neighbourhood: Neighbourhood, app: Flask) -> None:
    account = neighbourhood.actor("sun").account_id
    neighbourhood.run(None, lambda work: accounts.disable_account(work, account_id=account))
    assert not is_in(sign_in(app, "sun", PASSWORD))


def test_a_very_long_password_is_no_long_work(app: Flask, verified: list[str]) -> None:
    """Cut before it is hashed: argon2 takes as long as its input is."""
    assert not is_in(sign_in(app, "chen", "a" * 1_000_000))
    assert is_in(sign_in(app, "chen", PASSWORD))


# --- guessing ---------------------------------------------------------------------------------------------


def test_after_five_guesses_a_name_waits_here_and_nowhere_else(neighbourhood: Neighbourhood, app: Flask, clock: SetClock) -> None:
    """And nobody else here: the hall's one address is everybody's. Whoever is signed in stays so and votes."""
    room = neighbourhood.a_vote()
    voter = app.test_client()
    voter.post("/sign-in", data={"login": "chen", "password": PASSWORD}, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    for _ in range(5):
        sign_in(app, "chen", "guess")
    assert not is_in(sign_in(app, "chen", PASSWORD))
    assert is_in(sign_in(app, "wang", PASSWORD))
    assert is_in(sign_in(app, "chen", PASSWORD, address="198.51.100.7"))
    cast = voter.post(f"/c/qinghe/b/{room.ballot_id}/cast", data={"choice": "for", "command_id": "a-cast-in-the-wait"})
    assert cast.status_code == 303
    clock.forward(seconds=31)
    assert is_in(sign_in(app, "chen", PASSWORD))


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip"])
def test_an_address_that_a_client_claims_gives_no_more_guesses(app: Flask, header: str) -> None:
    for n in range(5):
        sign_in(app, "chen", "guess", **{header: f"203.0.113.{n}"})
    assert not is_in(sign_in(app, "chen", PASSWORD, **{header: "203.0.113.99"}))


@pytest.mark.parametrize("spelling", ["CHEN", "ｃｈｅｎ", " chen ", "c h e n", "ChEn"])
def test_another_spelling_gives_no_more_guesses(app: Flask, spelling: str) -> None:
    for _ in range(5):
        sign_in(app, spelling, "guess")
    assert not is_in(sign_in(app, "chen", PASSWORD))


def test_twenty_guesses_at_once_are_five(app: Flask, verified: list[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: sign_in(app, "chen", f"guess {n}"), range(20)))
    assert not any(map(is_in, answers)) and len(verified) <= 5


def test_the_password_in_force_is_not_guessed_on_the_own_page_either(neighbourhood: Neighbourhood, app: Flask, verified: list[str]) -> None:
    """Somebody at an unlocked telephone does not get more tries there than at the door."""
    client = app.test_client()
    client.post("/sign-in", data={"login": "chen", "password": PASSWORD})
    verified.clear()
    for n in range(12):
        client.post("/c/qinghe/me/password", data={"current": f"guess {n}", "password": OWN, "command_id": f"guess-{n:05d}"})
    assert len(verified) <= 5
    assert not is_in(sign_in(app, "chen", OWN, address="198.51.100.7"))


# --- sign-ins ---------------------------------------------------------------------------------------------


def test_a_sign_in_gets_a_token_of_its_own_whatever_the_browser_brought(app: Flask) -> None:
    """A cookie that was planted before is not taken over."""
    tokens = set()
    for planted in ("planted-by-somebody", "planted-by-somebody"):
        client = app.test_client()
        client.set_cookie("sid", planted)
        client.post("/sign-in", data={"login": "chen", "password": PASSWORD})
        found = client.get_cookie("sid")
        assert found and found.value != planted and len(found.value) >= 43
        tokens.add(found.value)
    assert len(tokens) == 2


@pytest.mark.parametrize("ends", ["disabled", "revoked", "password", "expired"])
def test_a_sign_in_that_ended_opens_no_page_from_that_moment(
    neighbourhood: Neighbourhood, app: Flask, clock: SetClock, ends: str
) -> None:
    client, account = app.test_client(), neighbourhood.actor("chen").account_id
    client.post("/sign-in", data={"login": "chen", "password": PASSWORD})
    assert client.get("/c/qinghe/me").status_code == 200
    if ends == "expired":
        clock.forward(days=31)
    else:
        verb = {"disabled": accounts.disable_account, "revoked": accounts.end_all_sessions, "password": accounts.set_password}[ends]
        more: dict[str, Any] = {"hashed": "-"} if ends == "password" else {}
        neighbourhood.run(None, lambda work: verb(work, account_id=account, **more))
    for address in ("me", "propose", "meetings/new"):
        assert client.get(f"/c/qinghe/{address}").location.startswith("/sign-in")
    assert client.post("/c/qinghe/propose", data={}).location.startswith("/sign-in")


def test_the_cookie_is_worth_nothing_to_who_reads_the_database(neighbourhood: Neighbourhood, app: Flask) -> None:
    client = app.test_client()
    client.post("/sign-in", data={"login": "chen", "password": PASSWORD})
    for kept in neighbourhood.look(lambda db: db.scalars(select(SignInSession.token_hash)).all()):
        thief = app.test_client()
        thief.set_cookie("sid", kept)
        assert thief.get("/c/qinghe/me").status_code == 303


@pytest.mark.parametrize("cookie", ["", "x", "a" * 3000, "1", "' OR 1=1 --", "null", "\u202e", "../..", "%00"])
def test_a_cookie_of_another_kind_is_no_sign_in_and_no_fault(app: Flask, cookie: str) -> None:
    client = app.test_client()
    client.set_cookie("sid", cookie)
    assert client.get("/c/qinghe/me").status_code == 303
    assert client.get("/").status_code in (200, 303)


# --- invitations ------------------------------------------------------------------------------------------


def join(app: Flask, code: str, login: str) -> TestResponse:
    """Somebody comes with a code."""
    return app.test_client().post("/join", data={
        "code": code, "name": f"新邻居{login}"[:40], "called": "小新", "login": login, "password": OWN, "command_id": f"join-{login:>012}"})


def invite(neighbourhood: Neighbourhood, household: str = "gu") -> str:
    """A household's code."""
    code: str = neighbourhood.do("lin", accounts.invite_household, household_id=neighbourhood.households[household])["code"]
    return code


def count(neighbourhood: Neighbourhood) -> int:
    """How many accounts there are, and how many wait for one."""
    found: int = neighbourhood.look(lambda db: sum(
        db.scalar(select(func.count()).select_from(table)) for table in (Account, JoinRequest)))
    return found


@pytest.mark.parametrize("state", ["expired", "used up", "revoked", "replaced", "never made", "almost right", "empty"])
def test_a_code_that_does_not_hold_makes_no_account(neighbourhood: Neighbourhood, app: Flask, clock: SetClock, state: str) -> None:
    code = invite(neighbourhood)
    invitation = neighbourhood.look(lambda db: db.scalars(select(Invitation.id)).one())
    if state == "expired":
        clock.forward(days=60)
    elif state == "used up":
        assert [join(app, code, f"first{n}").status_code for n in range(4)] == [303] * 4
    elif state == "revoked":
        neighbourhood.do("lin", accounts.revoke_invitation, invitation_id=invitation)
    elif state == "replaced":
        invite(neighbourhood)
    wrong = {"never made": "2345-6789-ABCD", "almost right": code[:-1] + ("A" if code[-1] != "A" else "B"), "empty": ""}
    before = count(neighbourhood)
    answer = join(app, wrong.get(state, code), "latecomer")
    assert (answer.status_code, count(neighbourhood)) == (400, before)
    assert "sid=" not in answer.headers.get("Set-Cookie", "")


def test_a_code_opens_its_own_household_and_no_other(neighbourhood: Neighbourhood, app: Flask) -> None:
    """Whatever else the form says."""
    answer = app.test_client().post("/join", data={
        "code": invite(neighbourhood), "name": "新邻居", "called": "小新", "login": "newcomer", "password": OWN,
        "household_id": neighbourhood.households["ma"], "community_id": neighbourhood.next_door, "person_id": 1})
    household = neighbourhood.look(lambda db: db.scalars(select(JoinRequest.household_id)).one())
    assert (answer.status_code, household) == (303, neighbourhood.households["gu"])


def test_a_code_is_no_way_into_an_account_that_is_there(neighbourhood: Neighbourhood, app: Flask) -> None:
    """Nor does a form that makes none use it up."""
    code, before = invite(neighbourhood), count(neighbourhood)
    assert [join(app, code, login).status_code for login in ("chen", "CHEN", "ｃｈｅｎ", " c hen")] == [400] * 4
    assert count(neighbourhood) == before
    assert [join(app, code, f"own{n}").status_code for n in range(5)] == [303] * 4 + [400]
    assert is_in(sign_in(app, "chen", PASSWORD))


def test_twenty_at_once_with_four_places_are_four(neighbourhood: Neighbourhood, app: Flask) -> None:
    code, before = invite(neighbourhood), count(neighbourhood)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: join(app, code, f"rival{n:02d}").status_code, range(20)))
    assert sorted(answers) == [303] * 4 + [400] * 16
    assert count(neighbourhood) == before + 4


# --- names that look like another's -------------------------------------------------------------------------

LOOKS_LIKE_CHEN = ["сhen", "chеn", "cһen", "chen\u200b", "ch\u00aden", "c\u2063hen", "chen\u0307", "ⅽhen", "𝐜𝐡𝐞𝐧", "ｃhen", "CHEN", "ch en",
                   "\u202echen", "chen\ufe0f", "ϲhen", "chɘn", "cհen", "ᴄhen", "chẹn", "ꮯhen"]


@pytest.mark.parametrize("look_alike", LOOKS_LIKE_CHEN)
def test_a_name_that_looks_like_chen_is_chen_or_none(neighbourhood: Neighbourhood, app: Flask, look_alike: str) -> None:
    before = count(neighbourhood)
    answer = join(app, invite(neighbourhood), look_alike)
    assert (answer.status_code, count(neighbourhood)) == (400, before)


@pytest.mark.parametrize("name", ["陈阿姨", "chen2", "陈-3幢", "a.b_c", "བཀྲ་ཤིས".replace("་", "-"), "김씨"])
def test_the_names_of_those_who_live_here_are_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["二ニ", "ー一", "Ωmega", "naïve", "ıntern", "田中ー", "chen👍", "①②", "½½"])
def test_letters_that_pass_for_others_are_refused(name: str) -> None:
    with contextlib.suppress(BadShape):
        assert check_name(name).isascii()


def test_the_wait_is_short_enough_for_a_meeting() -> None:
    """Whoever is kept waiting by somebody else's guesses here is back within a quarter of an hour at the latest."""
    from consult.account.rules.waiting import LONGEST_WAIT

    assert timedelta(minutes=15) >= LONGEST_WAIT
