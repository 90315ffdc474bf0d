"""Who speaks for a home after the opening: one official enters it, a second one or the home agrees, or it lapses."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.community import actions as register
from consult.community import queries
from consult.community.models import Community, Household, Person, RepresentativeChange, Residency
from consult.community.rules.kinds import PostKind
from consult.community.rules.representing import confirm_until, why_not_confirm
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RuleBroken
from consult.deadlines import sweep
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once

TODAY = date(2026, 11, 26)


@pytest.fixture
def town(neighbourhood: Neighbourhood) -> Neighbourhood:
    """A community that is open, with a third adult in the home of gu, who is called gu_cousin."""
    n = neighbourhood

    def opened(work: Work) -> None:
        work.get(Community, n.community).opened_on = TODAY - timedelta(days=30)
        here, home = work.get(Community, n.community), work.get(Household, n.households["gu"])
        cousin = register.enter_person(work, community=here, name="顾长明", called="老顾", household=home)
        n.people["gu_cousin"] = cousin.id

    n.run(None, opened)
    n.run(None, lambda work: _account(work, n, "gu_cousin"))
    return n


def _account(work: Work, n: Neighbourhood, who: str) -> None:
    accounts.open_account(work, person=work.get(Person, n.people[who]), name=who, hashed="x")


def change(n: Neighbourhood, to: str = "gu_jr", by: str = "lin", home: str = "gu", **more: Any) -> RepresentativeChange:
    n.do(by, register.change_representative, household_id=n.households[home], person_id=n.people[to], reason="家里商量过", **more)
    return last(n, home)


def last(n: Neighbourhood, home: str = "gu") -> RepresentativeChange:
    found: RepresentativeChange = n.look(lambda db: db.scalars(select(RepresentativeChange).where(
        RepresentativeChange.household_id == n.households[home]).order_by(RepresentativeChange.id.desc())).first())
    return found


def speaks(n: Neighbourhood, home: str = "gu") -> int | None:
    found: int | None = n.see(queries.homes, [n.households[home]], n.clock().date())[0].representative_id
    return found


def refused(n: Neighbourhood, who: str, verb: Any, error: type[Refusal] = RuleBroken, **args: Any) -> str:
    with pytest.raises(error) as refusal:
        n.do(who, verb, **args)
    return refusal.value.code


def test_before_the_opening_nobody_needs_to_agree(neighbourhood: Neighbourhood) -> None:
    neighbourhood.run(None, lambda work: setattr(work.get(Community, neighbourhood.community), "opened_on", None))
    made = change(neighbourhood)
    assert (made.confirm_until, made.confirmed_at) == (None, None)
    assert neighbourhood.see(queries.waiting_changes, neighbourhood.community) == []


def test_after_it_a_change_holds_at_once_and_waits_fourteen_days(town: Neighbourhood) -> None:
    made = change(town)
    assert made.confirm_until == TODAY + timedelta(days=14)
    assert speaks(town) == town.people["gu_jr"]
    assert [c.id for c in town.see(queries.waiting_changes, town.community)] == [made.id]


def test_a_second_official_confirms_and_the_first_cannot(town: Neighbourhood) -> None:
    made = change(town)
    assert refused(town, "lin", register.confirm_representative, change_id=made.id) == "confirmed_by_another"
    town.do("wu", register.confirm_representative, change_id=made.id)
    assert last(town).confirmed_by_id == town.people["wu"]
    assert town.see(queries.waiting_changes, town.community) == []
    assert refused(town, "wu", register.confirm_representative, change_id=made.id) == "nothing_to_confirm"


def test_an_adult_of_the_home_confirms_but_neither_the_new_one_nor_the_displaced(town: Neighbourhood) -> None:
    made = change(town)
    for who in ("gu_jr", "gu"):
        assert refused(town, who, register.confirm_representative, change_id=made.id) == "confirmed_by_another"
    town.do("gu_cousin", register.confirm_representative, change_id=made.id)
    assert last(town).confirmed_by_id == town.people["gu_cousin"]


def test_whoever_is_not_of_age_confirms_nothing(town: Neighbourhood) -> None:
    made = change(town)
    town.do("lin", register.enter_age, person_id=town.people["gu_cousin"], comes_of_age="2028-03")
    assert refused(town, "gu_cousin", register.confirm_representative, change_id=made.id) == "confirmed_by_an_adult"


@pytest.mark.parametrize("who", ["he", "chen", "zhou"])
def test_of_other_homes_and_posts_nobody_confirms_or_objects(town: Neighbourhood, who: str) -> None:
    made = change(town)
    refused(town, who, register.confirm_representative, Forbidden, change_id=made.id)
    refused(town, who, register.object_to_representative, Forbidden, change_id=made.id, says="我不同意")


def test_to_the_office_next_door_it_is_not_there(town: Neighbourhood) -> None:
    made = change(town)
    assert refused(town, "mei", register.confirm_representative, NotFound, change_id=made.id) == "not_found"


def test_unconfirmed_it_lapses_and_who_spoke_before_does_again(town: Neighbourhood, clock: SetClock) -> None:
    change(town)
    clock.forward(days=14)
    assert sweep(town.store)["unconfirmed"] == 0
    clock.forward(days=1)
    assert sweep(town.store)["unconfirmed"] == 1
    assert speaks(town) == town.people["gu"]
    assert last(town).lapsed_on == TODAY + timedelta(days=15)
    assert sweep(town.store)["unconfirmed"] == 0
    history = town.see(queries.household_history, town.households["gu"])
    assert [person.id for _post, person in history] == [town.people[who] for who in ("gu", "gu_jr", "gu")]


def test_who_has_moved_out_is_not_restored(town: Neighbourhood, clock: SetClock) -> None:
    change(town)

    def moved_out(work: Work) -> None:
        row = work.db.scalars(select(Residency).where(Residency.person_id == town.people["gu"])).one()
        row.until = TODAY

    town.run(None, moved_out)
    clock.forward(days=15)
    sweep(town.store)
    assert speaks(town) is None


def test_an_objection_stands_and_only_a_second_official_answers_it(town: Neighbourhood) -> None:
    made = change(town)
    assert refused(town, "gu_jr", register.object_to_representative, change_id=made.id, says="没有商量过") == "confirmed_by_another"
    town.do("gu", register.object_to_representative, change_id=made.id, says="没有和我商量过")
    assert (last(town).objection, last(town).objected_by_id) == ("没有和我商量过", town.people["gu"])
    assert refused(town, "gu", register.object_to_representative, change_id=made.id, says="再说一遍") == "objected_already"
    assert refused(town, "gu_cousin", register.confirm_representative, change_id=made.id) == "objection_needs_an_official"
    refused(town, "wu", register.confirm_representative, BadShape, change_id=made.id)
    town.do("wu", register.confirm_representative, change_id=made.id, answer="上门问过，三个人都签了字")
    assert last(town).answer == "上门问过，三个人都签了字"


def test_one_may_object_to_what_is_confirmed_for_thirty_days(town: Neighbourhood, clock: SetClock) -> None:
    """However quickly a second official agreed: whoever was displaced is heard."""
    made = change(town)
    town.do("wu", register.confirm_representative, change_id=made.id)
    clock.forward(days=30)
    town.do("gu", register.object_to_representative, change_id=made.id, says="没有和我商量过")
    other = change(town, "gu_cousin")
    clock.forward(days=31)
    assert refused(town, "gu", register.object_to_representative, change_id=other.id, says="不对") == "too_late_to_object"


def test_changing_once_more_gives_no_more_time_and_stands_against_who_was_confirmed(town: Neighbourhood, clock: SetClock) -> None:
    first = change(town)
    clock.forward(days=10)
    second = change(town, "gu_cousin")
    assert (second.from_id, second.confirm_until) == (town.people["gu"], first.confirm_until)
    clock.forward(days=5)
    assert sweep(town.store)["unconfirmed"] == 1
    assert speaks(town) == town.people["gu"]


def test_back_to_who_was_confirmed_nobody_needs_to_agree(town: Neighbourhood) -> None:
    change(town)
    assert change(town, "gu").confirm_until is None
    assert town.see(queries.waiting_changes, town.community) == []


def test_an_official_does_not_make_again_what_nobody_confirmed(town: Neighbourhood, clock: SetClock) -> None:
    change(town)
    clock.forward(days=15)
    sweep(town.store)
    again = {"household_id": town.households["gu"], "person_id": town.people["gu_jr"], "reason": "家里商量过"}
    assert refused(town, "lin", register.change_representative, **again) == "another_official_names"
    town.do("wu", register.change_representative, **again)
    assert speaks(town) == town.people["gu_jr"]


def test_what_is_appointed_one_by_one_or_by_a_list_waits_too(town: Neighbourhood) -> None:
    """Whatever the door: a home that had nobody gets its first representative by one official alone."""
    n = town

    def listed(work: Work) -> list[int]:
        here = work.get(Community, n.community)
        building = work.get(Household, n.households["gu"], lock=False).building
        made = []
        for door in ("9单元901", "9单元902", "9单元903"):
            home = register.settle_household(work, building=building, door=door)
            person = register.enter_person(work, community=here, name="新来的", household=home)
            register.appoint(work, community=here, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=home)
            made.append(home.id)
        return made

    n.run("lin", listed)
    waiting = n.see(queries.waiting_changes, n.community)
    assert [(c.by_id, c.from_id) for c in waiting] == [(n.people["lin"], None)] * 3
    whole = {"community_id": n.community, "by_id": n.people["lin"], "changed_on": n.clock().date(), "up_to_id": waiting[1].id}
    assert refused(n, "lin", register.confirm_representatives, **whole) == "confirmed_by_another"
    refused(n, "gu", register.confirm_representatives, Forbidden, **whole)
    assert n.do("wu", register.confirm_representatives, **whole) == {"confirmed": 2}
    assert [c.id for c in n.see(queries.waiting_changes, n.community)] == [waiting[2].id]


def test_as_a_whole_nothing_is_confirmed_that_somebody_objects_to(town: Neighbourhood) -> None:
    made = change(town)
    town.do("gu", register.object_to_representative, change_id=made.id, says="没有和我商量过")
    whole = {"community_id": town.community, "by_id": town.people["lin"], "changed_on": TODAY, "up_to_id": made.id}
    assert refused(town, "wu", register.confirm_representatives, **whole) == "nothing_to_confirm"


def test_a_paper_of_the_home_is_looked_at_by_a_second_official(town: Neighbourhood) -> None:
    made = change(town, on_paper=True)
    assert made.on_paper and made.confirm_until is not None
    assert refused(town, "lin", register.confirm_representative, change_id=made.id) == "confirmed_by_another"


def test_the_changes_near_a_ballot_are_those_of_thirty_days(town: Neighbourhood, clock: SetClock) -> None:
    change(town)
    clock.forward(days=15)
    sweep(town.store)
    homes = [town.households["gu"], town.households["ma"]]
    for days, many in ((0, 1), (30, 1), (44, 1), (46, 0), (-1, 0)):
        assert len(town.see(queries.changes_near, homes, TODAY + timedelta(days=days))) == many, days
    assert town.see(queries.changes_near, [town.households["ma"]], TODAY) == []


def test_two_who_confirm_at_once_confirm_once(town: Neighbourhood) -> None:
    made = change(town)
    answers = all_at_once([lambda who=who: town.do(who, register.confirm_representative, change_id=made.id)
                           for who in ("wu", "gu_cousin")], threads=2)
    assert sorted(isinstance(a, dict) for a in answers) == [False, True]


@pytest.mark.parametrize(("opened", "before", "until"), [
    (None, None, None), (TODAY + timedelta(days=1), None, None), (TODAY, None, TODAY + timedelta(days=14)),
    (TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=3))])
def test_until_when_a_change_may_be_confirmed(opened: date | None, before: date | None, until: date | None) -> None:
    assert confirm_until(TODAY, opened, before) == until


def test_who_may_confirm_in_full() -> None:
    parties = {"entered_by": 1, "to": 2, "former": 3}
    for who in (1, 2, 3):
        assert why_not_confirm(who, **parties, official=True, of_age=True, objected=False) == "confirmed_by_another"
    assert why_not_confirm(4, **parties, official=True, of_age=False, objected=True) == ""
    assert why_not_confirm(4, **parties, official=False, of_age=True, objected=False) == ""
