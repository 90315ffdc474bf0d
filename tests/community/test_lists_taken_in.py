"""Lists are held against the register, entered in one commit, and entering one again changes nothing."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from consult.community.actions import lists
from consult.community.models import (
    Building,
    CoOwner,
    Grid,
    Household,
    ListChange,
    ListImport,
    Ownership,
    Person,
    Post,
    Residency,
    Unit,
)
from consult.community.queries.lists import planned_for
from consult.community.rules.kinds import PostKind
from consult.community.rules.lists.model import Doubt, Entry, ListKind, Reading
from consult.community.rules.lists.steps import Happens, Plan
from consult.core.errors import Forbidden, RuleBroken
from tests.builders import SETTLED_AT, Neighbourhood

HOME = {"building": "3幢", "door": "1单元301"}


def reading(kind: ListKind, *rows: dict[str, str], doubts: list[Doubt] | None = None) -> Reading:
    return Reading(kind, [], [Entry(at, row) for at, row in enumerate(rows, start=2)], doubts or [], {})


def people(*rows: tuple[str, str, str], **more: str) -> Reading:
    return reading(ListKind.PEOPLE, *(
        {"name": name, "building": building, "door": door, **more} for name, building, door in rows))


class Office:
    """Hands a list in, looks, chooses and confirms, as 林晓梅 does by page."""

    def __init__(self, neighbourhood: Neighbourhood, read: Reading) -> None:
        self.neighbourhood = neighbourhood
        self.id: int = neighbourhood.run("lin", lambda work: lists.hand_in(
            work, community_id=neighbourhood.community, file_name="名单.csv", reading=read))["list_id"]

    def plan(self) -> Plan:
        day = self.neighbourhood.clock().date()
        found: Plan = self.neighbourhood.look(lambda db: planned_for(db, db.get_one(ListImport, self.id), day))
        return found

    def chooses(self, **choices: str) -> None:
        told = {name.replace("__", "."): value for name, value in choices.items()}
        self.neighbourhood.run("lin", lambda work: lists.choose(work, list_id=self.id, choices=told))

    def confirms(self, digest: str = "") -> dict[str, Any]:
        given = digest or self.plan().digest
        done: dict[str, Any] = self.neighbourhood.run(
            "lin", lambda work: lists.confirm_list(work, list_id=self.id, digest=given))
        return done

    def happens(self) -> list[tuple[str, Happens]]:
        return [(row.key, row.happens) for row in self.plan().rows]


def count(neighbourhood: Neighbourhood, kind: Any, *where: Any) -> int:
    found: int = neighbourhood.look(lambda db: db.scalar(select(func.count()).select_from(kind).where(*where)))
    return found


def entered(neighbourhood: Neighbourhood, read: Reading, **choices: str) -> Office:
    office = Office(neighbourhood, read)
    if choices:
        office.chooses(**choices)
    office.confirms()
    return office


# --- homes


def test_a_list_of_homes_makes_grids_buildings_and_doors(neighbourhood: Neighbourhood) -> None:
    read = reading(
        ListKind.HOMES, {"grid": "第九网格", "building": "91幢", "door": "1单元101", "area": "89.35"},
        {"grid": "第九网格", "building": "91幢", "door": "1单元102"},
        {"grid": "第九网格", "building": "91幢", "door": "负1-07", "use": "garage"})
    entered(neighbourhood, read)
    made = neighbourhood.look(lambda db: db.scalars(select(Household).join(Building).where(Building.name == "91幢")).all())
    assert [(home.door, home.use, home.area_cm2, home.counts_for_owners) for home in made] == [
        ("1单元101", "home", 893_500, True), ("1单元102", "home", None, True), ("负1-07", "garage", None, False)]
    assert count(neighbourhood, Grid, Grid.name == "第九网格") == 1


def test_the_same_list_of_homes_twice_changes_nothing(neighbourhood: Neighbourhood) -> None:
    read = reading(ListKind.HOMES, {"building": "91幢", "door": "101", "area": "89.35", "lived_in": "no"})
    entered(neighbourhood, read)
    again = Office(neighbourhood, read)
    assert again.happens() == [("r2", Happens.SAME)] and again.plan().steps == []


@pytest.mark.parametrize(("area", "code"), [("0", "area_zero"), ("1000000000", "area_impossible"), ("大", "area_unclear")])
def test_an_area_that_cannot_be_is_a_problem_of_its_row_alone(neighbourhood: Neighbourhood, area: str, code: str) -> None:
    office = Office(neighbourhood, reading(
        ListKind.HOMES, {"building": "91幢", "door": "101", "area": area}, {"building": "91幢", "door": "102"}))
    rows = {row.key: row for row in office.plan().rows}
    assert rows["r2"].fault and rows["r2"].fault.code == code and rows["r2"].fault.field == "area"
    assert rows["r3"].happens == Happens.NEW


def test_the_same_door_twice_is_said_with_the_row_it_stands_in_before(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, reading(
        ListKind.HOMES, {"building": "91幢", "door": "1单元101"}, {"building": "91幢", "door": "1单元0101"}))
    fault = next(row.fault for row in office.plan().rows if row.key == "r3")
    assert fault and (fault.code, fault.facts) == ("door_twice", {"line": 2})


def test_a_home_left_out_stays_unless_the_office_says_nobody_lives_there(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, reading(ListKind.HOMES, HOME))
    gone = [row for row in office.plan().rows if row.happens == Happens.GONE]
    assert len(gone) == 9 and not any(row.steps for row in gone)
    office.chooses(**{f"{gone[0].key}__gone": "empty"})
    office.confirms()
    assert count(neighbourhood, Household, Household.lived_in.is_(False)) == 1


# --- people


def test_somebody_new_at_a_door_is_entered_there_and_speaks_for_it(neighbourhood: Neighbourhood) -> None:
    entered(neighbourhood, reading(ListKind.HOMES, {"building": "3幢", "door": "9单元901"}))
    entered(neighbourhood, reading(ListKind.PEOPLE, {
        "name": "马晓东", "called": "小马", "building": "3幢", "door": "9单元901", "representative": "yes"}))
    person = neighbourhood.look(lambda db: db.scalars(select(Person).where(Person.name == "马晓东")).one())
    assert person.called == "小马"
    assert count(neighbourhood, Post, Post.person_id == person.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE) == 1


def test_the_same_list_of_people_twice_changes_nothing(neighbourhood: Neighbourhood) -> None:
    read = reading(
        ListKind.PEOPLE, {"name": "马晓东", "comes_of_age": "", "representative": "no", **HOME},
        {"name": "马一诺", "comes_of_age": "2031-05", "representative": "no", **HOME},
        {"name": "无家可归", "building": "", "door": ""}, {"name": "李秀英", "representative": "yes", **HOME})
    entered(neighbourhood, read)
    before = count(neighbourhood, Person)
    again = Office(neighbourhood, read)
    assert {happens for key, happens in again.happens() if key.startswith("r")} == {Happens.SAME}
    again.confirms()
    assert count(neighbourhood, Person) == before


def test_one_name_in_one_home_is_one_person(neighbourhood: Neighbourhood) -> None:
    people_before = count(neighbourhood, Person)
    office = Office(neighbourhood, people(("李秀英", "3幢", "1单元301")))
    assert [happens for key, happens in office.happens() if key == "r2"] == [Happens.SAME]
    office.confirms()
    assert count(neighbourhood, Person) == people_before


def test_a_name_twice_in_one_home_is_asked_and_is_one_unless_said_otherwise(neighbourhood: Neighbourhood) -> None:
    read = people(("李秀英", "3幢", "1单元301"), ("李秀英", "3幢", "1单元301"))
    office, before = Office(neighbourhood, read), count(neighbourhood, Person)
    row = next(row for row in office.plan().rows if row.key == "r3")
    assert [question.code for question in row.questions] == ["twin"] and not row.steps
    office.chooses(r3__twin="two")
    office.confirms()
    assert count(neighbourhood, Person) == before + 1
    assert Office(neighbourhood, read).plan().steps == []


def test_a_wrong_door_is_a_problem_with_the_nearest_doors_to_choose_from(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, people(("段小军", "3幢", "1单元307")))
    row = next(row for row in office.plan().rows if row.key == "r2")
    assert row.fault and row.fault.code == "no_such_home" and not row.steps
    named = {option.names: option.value for option in row.questions[0].options}
    assert "3幢1单元301" in named and named["3幢1单元307"] == "add"
    office.chooses(r2__home=named["3幢1单元301"])
    office.confirms()
    home = neighbourhood.households["li"]
    assert count(neighbourhood, Residency, Residency.household_id == home) == 2


def test_a_door_that_is_missing_can_be_added_where_its_building_is_known(neighbourhood: Neighbourhood) -> None:
    entered(neighbourhood, people(("段小军", "3幢", "7单元777")), r2__home="add")
    assert count(neighbourhood, Household, Household.door == "7单元777") == 1


def test_somebody_of_the_list_who_lived_elsewhere_moves(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, people(("何静", "3幢", "1单元301")))
    row = next(row for row in office.plan().rows if row.key == "r2")
    assert (row.happens, row.note, row.was) == (Happens.CHANGED, "moves", {"home": "3幢1单元701"})
    office.confirms()
    assert count(neighbourhood, Person, Person.name == "何静") == 1
    assert Office(neighbourhood, people(("何静", "3幢", "1单元301"))).plan().steps == []


def test_another_of_that_name_is_entered_beside_her(neighbourhood: Neighbourhood) -> None:
    entered(neighbourhood, people(("何静", "3幢", "1单元301")), r2__moved="two")
    assert count(neighbourhood, Person, Person.name == "何静") == 2


def test_two_of_one_name_are_told_apart_by_their_homes(neighbourhood: Neighbourhood) -> None:
    read = people(("何静", "3幢", "1单元301"), ("何静", "3幢", "1单元701"))
    office = Office(neighbourhood, read)
    assert {row.key: row.happens for row in office.plan().rows if row.row} == {"r2": Happens.NEW, "r3": Happens.SAME}


def test_a_name_with_one_other_sign_is_corrected(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, people(("李秀瑛", "3幢", "1单元301")))
    row = next(row for row in office.plan().rows if row.key == "r2")
    assert (row.note, row.was) == ("spelt", {"name": "李秀英"})
    office.confirms()
    assert count(neighbourhood, Person, Person.name == "李秀瑛") == 1 and count(neighbourhood, Person, Person.name == "李秀英") == 0


def test_whoever_a_list_leaves_out_stays_unless_the_office_says_they_left(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, people(("李秀英", "3幢", "1单元301")))
    key = f"g{neighbourhood.people['gu']}"
    assert key in {row.key for row in office.plan().rows if row.happens == Happens.GONE}
    office.chooses(**{f"{key}__gone": "left"})
    neighbourhood.clock.at = SETTLED_AT + timedelta(days=30)
    neighbourhood.clock.at = SETTLED_AT + timedelta(days=5)
    office.confirms()
    home = neighbourhood.people["gu"]
    assert count(neighbourhood, Residency, Residency.person_id == home, Residency.until.is_(None)) == 0
    assert count(neighbourhood, Residency, Residency.person_id == neighbourhood.people["he"], Residency.until.is_(None)) == 1


def test_a_representative_is_changed_by_a_list(neighbourhood: Neighbourhood) -> None:
    neighbourhood.clock.at = SETTLED_AT + timedelta(days=5)
    home = {"building": "3幢", "door": "1单元801"}
    entered(neighbourhood, reading(ListKind.PEOPLE, {"name": "顾小军", "representative": "yes", **home}))
    speaking = neighbourhood.look(lambda db: db.scalars(select(Post.person_id).where(
        Post.household_id == neighbourhood.households["gu"], Post.ends_on.is_(None))).all())
    assert speaking == [neighbourhood.people["gu_jr"]]


def test_two_who_speak_for_one_home_are_a_problem_of_the_second(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, reading(
        ListKind.PEOPLE, {"name": "李秀英", "representative": "yes", **HOME}, {"name": "张三", "representative": "yes", **HOME}))
    fault = next(row.fault for row in office.plan().rows if row.key == "r3")
    assert fault and fault.code == "two_representatives"


# --- owners, units, posts


def test_owners_with_areas_and_several_owners_of_one_home(neighbourhood: Neighbourhood) -> None:
    read = reading(ListKind.OWNERS, {"owner": "李秀英、李远方", "area": "89.35", **HOME})
    entered(neighbourhood, read)
    owned = neighbourhood.look(lambda db: db.scalars(select(Ownership)).one())
    assert (owned.person_id, owned.area_cm2) == (neighbourhood.people["li"], 893_500)
    assert count(neighbourhood, CoOwner) == 1
    assert Office(neighbourhood, read).plan().steps == []


def test_owners_of_one_home_in_two_rows_own_it_together(neighbourhood: Neighbourhood) -> None:
    read = reading(ListKind.OWNERS, {"owner": "李秀英", "area": "89.35", **HOME}, {"owner": "李远方", "area": "89.35", **HOME})
    entered(neighbourhood, read)
    assert count(neighbourhood, Ownership) == 1 and count(neighbourhood, CoOwner) == 1
    assert Office(neighbourhood, read).plan().steps == []


def test_an_owner_can_be_a_unit(neighbourhood: Neighbourhood) -> None:
    read = reading(ListKind.OWNERS, {"owner": "重庆某置业有限公司", "unit_kind": "enterprise", "area": "60", **HOME})
    entered(neighbourhood, read)
    unit = neighbourhood.look(lambda db: db.scalars(select(Unit).where(Unit.name == "重庆某置业有限公司")).one())
    assert neighbourhood.look(lambda db: db.scalars(select(Ownership.unit_id)).all()) == [unit.id]
    assert Office(neighbourhood, read).plan().steps == []


def test_an_owner_of_several_homes_is_one_person_unless_said_otherwise(neighbourhood: Neighbourhood) -> None:
    other = {"building": "3幢", "door": "1单元201"}
    entered(neighbourhood, reading(ListKind.OWNERS, {"owner": "外地人", "area": "60", **HOME}, {"owner": "外地人", "area": "70", **other}))
    assert count(neighbourhood, Person, Person.name == "外地人") == 1


def test_units_with_delegates_and_seats(neighbourhood: Neighbourhood) -> None:
    read = reading(ListKind.UNITS, {
        "kind": "school", "name": "河湾幼儿园", "delegate": "邹园长", "member_of": "joint_meeting"})
    entered(neighbourhood, read)
    assert count(neighbourhood, Unit, Unit.name == "河湾幼儿园") == 1 and count(neighbourhood, Person, Person.name == "邹园长") == 1
    assert Office(neighbourhood, read).plan().steps == []


def test_posts_with_their_bodies_and_terms(neighbourhood: Neighbourhood) -> None:
    read = reading(ListKind.POSTS, {
        "name": "何静", "post": "council_member", "body": "residents_council", "starts_on": "2026-11-02", "ends_on": "2029-11-01",
        "building": "3幢", "door": "1单元701"})
    entered(neighbourhood, read)
    held = neighbourhood.look(lambda db: db.scalars(select(Post).where(
        Post.person_id == neighbourhood.people["he"], Post.kind == PostKind.COUNCIL_MEMBER)).one())
    assert held.body_id == neighbourhood.bodies["council"] and str(held.ends_on) == "2029-11-01"
    assert Office(neighbourhood, read).plan().steps == []


def test_a_term_that_ends_before_it_begins_is_a_problem(neighbourhood: Neighbourhood) -> None:
    office = Office(neighbourhood, reading(ListKind.POSTS, {
        "name": "何静", "post": "facilitator", "starts_on": "2026-11-02", "ends_on": "2026-11-01"}))
    fault = next(row.fault for row in office.plan().rows if row.row)
    assert fault and fault.code == "term_before_it_begins"


# --- the commit


def test_what_was_shown_is_entered_or_nothing(neighbourhood: Neighbourhood) -> None:
    one, other = (Office(neighbourhood, people(("马晓东", "3幢", "1单元301"))) for _ in range(2))
    shown = other.plan().digest
    one.confirms()
    with pytest.raises(RuleBroken, match="list_changed_meanwhile"):
        other.confirms(shown)
    other.confirms()
    assert count(neighbourhood, Person, Person.name == "马晓东") == 1


def test_a_list_is_entered_once(neighbourhood: Neighbourhood) -> None:
    office = entered(neighbourhood, people(("马晓东", "3幢", "1单元301")))
    with pytest.raises(RuleBroken, match="list_over"):
        office.neighbourhood.run("lin", lambda work: lists.confirm_list(work, list_id=office.id, digest=""))


def test_what_was_read_is_erased_when_it_is_entered(neighbourhood: Neighbourhood) -> None:
    office = entered(neighbourhood, people(("马晓东", "3幢", "1单元301")))
    held = neighbourhood.look(lambda db: db.get_one(ListImport, office.id))
    assert (held.entries, held.choices, held.state) == (None, None, "taken_in")
    assert held.counts["new"] == 1
    assert count(neighbourhood, ListChange, ListChange.line == 2) >= 2


def test_a_doubt_of_the_reader_is_left_aside(neighbourhood: Neighbourhood) -> None:
    read = people(("马晓东", "3幢", "1单元301"), ("林黛玉", "3幢", "1单元301"))
    read.doubts.append(Doubt(2, "B", "door", "address_unclear", {}))
    office = Office(neighbourhood, read)
    assert ("r2", Happens.PROBLEM) in office.happens()
    office.confirms()
    assert count(neighbourhood, Person, Person.name == "马晓东") == 0


def test_lists_are_for_the_office(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(Forbidden):
        neighbourhood.run("he", lambda work: lists.hand_in(
            work, community_id=neighbourhood.community, file_name="a.csv", reading=people()))
