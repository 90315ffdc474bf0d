"""What happens in a person's life, each from its day: moves, second homes, leaving, death, closed and opened again."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from consult.account import actions as accounts
from consult.account.models import Account, SignInSession
from consult.account.queries import actor_by_token
from consult.community import actions as register
from consult.community import queries
from consult.community.models import (
    Body,
    BodyMember,
    Community,
    Delegacy,
    Household,
    LifeEvent,
    Person,
    Post,
    Residency,
)
from consult.community.queries import electorates
from consult.community.rules.kinds import BodyKind, HomeUse, Membership
from consult.community.rules.life import Move, tidy_name
from consult.community.rules.presets import BodyPreset
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RuleBroken
from tests.builders import Neighbourhood
from tests.builders_ballots import own, standing

TODAY = date(2026, 11, 26)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
WHOLE = {"kind": "community", "id": 0, "prefix": ""}


def do(n: Neighbourhood, verb: Any, who: str, **args: Any) -> Any:
    return n.do("lin", verb, person_id=n.people[who], **args)


def refused(n: Neighbourhood, error: type[Refusal], verb: Any, by: str = "lin", /, **args: Any) -> Any:
    with pytest.raises(error) as refusal:
        n.do(by, verb, **args)
    return refusal.value


def adults(n: Neighbourhood, on: date = TODAY) -> list[int | None]:
    """Who is counted among the adults, once for every time."""
    found = n.see(electorates.electorate, n.community, WHOLE, "adults", on).voices
    return [voice.person_id for voice in found]


def voices(n: Neighbourhood, on: date = TODAY) -> dict[str, int | None]:
    """Who gives the voice of each household."""
    found = n.see(electorates.electorate, n.community, WHOLE, "households", on).voices
    return {voice.voter_key: voice.person_id for voice in found}


def home(n: Neighbourhood, who: str) -> str:
    return f"household:{n.households[who]}"


def lives(n: Neighbourhood, who: str, on: date = TODAY) -> list[int]:
    found = n.see(queries.homes_of, [n.people[who]], on)
    return [one.id for one in found.get(n.people[who], [])]


def history(n: Neighbourhood, person_id: int) -> list[tuple[str, date]]:
    rows = n.look(lambda db: db.scalars(
        select(LifeEvent).where(LifeEvent.person_id == person_id).order_by(LifeEvent.id)).all())
    return [(row.kind, row.holds_from) for row in rows]


def signed_in(n: Neighbourhood, who: str) -> str:
    """The token of somebody who signed in."""
    account = n.look(lambda db: db.scalar(select(Account.id).where(Account.person_id == n.people[who])))
    token: str = n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    return token


# --- entering and correcting ------------------------------------------------------------------------------


def entered(n: Neighbourhood, where: str = "xu", **words: Any) -> int:
    told = n.do("lin", register.enter_resident, **{
        "community_id": n.community, "household_id": n.households[where], "name": "谢明"} | words)
    return int(told["person_id"])


def test_somebody_is_entered_in_a_home_since_a_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    new = entered(n, holds_from=date(2026, 9, 1), called="谢师傅")
    person = n.look(lambda db: db.get_one(Person, new))
    assert (person.name, person.called) == ("谢明", "谢师傅")
    assert new in adults(n) and new in adults(n, date(2026, 9, 1)) and new not in adults(n, date(2026, 8, 31))
    assert history(n, new) == [("entered", date(2026, 9, 1))]
    assert n.log(f"community:{n.community}")[-1].name == "PersonEntered"


@pytest.mark.parametrize(("given", "kept"), [
    (" 欧阳 娜 ", "欧阳娜"), ("买买提•艾力", "买买提·艾力"), ("买买提 · 艾力", "买买提·艾力"), ("丙", "丙"), ("𠮷田", "𠮷田"),
    ("㛃妍", "㛃妍"), ("Anna  Berg", "Anna Berg"), ("\u3000王芳\u3000", "王芳"), ("阿卜杜拉・热合曼", "阿卜杜拉·热合曼"),
])
def test_names_are_kept_as_people_bear_them(given: str, kept: str) -> None:
    """One character, characters beyond the first plane, the dot in its several forms, names of other scripts."""
    assert tidy_name(given) == kept


def test_two_of_one_name_in_one_home_are_asked_for(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first = entered(n, name="𠮷明")
    again = {"community_id": n.community, "household_id": n.households["xu"], "name": "𠮷 明"}
    asked = refused(n, RuleBroken, register.enter_resident, **again)
    assert (asked.code, asked.facts) == ("same_name_in_home", {"person_id": first})
    assert entered(n, name="𠮷明", another=True) != first
    assert entered(n, "he", name="𠮷明") != first


@pytest.mark.parametrize(("words", "wrong"), [
    ({"name": "  "}, {"name": "missing"}), ({"name": "明" * 61}, {"name": "too_long:60"}),
    ({"holds_from": "2025-01-01"}, {"holds_from": "over_a_year_ago"}),
    ({"holds_from": "2027-03-01"}, {"holds_from": "over_sixty_days_ahead"}),
    ({"comes_of_age": "2050-01"}, {"comes_of_age": "not_a_month"}),
])
def test_what_cannot_be_entered_is_said_at_its_field(neighbourhood: Neighbourhood, words: Any, wrong: Any) -> None:
    n = neighbourhood
    given = {"community_id": n.community, "household_id": n.households["xu"], "name": "谢明"} | words
    assert refused(n, BadShape, register.enter_resident, **given).fields == wrong


def test_nobody_lives_in_a_garage(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.describe_home, household_id=n.households["xu"], use=HomeUse.GARAGE)
    given = {"community_id": n.community, "household_id": n.households["xu"], "name": "谢明"}
    assert refused(n, BadShape, register.enter_resident, **given).fields == {"household_id": "nobody_lives_there"}


def test_an_empty_home_is_lived_in_once_somebody_is_entered(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    place = n.look(lambda db: db.get_one(Household, n.households["xu"]).building_id)
    empty = n.do("lin", register.add_home, building_id=place, door="9单元101")["household_id"]
    n.do("lin", register.describe_home, household_id=empty, use=HomeUse.HOME)
    assert f"household:{empty}" not in voices(n)
    n.do("lin", register.enter_resident, community_id=n.community, household_id=empty, name="谢明")
    assert f"household:{empty}" in voices(n)


def test_a_name_is_put_right_and_the_change_is_in_the_history(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.correct_person, "he", name="何 婧", called="何老师", note="户口本上是这个字")
    person = n.look(lambda db: db.get_one(Person, n.people["he"]))
    assert (person.name, person.called) == ("何婧", "何老师")
    assert history(n, n.people["he"]) == [("corrected", TODAY)]
    told = n.log(f"community:{n.community}")[-1]
    assert told.name == "PersonCorrected" and "何" not in str(told)


# --- moving -------------------------------------------------------------------------------------------------


def test_who_moves_is_counted_in_the_new_home_from_the_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.move_home, "gu", household_id=n.households["ma"], holds_from=TODAY - timedelta(days=3))
    assert lives(n, "gu") == [n.households["ma"]]
    assert lives(n, "gu", TODAY - timedelta(days=4)) == [n.households["gu"]]
    assert adults(n).count(n.people["gu"]) == 1
    assert voices(n)[home(n, "gu")] is None and voices(n)[home(n, "ma")] == n.people["ma"]
    assert history(n, n.people["gu"]) == [("moved", TODAY - timedelta(days=3))]


def test_the_old_home_may_say_at_once_who_speaks_for_it_now(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.move_home, "gu", household_id=n.households["ma"], successor_id=n.people["gu_jr"])
    assert voices(n)[home(n, "gu")] == n.people["gu_jr"]
    young = refused(n, BadShape, register.move_home, person_id=n.people["chen"], household_id=n.households["ma"],
                    successor_id=n.people["gu_jr"])
    assert young.fields == {"successor_id": "not_a_choice"}


def test_whoever_comes_may_speak_for_the_home_they_come_to(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.move_home, "gu_jr", household_id=n.households["ma"], speaks=True, why=Move.JOINED)
    assert voices(n)[home(n, "ma")] == n.people["gu_jr"]
    assert history(n, n.people["gu_jr"]) == [("joined", TODAY)]


def test_a_move_that_comes_is_entered_before_and_holds_on_its_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    day = TODAY + timedelta(days=20)
    do(n, register.move_home, "gu", household_id=n.households["ma"], holds_from=day)
    assert voices(n)[home(n, "gu")] == n.people["gu"] and voices(n, day)[home(n, "gu")] is None
    assert lives(n, "gu") == [n.households["gu"]] and lives(n, "gu", day) == [n.households["ma"]]
    early = refused(n, RuleBroken, register.move_home, person_id=n.people["gu"], household_id=n.households["xu"],
                    holds_from=day, successor_id=n.people["gu_jr"])
    assert early.code == "successor_from_today"


def test_a_later_word_takes_the_place_of_a_move_that_was_only_planned(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    day = TODAY + timedelta(days=20)
    do(n, register.move_home, "gu", household_id=n.households["ma"], holds_from=day)
    do(n, register.move_home, "gu", household_id=n.households["xu"])
    assert lives(n, "gu") == lives(n, "gu", day) == [n.households["xu"]]


def test_two_moves_on_one_day_leave_the_last(neighbourhood: Neighbourhood) -> None:
    """A wrong door pressed and put right: nobody lives in both until midnight."""
    n = neighbourhood
    for where in ("ma", "xu", "he"):
        do(n, register.move_home, "gu", household_id=n.households[where])
    assert lives(n, "gu") == [n.households["he"]] and adults(n).count(n.people["gu"]) == 1
    assert adults(n, YESTERDAY).count(n.people["gu"]) == 1


def test_a_day_before_the_home_was_entered_is_refused_with_that_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    late = refused(n, RuleBroken, register.move_home, person_id=n.people["gu"], household_id=n.households["ma"],
                   holds_from=date(2026, 10, 1))
    assert (late.code, late.facts) == ("began_later", {"day": date(2026, 11, 2)})


def test_nobody_moves_where_they_live(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for verb in (register.move_home, register.add_second_home):
        told = refused(n, BadShape, verb, person_id=n.people["gu"], household_id=n.households["gu"])
        assert told.fields == {"household_id": "lives_there_already"}


def test_who_separates_makes_a_household_of_their_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    place = n.look(lambda db: db.get_one(Household, n.households["gu"]).building_id)
    new = n.do("lin", register.add_home, building_id=place, door="1单元1201")["household_id"]
    do(n, register.move_home, "gu_jr", household_id=new, why=Move.SEPARATED, speaks=True)
    assert voices(n)[f"household:{new}"] == n.people["gu_jr"] and voices(n)[home(n, "gu")] == n.people["gu"]


def test_who_lived_nowhere_here_moves_in(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.move_home, "song", household_id=n.households["ma"])
    assert history(n, n.people["song"]) == [("moved_in", TODAY)] and n.people["song"] in adults(n)


# --- a second home ------------------------------------------------------------------------------------------


def test_a_person_with_two_homes_is_one_person_counted_once_where_they_say(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.add_second_home, "gu", household_id=n.households["xu"])
    assert sorted(lives(n, "gu")) == sorted([n.households["gu"], n.households["xu"]])
    assert adults(n).count(n.people["gu"]) == 1 and voices(n)[home(n, "gu")] == n.people["gu"]
    do(n, register.choose_home, "gu", household_id=n.households["xu"])
    assert adults(n).count(n.people["gu"]) == 1 and voices(n)[home(n, "gu")] is None
    assert [kind for kind, _ in history(n, n.people["gu"])] == ["second_home", "counted_elsewhere"]


def test_nobody_speaks_for_a_home_in_which_they_are_not_counted(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.add_second_home, "gu", household_id=n.households["xu"])
    given = {"household_id": n.households["xu"], "person_id": n.people["gu"], "reason": "大家推选"}
    assert refused(n, BadShape, register.change_representative, **given).fields == {"person_id": "not_a_choice"}


def test_the_second_home_may_count_from_a_day_and_be_given_up(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.add_second_home, "gu", household_id=n.households["xu"], counts_here=True, holds_from=TOMORROW)
    assert voices(n)[home(n, "gu")] == n.people["gu"] and voices(n, TOMORROW)[home(n, "gu")] is None
    for day in (TODAY, TOMORROW, TOMORROW + timedelta(days=9)):
        assert adults(n, day).count(n.people["gu"]) == 1
    told = refused(n, RuleBroken, register.give_up_home, person_id=n.people["gu"], household_id=n.households["xu"],
                   holds_from=TOMORROW)
    assert told.code == "counted_there"
    do(n, register.give_up_home, "gu", household_id=n.households["gu"], holds_from=TOMORROW)
    assert lives(n, "gu", TOMORROW) == [n.households["xu"]]


def test_moving_into_the_second_home_makes_it_the_first(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.add_second_home, "gu", household_id=n.households["xu"])
    do(n, register.move_home, "gu", household_id=n.households["xu"])
    assert lives(n, "gu") == [n.households["xu"]] and adults(n).count(n.people["gu"]) == 1


# --- leaving ------------------------------------------------------------------------------------------------


def test_who_moves_out_is_on_no_roll_of_homes_and_owns_what_they_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"gu": 900_000})
    token = signed_in(n, "gu")
    do(n, register.move_out, "gu")
    assert n.people["gu"] not in adults(n) and voices(n)[home(n, "gu")] is None
    owners = n.see(electorates.electorate, n.community, WHOLE, "owners", TODAY).voices
    assert [voice.person_id for voice in owners if voice.voter_key == f"owner:{n.people['gu']}"] == [n.people["gu"]]
    assert n.see(actor_by_token, token, n.clock()) is None
    assert signed_in(n, "gu")


def test_a_seat_of_whoever_moves_out_stays_until_somebody_ends_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.move_out, "chen")
    roll = n.look(lambda db: queries.roll_of(db, db.get_one(Body, n.bodies["council"]), TODAY))
    assert n.people["chen"] in [seat.person_id for seat in roll]
    assert refused(n, RuleBroken, register.move_out, person_id=n.people["chen"]).code == "no_home_yet"


def test_who_died_holds_nothing_from_that_day_and_what_they_owned_waits_for_heirs(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"chen": 900_000})
    token = signed_in(n, "chen")
    do(n, register.record_death, "chen", holds_from=YESTERDAY)
    assert n.people["chen"] not in adults(n) and voices(n)[home(n, "chen")] is None
    roll = n.look(lambda db: queries.roll_of(db, db.get_one(Body, n.bodies["council"]), TODAY))
    assert n.people["chen"] not in [seat.person_id for seat in roll]
    assert n.see(queries.held_posts, n.people["chen"], TODAY) == frozenset()
    silent = [v for v in n.see(electorates.electorate, n.community, WHOLE, "owners", TODAY).voices if v.area_cm2 == 900_000]
    assert [(voice.person_id, voice.silent_because) for voice in silent] == [(None, "no_heir")]
    assert n.see(actor_by_token, token, n.clock()) is None
    with pytest.raises(RuleBroken):
        signed_in(n, "chen")


def test_of_co_owners_the_living_still_name_one_of_themselves(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"chen": 900_000})
    n.do("lin", register.add_co_owner, household_id=n.households["chen"], person_id=n.people["he"])
    do(n, register.record_death, "chen")
    found = [v for v in n.see(electorates.electorate, n.community, WHOLE, "owners", TODAY).voices if v.area_cm2 == 900_000]
    assert [voice.silent_because for voice in found] == ["no_voter_named"]
    n.do("lin", register.name_voter, household_id=n.households["chen"], person_id=n.people["he"])
    found = [v for v in n.see(electorates.electorate, n.community, WHOLE, "owners", TODAY).voices if v.area_cm2 == 900_000]
    assert [voice.person_id for voice in found] == [n.people["he"]]


def test_a_unit_whose_delegate_died_has_nobody_and_stays_in_the_base(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    do(n, register.record_death, "song")
    found = n.see(electorates.electorate, n.community, {"kind": "body", "id": n.bodies["joint"]}, "members", TODAY)
    assert (found.entitled, found.able) == (3, 2)
    assert n.look(lambda db: db.scalar(select(func.count()).select_from(Delegacy))) == 3


def test_a_death_before_the_entry_was_made_means_that_they_never_lived_there(neighbourhood: Neighbourhood) -> None:
    """The list that was taken in was older than that."""
    n = neighbourhood
    do(n, register.record_death, "gu_jr", holds_from=date(2026, 10, 1))
    assert lives(n, "gu_jr") == lives(n, "gu_jr", date(2026, 11, 5)) == []
    ahead = refused(n, BadShape, register.record_death, person_id=n.people["he"], holds_from=TOMORROW)
    assert ahead.fields == {"holds_from": "not_yet"}


def test_a_frozen_roll_stays_as_it_was(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n)
    before = n.look(lambda db: db.connection().exec_driver_sql(
        f"SELECT voter_key, person_id FROM ballot_roll WHERE ballot_id = {ballot} ORDER BY voter_key").all())
    do(n, register.record_death, "chen")
    do(n, register.move_home, "gu", household_id=n.households["ma"])
    after = n.look(lambda db: db.connection().exec_driver_sql(
        f"SELECT voter_key, person_id FROM ballot_roll WHERE ballot_id = {ballot} ORDER BY voter_key").all())
    assert after == before


def test_an_entry_is_closed_with_a_reason_and_opened_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert refused(n, BadShape, register.close_person, person_id=n.people["gu_jr"], note="").fields == {"note": "missing"}
    do(n, register.close_person, "gu_jr", note="查无此人")
    assert lives(n, "gu_jr") == [] and n.people["gu_jr"] not in adults(n)
    for verb, more in ((register.move_out, {}), (register.correct_person, {"name": "别的"}),
                       (register.move_home, {"household_id": n.households["ma"]})):
        assert refused(n, RuleBroken, verb, person_id=n.people["gu_jr"], **more).code == "person_gone"
    do(n, register.reopen_person, "gu_jr", note="找到了，人在", household_id=n.households["gu"])
    assert lives(n, "gu_jr") == [n.households["gu"]]
    assert [kind for kind, _ in history(n, n.people["gu_jr"])] == ["closed", "reopened"]
    again = refused(n, RuleBroken, register.reopen_person, person_id=n.people["gu_jr"], note="再来一次")
    assert again.code == "person_not_gone"


def test_nothing_of_it_is_deleted(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    before = {table: n.look(lambda db, t=table: db.scalar(select(func.count()).select_from(t)))
              for table in (Person, Residency, Post, BodyMember, SignInSession)}
    do(n, register.record_death, "chen")
    do(n, register.move_out, "gu")
    do(n, register.close_person, "he", note="查无此人")
    for table, count in before.items():
        assert n.look(lambda db, t=table: db.scalar(select(func.count()).select_from(t))) >= count


# --- whose it is --------------------------------------------------------------------------------------------


VERBS: dict[Any, dict[str, Any]] = {
    register.move_home: {"household_id": "ma"}, register.add_second_home: {"household_id": "ma"},
    register.choose_home: {"household_id": "gu"}, register.give_up_home: {"household_id": "gu"}, register.move_out: {},
    register.record_death: {}, register.close_person: {"note": "查无此人"}, register.reopen_person: {"note": "找到了"},
    register.correct_person: {"name": "顾桂芬"},
}


@pytest.mark.parametrize("verb", list(VERBS), ids=lambda verb: verb.__name__)
def test_the_office_keeps_the_people_of_its_own_community_alone(neighbourhood: Neighbourhood, verb: Any) -> None:
    n = neighbourhood
    args = {k: n.households[v] if k == "household_id" else v for k, v in VERBS[verb].items()}
    refused(n, Forbidden, verb, "chen", person_id=n.people["gu"], **args)
    refused(n, NotFound, verb, "mei", person_id=n.people["gu"], **args)


def test_no_home_of_another_community_is_moved_to(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for verb in (register.move_home, register.add_second_home):
        refused(n, NotFound, verb, person_id=n.people["gu"], household_id=n.households["yu"])


def test_every_adult_of_an_assembly_is_there_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def adults_meet(work: Any) -> int:
        body = register.form_body(work, community=work.get(Community, n.community), preset=BodyPreset(
            kind=BodyKind.RESIDENTS_ASSEMBLY, name="居民大会", name_en="All", membership=Membership.ADULTS, convened_by=(),
            notice_days=10, vote_rule="assembly_household"))
        return body.id

    body = n.run(None, adults_meet)
    do(n, register.add_second_home, "gu", household_id=n.households["xu"])
    do(n, register.record_death, "he")
    roll = [seat.person_id for seat in n.look(lambda db: queries.roll_of(db, db.get_one(Body, body), TODAY))]
    assert roll.count(n.people["gu"]) == 1 and n.people["he"] not in roll
