"""Sign-in slips: a code on paper, once; an account opened by the office; a lost password at the desk; login names."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account, SignInSession, SignInSlip
from consult.account.rules.slips import SLIP_HOLDS, Seen, check_seen_on, suggested
from consult.community import actions as register
from consult.community.models import Community, Person
from consult.core.clock import local_date
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.core.events import Recorded
from consult.storage.event_log import all_events
from consult.storage.store import Store
from tests.builders import PASSWORD, Neighbourhood, password_hash
from tests.storage.happenings import all_at_once


def somebody_new(n: Neighbourhood, name: str = "梁静") -> int:
    """A person of 青禾 without an account."""
    def enter(work: Any) -> int:
        return register.enter_person(work, community=work.get(Community, n.community), name=name, called=name).id
    entered: int = n.run("lin", enter)
    return entered


def opened(n: Neighbourhood, name: str = "梁静", login: str = "") -> int:
    """The account of somebody new."""
    made: int = n.do("lin", accounts.open_account_for, person_id=somebody_new(n, name), login=login)["account_id"]
    return made


def first_code(n: Neighbourhood, account: int, who: str = "lin") -> str:
    code: str = n.do(who, accounts.make_slip, account_id=account)["code"]
    return code


def use(store: Store, code: str, **more: Any) -> Any:
    return store.carry_out(lambda work: accounts.use_slip(work, code=code, hashed=password_hash(), **more)).value


def today(n: Neighbourhood) -> date:
    return local_date(n.clock(), "Asia/Shanghai")


def lost(n: Neighbourhood, who: str, by: str = "lin") -> Any:
    return n.do(by, accounts.help_at_desk, person_id=n.people[who], seen="id_card", seen_on=today(n))


def may_sign_in(n: Neighbourhood, account: int) -> bool:
    fits: bool = n.see(lambda db: queries.password_fits(db.get(Account, account), PASSWORD))
    return fits


def devices(n: Neighbourhood, who: str) -> int:
    return len(n.see(queries.open_sessions, n.actor(who).account_id, n.clock()))


def events_of(n: Neighbourhood, account: int) -> list[Recorded]:
    return n.see(lambda db: list(all_events(db, f"account:{account}")))


# --- first slips ----------------------------------------------------------------------------------------


def test_the_office_opens_an_account_and_its_owner_sets_the_password(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = opened(n)
    assert not may_sign_in(n, account)
    assert use(n.store, first_code(n, account).lower()) == {"account_id": account}
    assert may_sign_in(n, account)
    assert n.see(lambda db: db.get(Account, account)).login_name == "梁静"


def test_a_login_name_is_made_of_the_name_and_told_apart_by_a_number(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    made = [opened(n) for _ in range(3)]
    names = n.see(lambda db: [db.get(Account, id).login_name for id in made])
    assert names == ["梁静", "梁静2", "梁静3"]


@pytest.mark.parametrize(("name", "login"), [
    ("陈美兰", "陈美兰"), ("阿卜杜拉·买买提", "阿卜杜拉买买提"), ("王", "王member"), ("Zoë", "zo"), ("𠮷野", "𠮷野"), ("·", "member"),
])
def test_a_suggested_login_name_is_one_that_is_let_through(name: str, login: str) -> None:
    assert suggested(name, ()) == login


def test_a_login_name_that_is_taken_is_said_and_nothing_is_opened(neighbourhood: Neighbourhood) -> None:
    n, person = neighbourhood, somebody_new(neighbourhood)
    with pytest.raises(BadShape) as refused:
        n.do("lin", accounts.open_account_for, person_id=person, login="chen")
    assert refused.value.fields == {"login_name": "taken"}
    assert n.see(queries.account_of, person) is None


def test_nobody_has_two_accounts(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(RuleBroken, match="has_account"):
        neighbourhood.do("lin", accounts.open_account_for, person_id=neighbourhood.people["gu"])


@pytest.mark.parametrize("who", ["zhou", "chen", "gu"])
def test_only_the_office_opens_accounts_and_makes_slips(neighbourhood: Neighbourhood, who: str) -> None:
    n = neighbourhood
    account, person = opened(n), somebody_new(n, "方圆")
    for verb, args in ((accounts.open_account_for, {"person_id": person}), (accounts.make_slip, {"account_id": account})):
        with pytest.raises(Forbidden):
            n.do(who, verb, **args)
    with pytest.raises(Forbidden):
        lost(n, "he", by=who)


def test_next_door_sees_nobody_of_ours(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(NotFound):
        n.do("mei", accounts.open_account_for, person_id=somebody_new(n))
    with pytest.raises(NotFound):
        lost(n, "he", by="mei")


def test_a_code_is_told_once_and_is_nowhere_in_the_database(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = opened(n)
    first = n.answer("lin", accounts.make_slip, command_id="once-and-again", account_id=account).value
    again = n.answer("lin", accounts.make_slip, command_id="once-and-again", account_id=account).value
    assert first["code"] and again["code"] is None
    assert use(n.store, first["code"])
    plain = first["code"].replace("-", "")
    for event in events_of(n, account):
        assert first["code"] not in str(event.data) and plain not in str(event.data)


def test_a_new_first_slip_ends_the_earlier_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = opened(n)
    old, new = first_code(n, account), first_code(n, account)
    with pytest.raises(RuleBroken, match="slip_unknown"):
        use(n.store, old)
    assert use(n.store, new)


def test_a_first_slip_is_not_made_for_an_account_that_has_a_password(neighbourhood: Neighbourhood) -> None:
    """Else whoever prints slips could take any account over; a lost password goes by what was seen at the desk."""
    with pytest.raises(RuleBroken, match="account_in_use"):
        first_code(neighbourhood, neighbourhood.actor("wu").account_id)


def test_a_slip_holds_fourteen_days_and_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = opened(n)
    code = first_code(n, account)
    n.clock.forward(days=SLIP_HOLDS.days, seconds=1)
    with pytest.raises(RuleBroken, match="slip_expired"):
        use(n.store, code)
    code = first_code(n, account)
    use(n.store, code)
    with pytest.raises(RuleBroken, match="slip_used"):
        use(n.store, code)


def test_of_two_who_use_one_code_at_once_one_wins(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code = first_code(n, opened(n))
    answers = all_at_once([lambda: use(n.store, code), lambda: use(n.store, code)], threads=2)
    assert sorted(type(answer).__name__ for answer in answers) == ["RuleBroken", "dict"]


def test_the_owner_may_choose_another_login_name_with_the_first_slip(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = opened(n)
    code = first_code(n, account)
    with pytest.raises(BadShape):
        use(n.store, code, login="chen")
    use(n.store, code, login="梁社工")
    assert n.see(lambda db: db.get(Account, account)).login_name == "梁社工"


def test_many_slips_are_made_in_one_act_each_with_a_code_of_its_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ids = [opened(n, name) for name in ("甲一", "乙二", "丙三")]
    codes = n.run("lin", lambda work: accounts.make_slips(work, account_ids=ids) and dict(work.told_once["codes"]))
    assert {use(n.store, codes[str(id)] if str(id) in codes else codes[id])["account_id"] for id in ids} == set(ids)


# --- a lost password ------------------------------------------------------------------------------------


def test_a_neighbour_seen_at_the_desk_gets_a_slip_and_every_device_is_signed_out(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = n.actor("he").account_id
    n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    assert devices(n, "he") == 1
    made = lost(n, "he")
    assert made["code"] and not made["waits"]
    assert devices(n, "he") == 0
    assert use(n.store, made["code"]) == {"account_id": account}
    with n.store.read() as db:
        slip = db.scalars(select(SignInSlip).where(SignInSlip.account_id == account)).one()
    assert (slip.seen, slip.seen_on, slip.issued_by_id) == (Seen.ID_CARD, today(n), n.people["lin"])


def test_with_such_a_slip_the_login_name_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    use(n.store, lost(n, "he")["code"], login="somebody-else")
    assert n.see(lambda db: db.get(Account, n.actor("he").account_id)).login_name == "he"


def test_the_log_says_how_somebody_was_known_and_names_nobody(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    lost(n, "he")
    told = [e for e in events_of(n, n.actor("he").account_id) if e.name == "SlipIssued"][-1]
    assert told.data["seen"] == "id_card" and told.actor_id == n.people["lin"]
    assert "何静" not in str(told.data)


def test_nobody_does_it_for_themselves(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(RuleBroken, match="not_for_oneself"):
        lost(neighbourhood, "lin", by="lin")


def test_an_officials_account_takes_a_second_official(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    asked = lost(n, "zhou")
    assert asked == {"slip_id": asked["slip_id"], "code": None, "waits": True}
    with pytest.raises(RuleBroken, match="second_official_needed"):
        n.do("lin", accounts.agree_to_slip, slip_id=asked["slip_id"])
    with pytest.raises(Forbidden):
        n.do("zhou", accounts.agree_to_slip, slip_id=asked["slip_id"])
    code = n.do("wu", accounts.agree_to_slip, slip_id=asked["slip_id"])["code"]
    assert use(n.store, code) == {"account_id": n.actor("zhou").account_id}


def test_the_owner_is_no_second_official(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    asked = lost(n, "wu")
    with pytest.raises(RuleBroken, match="not_for_oneself"):
        n.do("wu", accounts.agree_to_slip, slip_id=asked["slip_id"])


def test_what_waits_for_a_second_official_signs_nobody_out(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = n.actor("wu").account_id
    n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    asked = lost(n, "wu")
    assert devices(n, "wu") == 1
    n.do("wu", accounts.refuse_slip, slip_id=asked["slip_id"])
    with pytest.raises(RuleBroken, match="slip_not_waiting"):
        n.do("wu", accounts.refuse_slip, slip_id=asked["slip_id"])


def test_a_council_member_needs_one_official(neighbourhood: Neighbourhood) -> None:
    assert lost(neighbourhood, "chen")["code"]


@pytest.mark.parametrize(("days", "problem"), [(1, "to_come"), (-8, "too_long_ago")])
def test_somebody_was_seen_in_the_last_week(neighbourhood: Neighbourhood, days: int, problem: str) -> None:
    n = neighbourhood
    with pytest.raises(BadShape) as refused:
        check_seen_on(today(n) + timedelta(days=days), today(n))
    assert refused.value.fields == {"seen_on": problem}


def test_an_account_without_a_password_yet_gets_its_first_slip_again(neighbourhood: Neighbourhood) -> None:
    n, person = neighbourhood, somebody_new(neighbourhood)
    n.do("lin", accounts.open_account_for, person_id=person)
    with pytest.raises(RuleBroken, match="first_slip_not_used"):
        n.do("lin", accounts.help_at_desk, person_id=person, seen="known", seen_on=today(n))


def test_a_shut_account_is_not_opened_by_a_slip(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code, account = lost(n, "he")["code"], n.actor("he").account_id
    n.run(None, lambda work: accounts.disable_account(work, account_id=account))
    with pytest.raises(RuleBroken, match="account_disabled"):
        use(n.store, code)


# --- login names ----------------------------------------------------------------------------------------


def test_a_login_name_is_changed_by_its_owner(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("he", accounts.change_login, login="何家小静")
    assert n.see(queries.account_named, "何家小静") and not n.see(queries.account_named, "he")


def test_a_name_that_was_given_up_is_nobody_elses(neighbourhood: Neighbourhood) -> None:
    """Neighbours know each other by these names: who looks for one must not find another."""
    n = neighbourhood
    n.do("he", accounts.change_login, login="何家小静")
    with pytest.raises(BadShape):
        n.do("gu", accounts.change_login, login="he")
    with pytest.raises(BadShape):
        opened(n, login="he")
    n.clock.forward(days=31)
    n.do("he", accounts.change_login, login="he")
    assert n.see(queries.account_named, "he")


def test_a_login_name_is_changed_once_in_thirty_days(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("he", accounts.change_login, login="何家小静")
    with pytest.raises(RuleBroken, match="login_changed_lately"):
        n.do("he", accounts.change_login, login="何家大静")
    n.do("he", accounts.change_login, login="何家小静")


@pytest.mark.parametrize("typed", ["chen", "Ｃhen", "x", "a" * 41, "<b>"])
def test_a_name_that_is_taken_or_ill_written_is_refused(neighbourhood: Neighbourhood, typed: str) -> None:
    with pytest.raises(BadShape):
        neighbourhood.do("he", accounts.change_login, login=typed)


def test_a_session_goes_on_under_the_new_name(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = n.actor("he").account_id
    n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    n.do("he", accounts.change_login, login="何家小静")
    assert n.see(lambda db: db.scalars(select(SignInSession).where(SignInSession.account_id == account)).one()).ended_at is None


def test_the_person_of_an_account_stays_who_it_was(neighbourhood: Neighbourhood) -> None:
    n, person = neighbourhood, somebody_new(neighbourhood)
    n.do("lin", accounts.open_account_for, person_id=person)
    assert n.see(lambda db: db.get(Person, person)).name == "梁静"
