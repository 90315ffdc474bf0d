"""Homes as tests need them: who waits to be let in, and a change of representative that waits to be confirmed."""
from __future__ import annotations

from consult.account import actions as accounts
from consult.community import actions as register
from consult.community import queries
from consult.community.models import Community, Household
from tests.builders import Neighbourhood


def an_invitation(n: Neighbourhood, home: str = "gu") -> str:
    """The code of a home's invitation."""
    code: str = n.do("lin", accounts.invite_household, household_id=n.households[home])["code"]
    return code


def a_request(n: Neighbourhood, home: str = "gu", login: str = "newcomer", name: str = "顾新来") -> int:
    """Somebody whom nobody entered asks to be let into a home; the id."""
    code = an_invitation(n, home)
    asked: int = n.store.carry_out(lambda work: accounts.join_by_invitation(
        work, code=code, newcomer=accounts.Newcomer(name, "小新"), login=login, hashed="x")).value["request_id"]
    return asked


def entered(n: Neighbourhood, key: str, name: str, home: str = "gu", called: str = "") -> int:
    """Somebody the office entered in a home, without an account; known as `key` from now on."""
    n.people[key] = n.run("lin", lambda work: register.enter_person(
        work, community=work.get(Community, n.community), name=name, called=called,
        household=work.get(Household, n.households[home])).id)
    return n.people[key]


def an_empty_home(n: Neighbourhood, key: str = "empty", door: str = "1单元1201") -> int:
    """A home in which nobody was ever entered; known as `key` from now on."""
    n.households[key] = n.run("lin", lambda work: register.settle_household(
        work, building=work.get(Household, n.households["gu"]).building, door=door).id)
    return n.households[key]


def a_change(n: Neighbourhood, to: str = "gu_jr", home: str = "gu") -> int:
    """A change of who speaks for a home, made by the secretary alone; the id."""
    n.do("lin", register.change_representative, household_id=n.households[home], person_id=n.people[to], reason="家里商量过")
    made: int = n.see(queries.last_changes, [n.households[home]])[n.households[home]].id
    return made
