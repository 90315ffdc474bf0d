"""The register: places, people, posts with terms, and bodies whose rolls follow from it."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.community import actions as register
from consult.community import queries
from consult.community.models import (
    Body,
    BodyMember,
    Building,
    Community,
    Delegacy,
    Grid,
    Household,
    Person,
    Post,
    Unit,
)
from consult.community.rules.kinds import BodyKind, PostKind, UnitKind
from consult.community.rules.presets import BodyPreset
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.storage.work import Work
from tests.builders import COUNCIL, RESIDENTS, Neighbourhood

TODAY = date(2026, 11, 26)


def here(n: Neighbourhood, work: Work) -> Community:
    return work.get(Community, n.community)


def person(n: Neighbourhood, work: Work, who: str) -> Person:
    return work.get(Person, n.people[who])


def roll(n: Neighbourhood, body: str, on: date = TODAY) -> list[str]:
    """Who gives the voices of a body on a day."""
    ids = {id: who for who, id in n.people.items()}
    with n.store.read() as db:
        return [ids[seat.person_id] for seat in queries.roll_of(db, db.get_one(Body, n.bodies[body]), on)]


# --- rolls ----------------------------------------------------------------------------------------------


def test_a_listed_body_is_its_members_of_the_day(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    assert roll(n, "council") == list(COUNCIL)
    assert roll(n, "council", date(2026, 11, 1)) == []
    clock.forward(days=10)
    n.run("lin", lambda work: register.seat_member(
        work, community=here(n, work), body=work.get(Body, n.bodies["council"]), person=person(n, work, "he")) and None)
    assert roll(n, "council") == list(COUNCIL)
    assert roll(n, "council", TODAY + timedelta(days=10)) == [*COUNCIL, "he"]


def test_an_assembly_is_one_representative_a_household(neighbourhood: Neighbourhood) -> None:
    assert roll(neighbourhood, "assembly") == [*COUNCIL, *RESIDENTS]


def test_a_household_whose_representative_left_office_has_no_voice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    post = n.look(lambda db: db.scalar(
        select(Post.id).where(Post.household_id == n.households["gu"], Post.kind == "household_representative")))
    n.run("lin", lambda work: register.end_post(
        work, community=here(n, work), post_id=post, ends_on=TODAY))
    assert "gu" in roll(n, "assembly", TODAY)
    assert "gu" not in roll(n, "assembly", TODAY + timedelta(days=1))


def test_a_unit_speaks_through_its_delegate_of_the_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def sends(who: str) -> Any:
        return lambda work: register.send_delegate(
            work, community=here(n, work), unit=work.get(Unit, n.units["school"]), person=person(n, work, who)) and None

    assert roll(n, "joint") == ["deng", "song", "bai"]
    for who in ("he", "gu"):
        n.run("lin", sends(who))
    assert roll(n, "joint") == ["deng", "gu", "bai"]
    assert roll(n, "joint", TODAY - timedelta(days=1)) == ["deng", "song", "bai"]
    assert len(n.look(lambda db: db.scalars(select(Delegacy).where(Delegacy.unit_id == n.units["school"])).all())) == 3


def test_a_unit_without_a_delegate_has_no_seat(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def joins(work: Work) -> None:
        unit = register.register_unit(work, community=here(n, work), kind=UnitKind.SCHOOL, name="青禾幼儿园")
        register.seat_member(
            work, community=here(n, work), body=work.get(Body, n.bodies["joint"]), unit=unit)

    n.run("lin", joins)
    assert roll(n, "joint") == ["deng", "song", "bai"]


def test_a_seat_says_whose_voice_it_is_and_in_what_name(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.store.read() as db:
        seats = {body: queries.roll_of(db, db.get_one(Body, n.bodies[body]), TODAY)[0]
                 for body in ("council", "joint", "assembly")}
    assert (seats["council"].voter_key, seats["council"].shown_as) == (f"person:{n.people['chen']}", "陈美兰")
    assert (seats["joint"].voter_key, seats["joint"].shown_as) == (f"unit:{n.units['property']}", "青禾物业（邓涛）")
    assert (seats["assembly"].voter_key, seats["assembly"].shown_as) == (
        f"household:{n.households['chen']}", "陈阿姨",
    )


@pytest.mark.parametrize(("who", "shown"), [("chen", "陈美兰"), ("lin", "林晓梅"), ("he", "何女士"), ("gu_jr", "小顾")])
def test_who_acts_in_public_is_named_in_full_and_a_neighbour_as_neighbours_do(
    neighbourhood: Neighbourhood, who: str, shown: str
) -> None:
    assert neighbourhood.actor(who).called == shown


# --- keeping it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["he", "chen", "zhou", "deng"])
def test_only_the_office_keeps_the_register(neighbourhood: Neighbourhood, who: str) -> None:
    n = neighbourhood
    with pytest.raises(Forbidden):
        n.run(who, lambda work: register.enter_person(work, community=here(n, work), name="生人") and None)
    with pytest.raises(Forbidden):
        n.run(who, lambda work: register.appoint(
            work, community=here(n, work), person=person(n, work, who), kind=PostKind.SECRETARY) and None)


HEARING = BodyPreset(
    kind=BodyKind.HEARING, name="听证会", name_en="Hearing", convened_by=(), notice_days=5,
    vote_rule="council_present_half", answer_days=3)
KEEPING: dict[str, Any] = {
    "add_grid": lambda n, w: register.add_grid(w, community=here(n, w), name="第九网格"),
    "add_building": lambda n, w: register.add_building(
        w, grid=w.db.scalar(select(Grid).where(Grid.community_id == n.community)), name="9幢"),
    "settle_household": lambda n, w: register.settle_household(
        w, building=w.db.scalar(select(Building).where(Building.community_id == n.community)), door="9单元901"),
    "enter_person": lambda n, w: register.enter_person(w, community=here(n, w), name="生人"),
    "appoint": lambda n, w: register.appoint(
        w, community=here(n, w), person=person(n, w, "he"), kind=PostKind.GRID_HEAD),
    "end_post": lambda n, w: register.end_post(w, community=here(n, w), post_id=1, ends_on=TODAY),
    "register_unit": lambda n, w: register.register_unit(
        w, community=here(n, w), kind=UnitKind.OTHER, name="某单位"),
    "send_delegate": lambda n, w: register.send_delegate(
        w, community=here(n, w), unit=w.get(Unit, n.units["school"]), person=person(n, w, "he")),
    "form_body": lambda n, w: register.form_body(
        w, community=here(n, w), preset=HEARING),
    "seat_member": lambda n, w: register.seat_member(
        w, community=here(n, w), body=w.get(Body, n.bodies["council"]), person=person(n, w, "he")),
}


@pytest.mark.parametrize("verb", sorted(KEEPING))
def test_the_office_keeps_its_own_register_and_that_of_no_other(neighbourhood: Neighbourhood, verb: str) -> None:
    n = neighbourhood
    with pytest.raises(NotFound):
        n.run("mei", lambda work: KEEPING[verb](n, work) and None)
    n.run("lin", lambda work: KEEPING[verb](n, work) and None)


MIXED: dict[str, Any] = {
    "a person of next door in a post": lambda n, w: register.appoint(
        w, community=here(n, w), person=person(n, w, "yu"), kind=PostKind.GRID_HEAD),
    "a post in a body of next door": lambda n, w: register.appoint(
        w, community=here(n, w), person=person(n, w, "he"), kind=PostKind.COUNCIL_MEMBER,
        body=w.get(Body, n.bodies["next_door_council"])),
    "a household of next door": lambda n, w: register.enter_person(
        w, community=here(n, w), name="生人", household=w.get(Household, n.households["yu"])),
    "a body of next door": lambda n, w: register.seat_member(
        w, community=here(n, w), body=w.get(Body, n.bodies["next_door_council"]), person=person(n, w, "he")),
    "a member from next door": lambda n, w: register.seat_member(
        w, community=here(n, w), body=w.get(Body, n.bodies["council"]), person=person(n, w, "yu")),
    "a delegate from next door": lambda n, w: register.send_delegate(
        w, community=here(n, w), unit=w.get(Unit, n.units["school"]), person=person(n, w, "yu")),
    "a body that answers from next door": lambda n, w: register.form_body(
        w, community=here(n, w), preset=HEARING, answered_by=w.get(Body, n.bodies["next_door_joint"])),
    "a post of next door": lambda n, w: register.end_post(
        w, community=here(n, w), ends_on=TODAY,
        post_id=w.db.scalar(select(Post.id).where(Post.person_id == n.people["mei"]))),
}


@pytest.mark.parametrize("what", sorted(MIXED))
def test_nothing_of_one_community_is_put_together_with_anything_of_the_other(
    neighbourhood: Neighbourhood, what: str
) -> None:
    n = neighbourhood
    with pytest.raises(NotFound):
        n.run("lin", lambda work: MIXED[what](n, work) and None)


def test_a_post_does_not_end_before_it_begins(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    post = n.look(lambda db: db.scalar(select(Post.id).where(Post.person_id == n.people["chen"])))
    with pytest.raises(BadShape) as refused:
        n.run("lin", lambda work: register.end_post(
            work, community=here(n, work), post_id=post, ends_on=date(2026, 11, 1)))
    assert set(refused.value.fields) == {"ends_on"}


def test_the_database_lets_a_household_have_one_representative(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(RuleBroken) as refused:
        n.run("lin", lambda work: register.appoint(
            work, community=here(n, work), person=person(n, work, "gu_jr"), kind=PostKind.HOUSEHOLD_REPRESENTATIVE,
            household=work.get(Household, n.households["gu"])) and None)
    assert refused.value.code == "someone_was_quicker"


@pytest.mark.parametrize(("row", "check"), [
    (lambda n: BodyMember(body_id=n.bodies["council"], since=TODAY), "member_is_person_or_unit"),
    (lambda n: BodyMember(body_id=n.bodies["council"], person_id=n.people["he"], unit_id=n.units["school"], since=TODAY),
     "member_is_person_or_unit"),
    (lambda n: Post(person_id=n.people["he"], kind="mayor", community_id=n.community, starts_on=TODAY), "post_kind_known"),
    (lambda n: Post(person_id=n.people["he"], kind="household_representative", community_id=n.community, starts_on=TODAY),
     "household_if_representative"),
    (lambda n: Delegacy(unit_id=n.units["school"], person_id=n.people["he"], since=TODAY, until=date(2026, 1, 1)),
     "delegacy_ends_after_it_begins"),
])
def test_the_database_refuses_a_half_made_row(neighbourhood: Neighbourhood, row: Any, check: str) -> None:
    with pytest.raises(Exception, match=check):
        neighbourhood.run(None, lambda work: work.add(row(neighbourhood)) and None)


def test_people_are_found_by_part_of_a_name_and_signs_are_no_patterns(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def found(text: str) -> list[str]:
        return [p.name for p in n.see(queries.matching_people, n.community, text)]

    assert found("顾") == ["顾小军", "顾桂芳"] or found("顾") == ["顾桂芳", "顾小军"]
    assert found("陈阿姨") == ["陈美兰"]
    assert found("%") == found("_") == found("\\") == found("于海") == []


def test_the_log_of_the_register_holds_no_name(neighbourhood: Neighbourhood) -> None:
    """A name can be corrected and deleted; the log cannot."""
    n = neighbourhood
    told = str([e.data for e in n.log(f"community:{n.community}")])
    for name, called in (*COUNCIL.values(), *RESIDENTS.values()):
        assert name not in told and called not in told
