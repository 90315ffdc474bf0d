"""Sign-in, sessions, invitations: tries are counted before they are checked, and secrets are told once."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import String, Text, select

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account, Invitation, SignInSession
from consult.account.rules.codes import ALPHABET, new_invitation_code, new_token, normal_code
from consult.account.rules.login_name import check_name, check_password, normal
from consult.account.rules.waiting import (
    FIRST_WAIT,
    FREE_TRIES,
    FREE_TRIES_AN_ADDRESS,
    LONGEST_WAIT,
    wait_until,
)
from consult.community import queries as register
from consult.community.models import Household
from consult.core.actor import Actor
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.storage.base import Base
from consult.storage.store import Store
from tests.builders import PASSWORD, Neighbourhood
from tests.conftest import NOW
from tests.storage.happenings import all_at_once


def account_of(n: Neighbourhood, who: str) -> int:
    return n.actor(who).account_id


def sign_in(n: Neighbourhood, who: str, device: str = "手机") -> str:
    """The token that the cookie gets."""
    account = account_of(n, who)
    token: str = n.run(None, lambda work: accounts.begin_session(work, account_id=account, device=device))
    return token


def by_token(n: Neighbourhood, token: str) -> Actor | None:
    found: Actor | None = n.see(queries.actor_by_token, token, n.clock())
    return found


# --- names and passwords --------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "stored"), [
    ("Chen", "chen"), (" chen ", "chen"), ("ｃｈｅｎ", "chen"), ("ch en", "chen"), ("陈阿姨", "陈阿姨"), ("STRASSE", "strasse"),
])
def test_what_looks_alike_is_one_name(typed: str, stored: str) -> None:
    assert normal(typed) == stored
    assert check_name(typed) == stored


@pytest.mark.parametrize("typed", ["", "x", "a" * 41, "chen!", "<b>", "chen\n@x", "a/b", "'--"])
def test_names_of_other_letters_or_lengths_are_refused(typed: str) -> None:
    with pytest.raises(BadShape):
        check_name(typed)


@given(some.text(max_size=60))
def test_a_name_that_is_let_through_is_its_own_normal_form(typed: str) -> None:
    try:
        name = check_name(typed)
    except BadShape:
        return
    assert normal(name) == name


@pytest.mark.parametrize("password", ["", "short77", "x" * 129, "12345678", "PASSWORD", "chenmeilan"])
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(BadShape):
        check_password(password, "ChenMeilan")


def test_any_other_password_of_eight_characters_will_do() -> None:
    for password in ("一楼的采光要先说清楚", "correct horse", "x" * 128):
        check_password(password, "chen")


def test_a_password_is_checked_and_an_unknown_name_takes_as_long(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    account = n.see(queries.account_named, " CHEN ")
    assert queries.password_fits(account, PASSWORD)
    assert not queries.password_fits(account, PASSWORD + "x")
    assert not queries.password_fits(None, "nobody has this password")
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_that_is_none_fits_nothing() -> None:
    assert not queries.password_fits(Account(password_hash="x"), "x")


# --- waiting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("failures", "seconds"), [
    (0, 0), (FREE_TRIES - 1, 0), (FREE_TRIES, 30), (FREE_TRIES + 1, 60), (FREE_TRIES + 4, 480),
    (FREE_TRIES + 5, 900), (FREE_TRIES + 500, 900),
])
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert wait_until(failures, NOW) - NOW == timedelta(seconds=seconds)
    assert FIRST_WAIT < LONGEST_WAIT


def tries(n: Neighbourhood, name: str = "chen", address: str = "10.0.0.1") -> Callable[[], Any]:
    keys = queries.failure_keys(name, address)
    return lambda: n.store.carry_out(lambda work: accounts.count_try(work, keys=keys)).value


def waits(n: Neighbourhood, name: str = "chen", address: str = "10.0.0.1") -> int:
    with pytest.raises(RuleBroken) as refused:
        tries(n, name, address)()
    assert refused.value.code == "wait_before_next_try"
    seconds: int = refused.value.facts["seconds"]
    return seconds


def test_after_five_tries_the_next_one_waits_and_then_longer(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    for _ in range(FREE_TRIES):
        tries(n)()
    assert 30 <= waits(n) <= 31
    clock.forward(seconds=31)
    tries(n)()
    assert 60 <= waits(n) <= 61
    tries(n, "wang")()


def test_a_hundred_tries_at_once_are_no_more_than_five(neighbourhood: Neighbourhood) -> None:
    answers = all_at_once([tries(neighbourhood)] * 100, threads=40)
    assert sum(a is None for a in answers) == FREE_TRIES
    assert {a.code for a in answers if a is not None} == {"wait_before_next_try"}


def test_a_right_password_begins_the_names_count_anew(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for _ in range(FREE_TRIES):
        tries(n)()
    keys = queries.failure_keys("chen", "10.0.0.1")
    n.run(None, lambda work: accounts.clear_tries(work, keys=keys))
    tries(n)()


def test_an_hour_forgets(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    for _ in range(FREE_TRIES):
        tries(n)()
    clock.forward(minutes=61)
    for _ in range(FREE_TRIES):
        tries(n)()


def test_one_neighbours_mistakes_shut_out_nobody_else_in_the_hall(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for _ in range(FREE_TRIES):
        tries(n, "chen")()
    waits(n, "chen")
    tries(n, "wang")()
    tries(n, "chen", "10.0.0.2")()


def test_one_address_that_tries_name_after_name_waits_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for i in range(FREE_TRIES_AN_ADDRESS):
        tries(n, f"name{i}")()
    assert waits(n, "another") >= 30
    tries(n, "another", "10.0.0.2")()


def test_neither_name_nor_address_is_stored(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    tries(n)()
    table = Base.metadata.tables["sign_in_failure"]
    stored = str(n.look(lambda db: db.execute(select(table)).all()))
    assert "chen" not in stored and "10.0.0.1" not in stored


# --- sessions -------------------------------------------------------------------------------------------


def test_a_token_signs_in_until_it_ends(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    token = sign_in(n, "he")
    actor = by_token(n, token)
    assert actor is not None
    assert (actor.name, actor.called, actor.community_id) == ("何静", "何女士", n.community)
    assert by_token(n, token + "x") is None
    clock.forward(days=30)
    assert by_token(n, token) is None


def test_officials_stay_for_half_a_day_and_council_members_like_residents(
    neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    tokens = {who: sign_in(n, who) for who in ("lin", "zhou", "wu", "chen", "he")}
    clock.forward(hours=12)
    assert {who for who, token in tokens.items() if by_token(n, token)} == {"chen", "he"}


def test_a_token_is_stored_as_a_hash_only(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    token = sign_in(n, "he")
    for table in Base.metadata.sorted_tables:
        texts = [c for c in table.c if isinstance(c.type, (String, Text))]
        rows = n.look(lambda db, texts=texts: db.execute(select(*texts)).all()) if texts else []
        assert token not in str(rows), table.name


def test_signing_out_ends_that_session_alone_and_twice_is_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    phone, tablet = sign_in(n, "he"), sign_in(n, "he")
    actor = by_token(n, phone)
    assert actor is not None and actor.session_id
    session = actor.session_id
    for _ in range(2):
        n.do("he", accounts.end_session, session_id=session)
    assert by_token(n, phone) is None
    assert by_token(n, tablet) is not None
    ended = [e for e in n.log(f"account:{actor.account_id}") if e.name == "SessionEnded"]
    assert [e.data["why"] for e in ended] == ["signed_out"]
    assert n.see(queries.sessions_in_force, [session], n.clock()) == set()


def test_nobody_ends_anothers_session_or_learns_that_it_is_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    sign_in(n, "he")
    session = n.look(lambda db: db.scalar(select(SignInSession.id)))
    facts = []
    for id in (session, 99_999):
        with pytest.raises(NotFound) as refused:
            n.do("gu", accounts.end_session, session_id=id)
        facts.append(refused.value.facts)
    assert facts[0] == facts[1]


def test_a_new_password_ends_every_other_session(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    here, elsewhere = sign_in(n, "he"), sign_in(n, "he")
    actor = by_token(n, here)
    hashed = accounts.password_hash("采光和分摊都要说清楚")
    n.store.carry_out(lambda work: accounts.change_password(work, hashed=hashed), actor=actor)
    assert by_token(n, here) is not None
    assert by_token(n, elsewhere) is None
    assert queries.password_fits(n.see(queries.account_named, "he"), "采光和分摊都要说清楚")


def test_a_disabled_account_is_out_at_once_and_cannot_come_back(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    token, account = sign_in(n, "he"), account_of(n, "he")
    n.run(None, lambda work: accounts.disable_account(work, account_id=account))
    assert by_token(n, token) is None
    assert n.see(queries.account_named, "he") is None
    with pytest.raises(RuleBroken) as refused:
        n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    assert refused.value.code == "account_disabled"


def test_a_password_set_at_the_desk_ends_every_session(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    token, account = sign_in(n, "he"), account_of(n, "he")
    n.run(None, lambda work: accounts.set_password(work, account_id=account, hashed="x"))
    assert by_token(n, token) is None
    with pytest.raises(NotFound):
        n.run("lin", lambda work: accounts.set_password(work, account_id=account, hashed="x"))


def test_roles_follow_from_posts_and_end_with_them(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    from consult.community import actions as keeping
    from consult.community.models import Community, Post

    n = neighbourhood
    token = sign_in(n, "chen")
    post = n.look(lambda db: db.scalar(
        select(Post.id).where(Post.person_id == n.people["chen"], Post.kind == "council_member")))
    assert any(p.kind == "council_member" for p in by_token(n, token).posts)  # type: ignore[union-attr]
    n.run("lin", lambda work: keeping.end_post(
        work, community=work.get(Community, n.community), post_id=post, ends_on=clock().date()))
    assert any(p.kind == "council_member" for p in by_token(n, token).posts)  # type: ignore[union-attr]
    clock.forward(days=1)
    actor = by_token(n, token)
    assert actor is not None
    assert not any(p.kind == "council_member" for p in actor.posts)
    assert actor.called == "陈阿姨"


# --- invitations ----------------------------------------------------------------------------------------


def invite(n: Neighbourhood, household: str = "gu", who: str = "lin", command_id: str = "") -> str:
    code: str = n.do(who, accounts.invite_household, command_id=command_id, household_id=n.households[household])["code"]
    return code


def join(store: Store, code: str, login: str) -> dict[str, int]:
    """Somebody under a name of their own."""
    answer: dict[str, int] = store.carry_out(lambda work: accounts.join_by_invitation(
        work, code=code, newcomer=accounts.Newcomer(f"顾{login}", "小顾"), login=login, hashed="x")).value
    return answer


@given(some.integers())
def test_a_code_is_typed_as_it_is_read(_: int) -> None:
    code = new_invitation_code()
    assert normal_code(f" {code.lower()} ") == code.replace("-", "")
    assert set(code) <= {*ALPHABET, "-"}
    assert new_token() != new_token()


def test_an_invited_neighbour_enters_the_household_and_can_sign_in(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    asked = join(n.store, invite(n).lower(), "gu_ming")
    made = n.do("lin", accounts.confirm_join, request_id=asked["request_id"])
    actor = n.see(queries.actor_of_person, made["person_id"], n.clock())
    assert (actor.community_id, actor.household_ids) == (n.community, {n.households["gu"]})
    assert not [p for p in actor.posts if p.kind == "household_representative"]


def test_the_first_of_a_household_to_join_represents_it_and_the_second_does_not(neighbourhood: Neighbourhood) -> None:
    from consult.community import actions as keeping
    from consult.community.models import Building, Community

    n = neighbourhood

    def new_home(work: Any) -> int:
        building = work.db.scalar(select(Building).where(Building.community_id == n.community))
        return int(keeping.settle_household(work, building=building, door="1单元1201").id)

    n.run(None, lambda work: setattr(work.get(Community, n.community), "opened_on", None))
    n.households["new"] = n.run(None, new_home)
    code = invite(n, "new")
    asked = [join(n.store, code, login) for login in ("first", "second")]
    people = [asked[0]["person_id"], n.do("lin", accounts.confirm_join, request_id=asked[1]["request_id"])["person_id"]]
    kinds = [{p.kind for p in n.see(register.held_posts, id, n.clock().date())} for id in people]
    assert kinds == [{"household_representative"}, set()]


def test_the_code_is_told_once_and_a_repeat_says_that_it_was(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert invite(n, command_id="once-and-again") is not None
    assert invite(n, command_id="once-and-again") is None
    stored = n.look(lambda db: db.scalars(select(Invitation)).all())
    assert len(stored) == 1


def test_no_code_is_found_anywhere_in_the_database(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code = invite(n)
    for table in Base.metadata.sorted_tables:
        rows = str(n.look(lambda db, table=table: db.execute(select(table)).all()))
        assert code not in rows and normal_code(code) not in rows, table.name


def test_a_new_invitation_stops_the_one_before(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first, second = invite(n), invite(n)
    with pytest.raises(RuleBroken) as refused:
        join(n.store, first, "late")
    assert refused.value.code == "invitation_unknown"
    join(n.store, second, "in_time")


def test_an_invitation_ends_with_its_time_and_when_taken_back(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    code, taken_back = invite(n), invite(n, "ma")
    row = n.look(lambda db: db.scalar(select(Invitation).where(Invitation.household_id == n.households["ma"])))
    n.do("lin", accounts.revoke_invitation, invitation_id=row.id)
    with pytest.raises(RuleBroken) as refused:
        join(n.store, taken_back, "x_1")
    assert refused.value.code == "invitation_unknown"
    clock.forward(days=60)
    with pytest.raises(RuleBroken) as refused:
        join(n.store, code, "x_2")
    assert refused.value.code == "invitation_expired"


def test_an_invitation_lets_in_four_even_when_ten_come_at_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code = invite(n)
    answers = all_at_once([lambda i=i: join(n.store, code, f"guest_{i}") for i in range(10)], threads=10)
    assert sum(isinstance(a, dict) for a in answers) == accounts.PEOPLE_A_HOUSEHOLD
    assert {a.code for a in answers if isinstance(a, RuleBroken)} == {"invitation_used_up"}


def test_inviting_and_joining_at_once_come_to_an_end(neighbourhood: Neighbourhood) -> None:
    """Whoever is first: the code still works, or it no longer does; nobody waits for ever."""
    n = neighbourhood
    for i in range(5):
        code = invite(n)
        answers = all_at_once([lambda: invite(n), lambda i=i, code=code: join(n.store, code, f"guest_{i}")], threads=2)
        assert isinstance(answers[0], str)
        assert isinstance(answers[1], dict) or answers[1].code == "invitation_unknown"


def test_a_login_name_is_taken_once_however_it_is_written(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code = invite(n)
    for login in ("chen", "CHEN", "ｃｈｅｎ"):
        with pytest.raises(BadShape) as refused:
            join(n.store, code, login)
        assert refused.value.fields == {"login_name": "taken"}
    answers = all_at_once([lambda: join(n.store, code, "gu_ming")] * 3, threads=3)
    assert sum(isinstance(a, dict) for a in answers) == 1
    row = n.look(lambda db: db.scalar(select(Invitation)))
    assert row.uses_left == accounts.PEOPLE_A_HOUSEHOLD - 1


@pytest.mark.parametrize("who", ["he", "chen", "zhou"])
def test_only_the_office_invites(neighbourhood: Neighbourhood, who: str) -> None:
    with pytest.raises(Forbidden):
        invite(neighbourhood, who=who)


def test_a_household_of_next_door_is_not_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    facts = []
    for id in (n.households["yu"], 99_999):
        with pytest.raises(NotFound) as refused:
            n.do("lin", accounts.invite_household, household_id=id)
        facts.append(refused.value.facts)
    assert facts[0] == facts[1] == {"what": "household"}
    assert n.look(lambda db: db.get(Household, n.households["yu"])) is not None
