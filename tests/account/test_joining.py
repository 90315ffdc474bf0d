"""Joining a home by its code: never a second person of somebody who is entered, and nobody invented by one alone."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account, Invitation, JoinRequest
from consult.account.rules.joining import comes_in_at_once
from consult.community import actions as register
from consult.community import queries as seen
from consult.community.models import Community, Person, Residency
from consult.community.rules.kinds import PostKind
from consult.core.arguments import bind
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RuleBroken
from consult.deadlines import sweep
from consult.storage.event_log import all_events
from tests.builders import Neighbourhood
from tests.builders_homes import a_request, an_empty_home, an_invitation, entered
from tests.storage.happenings import all_at_once


def join(n: Neighbourhood, code: str, login: str = "newcomer", **who: Any) -> dict[str, int]:
    """Somebody at the door with a code, who is signed in as nobody."""
    given = bind(accounts.join_by_invitation, {
        "code": code, "login": login, "hashed": "x", **(who or {"name": "顾新来", "called": "小新"})})
    told: dict[str, int] = n.store.carry_out(lambda work: accounts.join_by_invitation(work, **given)).value
    return told


def refused(n: Neighbourhood, error: type[Refusal], code: str, login: str = "newcomer", **who: Any) -> Refusal:
    with pytest.raises(error) as refusal:
        join(n, code, login, **who)
    return refusal.value


def count(n: Neighbourhood, table: Any) -> int:
    found: int = n.look(lambda db: db.scalar(select(func.count()).select_from(table)))
    return found


def posts(n: Neighbourhood, person_id: int) -> set[str]:
    return {post.kind for post in n.see(seen.held_posts, person_id, n.clock().date())}


def not_open_yet(n: Neighbourhood) -> None:
    n.run(None, lambda work: setattr(work.get(Community, n.community), "opened_on", None))


# --- as somebody who is entered ------------------------------------------------------------------------------


def test_whoever_is_entered_keeps_posts_and_voice_and_is_no_second_person(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    home = an_empty_home(n)
    aunt = entered(n, "aunt", "刘桂兰", "empty", "刘阿姨")
    n.run("lin", lambda work: register.appoint(
        work, community=work.get(Community, n.community), person=work.get(Person, aunt), kind=PostKind.BUILDING_HEAD))
    code, people = an_invitation(n, "empty"), count(n, Person)
    told = join(n, code, "liu", person_id=aunt)
    assert (told["person_id"], count(n, Person)) == (aunt, people)
    actor = n.see(queries.actor_of_person, aunt, n.clock())
    assert actor.household_ids == {home}
    assert posts(n, aunt) == {"building_head", "household_representative"}


def test_a_code_shows_who_of_the_home_waits_for_an_account_and_nobody_else(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    cousin = entered(n, "cousin", "顾长明")
    household, people = n.see(queries.joinable, an_invitation(n), n.clock())
    assert (household.id, [person.id for person in people]) == (n.households["gu"], [cousin])


@pytest.mark.parametrize("who", ["ma", "yu", 99_999])
def test_nobody_of_another_home_is_chosen(neighbourhood: Neighbourhood, who: Any) -> None:
    n = neighbourhood
    wrong = refused(n, BadShape, an_invitation(n), person_id=n.people.get(who, who))
    assert wrong.facts["fields"] == {"who": "not_a_choice"}


def test_nobody_takes_the_account_of_somebody_who_has_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    wrong = refused(n, BadShape, an_invitation(n), person_id=n.people["gu_jr"])
    assert wrong.facts["fields"] == {"who": "has_an_account"}


def test_two_who_choose_one_person_at_once_are_one_account(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    cousin = entered(n, "cousin", "顾长明")
    code, before = an_invitation(n), count(n, Account)
    answers = all_at_once([lambda i=i: join(n, code, f"rival{i}", person_id=cousin) for i in range(6)], threads=6)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert count(n, Account) == before + 1
    left = n.look(lambda db: db.scalars(select(Invitation.uses_left).where(Invitation.revoked_at.is_(None))).one())
    assert left == accounts.PEOPLE_A_HOUSEHOLD - 1


def test_joining_a_home_that_nobody_speaks_for_is_provisional_after_the_opening(neighbourhood: Neighbourhood) -> None:
    """By the hand that made the invitation: another official, or another adult of the home, must agree."""
    n = neighbourhood
    an_empty_home(n)
    aunt = entered(n, "aunt", "刘桂兰", "empty")
    join(n, an_invitation(n, "empty"), "liu", person_id=aunt)
    change, = n.see(seen.waiting_changes, n.community)
    assert (change.by_id, change.to_id, change.from_id) == (n.people["lin"], aunt, None)


# --- under a new name ----------------------------------------------------------------------------------------


def test_a_new_name_waits_and_nothing_comes_into_being(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code, before = an_invitation(n), (count(n, Person), count(n, Account))
    assert set(join(n, code)) == {"request_id"}
    assert (count(n, Person), count(n, Account)) == before
    assert n.see(queries.request_named, " NewComer ") is not None


@pytest.mark.parametrize("who", ["gu", "lin", "wu"])
def test_the_homes_representative_or_the_desk_says_yes_and_then_person_and_account_are_there(
    neighbourhood: Neighbourhood, who: str
) -> None:
    n = neighbourhood
    told = n.do(who, accounts.confirm_join, request_id=a_request(n))
    person = n.look(lambda db: db.get_one(Person, told["person_id"]))
    assert (person.name, person.called) == ("顾新来", "小新")
    account = n.see(queries.account_named, "newcomer")
    assert (account.person_id, account.password_hash) == (person.id, "x")
    assert n.see(seen.household_ids, person.id, n.clock().date()) == {n.households["gu"]}
    assert posts(n, person.id) == set()
    assert count(n, JoinRequest) == 0


@pytest.mark.parametrize("who", ["gu_jr", "ma", "chen", "zhou"])
def test_nobody_else_of_the_community_does(neighbourhood: Neighbourhood, who: str) -> None:
    n = neighbourhood
    request = a_request(n)
    for verb in (accounts.confirm_join, accounts.refuse_join):
        with pytest.raises(Forbidden):
            n.do(who, verb, request_id=request)
    with pytest.raises(NotFound):
        n.do("mei", accounts.confirm_join, request_id=request)


def test_a_representative_whom_nobody_confirmed_lets_nobody_in(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    request = a_request(n)
    n.do("lin", register.change_representative, household_id=n.households["gu"], person_id=n.people["gu_jr"], reason="家里商量过")
    with pytest.raises(Forbidden):
        n.do("gu_jr", accounts.confirm_join, request_id=request)
    n.do("wu", register.confirm_representative, change_id=n.see(seen.waiting_changes, n.community)[0].id)
    n.do("gu_jr", accounts.confirm_join, request_id=request)


def test_one_secretary_alone_makes_no_voice_that_lasts(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    """Invites, joins as an invented person, lets them in, makes them representative (doors.md 14): a second person must
    agree, the displaced one can object, and without a yes the home's own voice is back."""
    n = neighbourhood
    invented = n.do("lin", accounts.confirm_join, request_id=a_request(n, "ma", "invented"))["person_id"]
    n.do("lin", register.change_representative, household_id=n.households["ma"], person_id=invented, reason="家里换人")
    change, = n.see(seen.waiting_changes, n.community)
    n.people["invented"] = invented
    for who in ("lin", "invented"):
        with pytest.raises(RuleBroken):
            n.do(who, register.confirm_representative, change_id=change.id)
    told = n.see(seen.changes_about, [n.households["ma"]], n.people["ma"], n.clock().date())
    assert [(c.from_id, c.by_id) for c in told] == [(n.people["ma"], n.people["lin"])]
    clock.forward(days=15)
    sweep(n.store)
    assert n.see(seen.homes, [n.households["ma"]], clock().date())[0].representative_id == n.people["ma"]


def test_who_is_refused_is_erased(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("gu", accounts.refuse_join, request_id=a_request(n))
    assert (count(n, JoinRequest), n.see(queries.request_named, "newcomer")) == (0, None)


def test_who_waits_for_thirty_days_is_erased(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    a_request(n)
    clock.forward(days=29)
    assert sweep(n.store)["joins"] == 0
    clock.forward(days=1)
    assert sweep(n.store)["joins"] == 1
    assert (count(n, JoinRequest), sweep(n.store)["joins"]) == (0, 0)


def test_what_happened_is_told_without_a_name(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", accounts.confirm_join, request_id=a_request(n))
    told = [event for event in n.look(lambda db: list(all_events(db, f"community:{n.community}"))) if event.name.startswith("Join")]
    assert [event.name for event in told] == ["JoinAsked", "JoinSettled"]
    assert "顾新来" not in str(told) and "newcomer" not in str(told)


def test_a_login_name_that_somebody_waits_for_is_taken(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    a_request(n, login="first")
    taken = refused(n, BadShape, an_invitation(n, "ma"), "FIRST")
    assert taken.facts["fields"] == {"login_name": "taken"}


@pytest.mark.parametrize("missing", ["name", "called"])
def test_a_new_name_is_written_and_so_is_how_one_is_called(neighbourhood: Neighbourhood, missing: str) -> None:
    n = neighbourhood
    given = {"name": "顾新来", "called": "小新"} | {missing: ""}
    assert refused(n, BadShape, an_invitation(n), **given).facts["fields"] == {missing: "missing"}


@pytest.mark.parametrize(("name", "code"), [
    ("顾长明", "same_name_entered"), ("顾桂芳", "same_name_has_account"), ("顾新来", "same_name_waits")])
def test_a_name_that_is_known_already_is_asked_about_first(neighbourhood: Neighbourhood, name: str, code: str) -> None:
    n = neighbourhood
    entered(n, "cousin", "顾长明")
    a_request(n, login="earlier")
    invitation = an_invitation(n)
    asked = refused(n, RuleBroken, invitation, name=name, called="小顾")
    assert (asked.code, count(n, JoinRequest)) == (code, 1)
    join(n, invitation, name=name, called="小顾", another=True)
    assert count(n, JoinRequest) == 2


# --- a home where nobody was ever entered -----------------------------------------------------------------------


def test_the_first_of_an_empty_home_comes_in_at_once_before_the_opening(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    not_open_yet(n)
    an_empty_home(n)
    told = join(n, an_invitation(n, "empty"))
    assert posts(n, told["person_id"]) == {"household_representative"}
    assert n.see(seen.waiting_changes, n.community) == []


def test_after_the_opening_the_first_of_an_empty_home_waits_for_the_desk(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    an_empty_home(n)
    request = join(n, an_invitation(n, "empty"))["request_id"]
    person = n.do("wu", accounts.confirm_join, request_id=request)["person_id"]
    assert posts(n, person) == {"household_representative"}
    change, = n.see(seen.waiting_changes, n.community)
    assert (change.by_id, change.to_id) == (n.people["wu"], person)


def test_whoever_is_not_of_age_comes_in_and_speaks_for_nobody(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    not_open_yet(n)
    an_empty_home(n)
    told = join(n, an_invitation(n, "empty"), name="顾小小", called="小小", comes_of_age="2029-03")
    assert posts(n, told["person_id"]) == set()


def test_a_home_that_somebody_has_left_is_not_empty(neighbourhood: Neighbourhood) -> None:
    """Its code may still lie about: whoever comes with it waits."""
    n = neighbourhood
    not_open_yet(n)
    an_empty_home(n)
    left = entered(n, "left", "走了的人", "empty")

    def gone(work: Any) -> None:
        row = work.db.scalars(select(Residency).where(Residency.person_id == left)).one()
        row.since, row.until = n.clock().date() - timedelta(days=9), n.clock().date() - timedelta(days=2)

    n.run(None, gone)
    assert set(join(n, an_invitation(n, "empty"))) == {"request_id"}


@pytest.mark.parametrize(("lived", "open_for", "at_once"), [
    (False, None, True), (False, -1, True), (False, 0, False), (True, None, False), (True, 5, False)])
def test_who_comes_in_at_once(neighbourhood: Neighbourhood, lived: bool, open_for: int | None, at_once: bool) -> None:
    day = neighbourhood.clock().date()
    opened = None if open_for is None else day - timedelta(days=open_for)
    assert comes_in_at_once(ever_lived_in=lived, opened_on=opened, today=day) is at_once
