"""Verbs that keep the register: found, settle, enter, appoint, form, seat."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from consult.community import policy
from consult.community.events import (
    BodyFormed,
    CommunityFounded,
    DelegateSent,
    MemberJoined,
    PersonEntered,
    PostEnded,
    PostTaken,
)
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
    Residency,
    Street,
    Unit,
)
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import PostKind, UnitKind
from consult.community.rules.presets import BodyPreset
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.work import Work


@dataclass(frozen=True)
class Term:
    """The days of a post: from today where no day is named, and without an end."""

    starts_on: date | None = None
    ends_on: date | None = None


FROM_TODAY = Term()


def found_street(work: Work, *, name: str, name_en: str) -> Street:
    """Set up a street."""
    street = Street(name=name, name_en=name_en)
    policy.require(work.actor, "found", street)
    return work.add(street)


def found_community(work: Work, *, street: Street, slug: str, name: str, name_en: str, **ways: Any) -> Community:
    """Set up a community of a street; `ways` are its time zone, desk and thresholds."""
    community = Community(street_id=street.id, slug=slug, name=name, name_en=name_en, **ways)
    policy.require(work.actor, "found", community)
    work.add(community)
    work.record(CommunityFounded(community_id=community.id, name=name))
    return community


def add_grid(work: Work, *, community: Community, name: str) -> Grid:
    """Add a grid to a community."""
    policy.require(work.actor, "keep_register", community)
    return work.add(Grid(community_id=community.id, name=name))


def add_building(work: Work, *, grid: Grid, name: str) -> Building:
    """Add a building to a grid."""
    policy.require(work.actor, "keep_register", grid)
    return work.add(Building(community_id=grid.community_id, grid_id=grid.id, name=name))


def settle_household(work: Work, *, building: Building, door: str) -> Household:
    """Add a household to a building."""
    policy.require(work.actor, "keep_register", building)
    return work.add(Household(community_id=building.community_id, building_id=building.id, door=door))


def enter_person(
    work: Work, *, community: Community, name: str, called: str = "", household: Household | None = None,
    comes_of_age: date | None = None,
) -> Person:
    """Enter a person, as a resident of a household where one is named; of age, unless the month of it is said."""
    policy.require(work.actor, "keep_register", community)
    return admit_person(
        work, community=community, name=name, called=called, household=household, comes_of_age=comes_of_age)


def admit_person(
    work: Work, *, community: Community, name: str, called: str = "", household: Household | None = None,
    comes_of_age: date | None = None,
) -> Person:
    """Enter a person on the strength of something already checked, such as a household's invitation."""
    check_all_of(community, household)
    person = work.add(Person(
        street_id=community.street_id, community_id=community.id, name=name, called=called or name,
        comes_of_age=comes_of_age,
    ))
    if household:
        work.add(Residency(person_id=person.id, household_id=household.id, since=today(work, community)))
    work.record(PersonEntered(
        community_id=community.id, person_id=person.id, household_id=household.id if household else None,
    ))
    return person


def appoint(
    work: Work, *, community: Community, person: Person, kind: PostKind, body: Body | None = None,
    grid: Grid | None = None, household: Household | None = None, term: Term = FROM_TODAY,
) -> Post:
    """Give a person a post for a term."""
    policy.require(work.actor, "keep_register", community)
    return take_post(
        work, community=community, person=person, kind=kind, body=body, grid=grid, household=household, term=term)


def take_post(
    work: Work, *, community: Community, person: Person, kind: PostKind, body: Body | None = None,
    grid: Grid | None = None, household: Household | None = None, term: Term = FROM_TODAY,
) -> Post:
    """Give a post that follows from something already checked, such as being first of a household to join.

    RuleBroken where somebody who is not of age would speak for a household.
    """
    check_all_of(community, person, body, grid, household)
    if kind == PostKind.HOUSEHOLD_REPRESENTATIVE and not of_age(person.comes_of_age, today(work, community)):
        raise RuleBroken("representative_not_of_age")
    post = work.add(Post(
        person_id=person.id, kind=kind, community_id=community.id, body_id=body.id if body else None,
        grid_id=grid.id if grid else None, household_id=household.id if household else None,
        starts_on=term.starts_on or today(work, community), ends_on=term.ends_on,
    ))
    work.record(PostTaken(
        community_id=community.id, person_id=person.id, kind=kind, body_id=post.body_id,
        household_id=post.household_id, starts_on=post.starts_on,
    ))
    return post


def end_post(work: Work, *, community: Community, post_id: int, ends_on: date) -> None:
    """End a post; the history stays."""
    policy.require(work.actor, "keep_register", community)
    post = work.get(Post, post_id)
    check_all_of(community, post)
    if ends_on < post.starts_on:
        raise BadShape({"ends_on": "past"})
    post.ends_on = ends_on
    work.record(PostEnded(community_id=community.id, person_id=post.person_id, kind=post.kind, ends_on=ends_on))


def register_unit(work: Work, *, community: Community, kind: UnitKind, name: str) -> Unit:
    """Register an organisation of the community."""
    policy.require(work.actor, "keep_register", community)
    return work.add(Unit(street_id=community.street_id, community_id=community.id, kind=kind, name=name))


def send_delegate(work: Work, *, community: Community, unit: Unit, person: Person) -> Delegacy:
    """Name the person who speaks for a unit from today; the term of the one before ends, its row stays."""
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, unit, person)
    day = today(work, community)
    before = select(Delegacy).where(Delegacy.unit_id == unit.id, Delegacy.until.is_(None))
    for delegacy in work.db.scalars(before):
        delegacy.until = day
    work.record(DelegateSent(community_id=community.id, unit_id=unit.id, person_id=person.id, since=day))
    return work.add(Delegacy(unit_id=unit.id, person_id=person.id, since=day))


def form_body(work: Work, *, community: Community, preset: BodyPreset, answered_by: Body | None = None) -> Body:
    """Form a body: who convenes it, how many days' notice, under which vote rule, who answers what it adopts."""
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, answered_by)
    body = work.add(Body(
        street_id=community.street_id, community_id=community.id, kind=preset.kind, sitting=preset.sitting,
        level=preset.level, name=preset.name, name_en=preset.name_en, membership=preset.membership,
        convened_by=[str(k) for k in preset.convened_by], notice_days=preset.notice_days, vote_rule=preset.vote_rule,
        cadence=preset.cadence, rules_of_order=dict(preset.rules_of_order),
        answered_by_id=answered_by.id if answered_by else None,
        answer_days=preset.answer_days if answered_by else None,
    ))
    work.record(BodyFormed(community_id=community.id, body_id=body.id, kind=preset.kind))
    return body


def seat_member(
    work: Work, *, community: Community, body: Body, person: Person | None = None, unit: Unit | None = None
) -> BodyMember:
    """Seat a person, or a unit through its delegate, in a body from today."""
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, body, person, unit)
    member = work.add(BodyMember(
        body_id=body.id, person_id=person.id if person else None, unit_id=unit.id if unit else None,
        since=today(work, community),
    ))
    work.record(MemberJoined(
        community_id=community.id, body_id=body.id, person_id=member.person_id, unit_id=member.unit_id,
        since=member.since,
    ))
    return member


def check_all_of(community: Community, *rows: Any) -> None:
    """Nothing of one community is put together with anything of another; to either, the other is not there."""
    for row in rows:
        if row is not None and row.community_id != community.id:
            raise NotFound(row.__tablename__)


def today(work: Work, community: Community) -> date:
    """The calendar date in the community at the moment of the work."""
    return local_date(work.now, community.timezone)
