"""Units, delegates, seats and homes: what the register enters by hand, and what it refuses."""
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
    Delegacy,
    Household,
    Ownership,
    Post,
    RepresentativeChange,
    Unit,
)
from consult.community.rules.kinds import Membership, PostKind, UnitKind
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RuleBroken
from tests.builders import Neighbourhood

TODAY = date(2026, 11, 26)


def a_unit(n: Neighbourhood, name: str = "青禾业委会") -> int:
    unit: int = n.do(
        "lin", register.add_unit, community_id=n.community, kind=UnitKind.OWNERS_COMMITTEE, name=name)["unit_id"]
    return unit


def refused(n: Neighbourhood, error: type[Refusal], verb: Any, who: str = "lin", /, **args: Any) -> Refusal:
    with pytest.raises(error) as refusal:
        n.do(who, verb, **args)
    return refusal.value


def spans(n: Neighbourhood, table: Any, **where: int) -> list[tuple[date, date | None]]:
    """Since when and until when, in the order of entry."""
    rows = n.look(lambda db: db.scalars(select(table).filter_by(**where).order_by(table.id)).all())
    return [(row.since, row.until) for row in rows]


def test_a_unit_has_a_name_of_its_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    unit = a_unit(n)
    assert n.look(lambda db: db.get_one(Unit, unit).name) == "青禾业委会"
    args = {"community_id": n.community, "kind": UnitKind.PROPERTY_MANAGER, "name": "青禾业委会"}
    taken = refused(n, BadShape, register.add_unit, **args)
    assert isinstance(taken, BadShape) and taken.fields == {"name": "taken"}
    refused(n, Forbidden, register.add_unit, "chen", **args | {"name": "另一家"})


def test_a_delegate_follows_another_and_the_first_stays_in_the_history(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    unit = a_unit(n)
    n.do("lin", register.change_delegate, unit_id=unit, person_id=n.people["chen"])
    n.clock.forward(days=3)
    n.do("lin", register.change_delegate, unit_id=unit, person_id=n.people["wang"])
    day = TODAY + timedelta(days=3)
    assert spans(n, Delegacy, unit_id=unit) == [(TODAY, day), (day, None)]
    refused(n, Forbidden, register.change_delegate, "chen", unit_id=unit, person_id=n.people["chen"])


def test_on_the_day_of_the_change_only_the_new_delegate_has_the_units_voice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    unit, body = a_unit(n), n.bodies["joint"]
    n.do("lin", register.seat_unit, unit_id=unit, body_id=body)
    n.do("lin", register.change_delegate, unit_id=unit, person_id=n.people["chen"])
    n.clock.forward(days=3)
    n.do("lin", register.change_delegate, unit_id=unit, person_id=n.people["wang"])
    day = TODAY + timedelta(days=3)
    voice = {who: body in n.see(queries.bodies_of, n.people[who], n.community, day) for who in ("chen", "wang")}
    assert voice == {"chen": False, "wang": True}
    assert body in n.see(queries.bodies_of, n.people["chen"], n.community, day - timedelta(days=1))


def test_a_unit_sits_in_a_body_once_until_its_seat_ends(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    unit, body = a_unit(n), n.bodies["joint"]
    for _ in range(2):
        assert n.do("lin", register.seat_unit, unit_id=unit, body_id=body) == {"unit_id": unit}
    assert spans(n, BodyMember, unit_id=unit) == [(TODAY, None)]
    n.clock.forward(days=5)
    n.do("lin", register.unseat, body_id=body, unit_id=unit)
    assert spans(n, BodyMember, unit_id=unit) == [(TODAY, TODAY + timedelta(days=4))]
    assert refused(n, NotFound, register.unseat, body_id=body, unit_id=unit).facts["what"] == "body_member"


def test_a_unit_sits_neither_next_door_nor_in_a_body_of_households(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    unit = a_unit(n)
    next_door = n.look(lambda db: db.scalar(
        select(Body.id).where(Body.community_id != n.community)))
    assert refused(n, NotFound, register.seat_unit, unit_id=unit, body_id=next_door).facts["what"] == "body"
    households = n.look(lambda db: db.scalar(select(Body.id).where(
        Body.community_id == n.community, Body.membership != Membership.LISTED)))
    assert refused(n, RuleBroken, register.seat_unit, unit_id=unit, body_id=households).code == "body_of_households"


def test_a_household_is_spoken_for_by_one_of_its_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    home = n.households["gu"]
    stranger = refused(n, BadShape, register.change_representative, household_id=home, person_id=n.people["chen"], reason="搬走了")
    assert isinstance(stranger, BadShape) and stranger.fields == {"person_id": "not_a_choice"}
    n.do("lin", register.change_representative, household_id=home, person_id=n.people["gu_jr"], reason="年纪大了",
         disputed="儿子不同意")
    posts = n.look(lambda db: db.scalars(select(Post).where(
        Post.household_id == home, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None))).all())
    assert [post.person_id for post in posts] == [n.people["gu_jr"]]
    kept = n.look(lambda db: db.scalars(select(RepresentativeChange)).one())
    assert (kept.to_id, kept.reason, kept.disputed) == (n.people["gu_jr"], "年纪大了", "儿子不同意")
    again = {"household_id": home, "person_id": n.people["gu_jr"], "reason": "再说一次"}
    assert n.do("lin", register.change_representative, **again) == {"household_id": home}
    assert n.look(lambda db: len(db.scalars(select(RepresentativeChange)).all())) == 1


def test_a_home_is_owned_by_a_person_or_a_unit_and_not_by_both_or_nobody(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    home, area = n.households["gu"], {"household_id": n.households["gu"], "area_cm2": 873_000}
    n.do("lin", register.enter_owner, **area, person_id=n.people["gu"])
    n.do("lin", register.enter_owner, **area, unit_id=a_unit(n))
    owned = n.look(lambda db: db.scalars(select(Ownership).where(Ownership.household_id == home)).all())
    assert {(one.person_id is None, one.unit_id is None, one.area_cm2) for one in owned} == {
        (False, True, 873_000), (True, False, 873_000)}
    for wrong in ({}, {"person_id": n.people["gu"], "unit_id": a_unit(n, "物业")}):
        nobody = refused(n, BadShape, register.enter_owner, **area, **wrong)
        assert isinstance(nobody, BadShape) and nobody.fields == {"person_id": "missing"}
    assert n.look(lambda db: db.get_one(Household, home).id) == home
