"""Posts: given for a term, by ids or with the rows in hand; ended; a seat is its post and needs no entry of its own."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.provisional import BY_APPOINTMENT, Naming, note_change
from consult.community.actions.register import check_all_of, today
from consult.community.events import AlternateNamed, PostEnded, PostTaken
from consult.community.models import Body, BodyMember, Building, Community, Grid, Household, Person, Post
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import PostKind
from consult.community.rules.seats import GIVEN, missing_place
from consult.core.errors import BadShape, RuleBroken
from consult.storage.work import Work

BACKWARDS = "before_it_begins"


@dataclass(frozen=True)
class Term:
    """The days of a post: from today where no day is named, and without an end."""

    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Days:
    """From which day to which, both counted; a door gives them one by one."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class GivenFor:
    """By ids, what a post is given for: one body, grid or building; the whole community where none is named."""

    body_id: int | None = None
    grid_id: int | None = None
    building_id: int | None = None


@dataclass(frozen=True)
class Place:
    """The same with the rows in hand; a household sends its representative."""

    body: Body | None = None
    grid: Grid | None = None
    building: Building | None = None
    household: Household | None = None


FROM_TODAY, EVERYWHERE = Term(), GivenFor()


def give_post(
    work: Work, *, community_id: int, person_id: int, kind: PostKind, days: Days, given_for: GivenFor = EVERYWHERE,
    as_alternate: bool = False,
) -> dict[str, int]:
    """Give a post for a term, by ids; whoever holds it sits in every body that seats it, from its first day to its last.

    As an alternate somebody waits for a place in a body: no post, no power and no voice until they take one up.
    BadShape where the place that the post is for is not named, where the term ends before it begins, and for a post
    that is not given by hand; RuleBroken("post_held_already") where the terms of the same post would lie over another.
    """
    community = work.get(Community, community_id, lock=False)
    policy.require(work.actor, "keep_register", community)
    _check_shape(kind, days, given_for)
    person, term = work.get(Person, person_id), Term(days.starts_on, days.ends_on)
    place = Place(_or_none(work, Body, given_for.body_id), _or_none(work, Grid, given_for.grid_id),
                  _or_none(work, Building, given_for.building_id))
    check_all_of(community, person, place.body, place.grid, place.building)
    if as_alternate:
        return {"member_id": name_alternate(work, community=community, person=person, body=place.body, term=term).id}
    check_not_held(work, person, kind, place, term)
    return {"post_id": write_post(work, community, person, kind, place, term).id}


def _check_shape(kind: PostKind, days: Days, given_for: GivenFor) -> None:
    wrong = {} if kind in GIVEN else {"kind": "not_a_choice"}
    if missing := missing_place(kind, **vars(given_for)):
        wrong[missing] = "missing"
    if days.ends_on and days.ends_on < days.starts_on:
        wrong["ends_on"] = BACKWARDS
    if wrong:
        raise BadShape(wrong)


def _or_none(work: Work, kind: Any, id: int | None) -> Any:
    return work.get(kind, id, lock=False) if id is not None else None


def check_not_held(work: Work, person: Person, kind: PostKind, place: Place, term: Term) -> None:
    """RuleBroken("post_held_already"): the same post twice over the same days would count twice and end once."""
    overlaps = [or_(Post.ends_on.is_(None), Post.ends_on >= term.starts_on)]
    if term.ends_on:
        overlaps.append(Post.starts_on <= term.ends_on)
    found = work.db.scalar(select(Post.starts_on).where(
        Post.person_id == person.id, Post.kind == kind, *overlaps,
        *(column.is_(None) if row is None else column == row.id for column, row in (
            (Post.body_id, place.body), (Post.grid_id, place.grid), (Post.building_id, place.building)))))
    if found is not None:
        raise RuleBroken("post_held_already", since=found)


def appoint(
    work: Work, *, community: Community, person: Person, kind: PostKind, body: Body | None = None,
    grid: Grid | None = None, household: Household | None = None, term: Term = FROM_TODAY,
) -> Post:
    """Give a person a post for a term, with the rows in hand."""
    policy.require(work.actor, "keep_register", community)
    return _take(work, community, person, kind, Place(body, grid, household=household), term, BY_APPOINTMENT)


def take_post(
    work: Work, *, community: Community, person: Person, kind: PostKind, body: Body | None = None,
    household: Household | None = None, term: Term = FROM_TODAY, naming: Naming = BY_APPOINTMENT,
) -> Post:
    """Give a post that follows from something already checked, such as being first of a household to join.

    RuleBroken where somebody who is not of age would speak for a household; how that one came to speak (`naming`) is
    written down, and after the opening of a community somebody else must agree to it (rules/representing.py).
    """
    return _take(work, community, person, kind, Place(body, household=household), term, naming)


def _take(
    work: Work, community: Community, person: Person, kind: PostKind, place: Place, term: Term, naming: Naming
) -> Post:
    check_all_of(community, person, place.body, place.grid, place.household)
    speaks = kind == PostKind.HOUSEHOLD_REPRESENTATIVE
    if speaks and not of_age(person.comes_of_age, today(work, community)):
        raise RuleBroken("representative_not_of_age")
    post = write_post(work, community, person, kind, place, term)
    if speaks and place.household:
        note_change(work, community=community, household_id=place.household.id, to_id=person.id, day=post.starts_on,
                    naming=naming)
    return post


def write_post(work: Work, community: Community, person: Person, kind: PostKind, place: Place, term: Term) -> Post:
    """Write a post down that was checked already."""
    if person.gone_on is not None:
        raise RuleBroken("person_gone")
    ids = {f"{name}_id": row.id if row else None for name, row in vars(place).items()}
    post = work.add(Post(
        person_id=person.id, kind=kind, community_id=community.id, **ids,
        starts_on=term.starts_on or today(work, community), ends_on=term.ends_on,
    ))
    work.record(PostTaken(
        community_id=community.id, person_id=person.id, kind=kind, body_id=post.body_id,
        household_id=post.household_id, starts_on=post.starts_on,
    ))
    return post


def name_alternate(work: Work, *, community: Community, person: Person, body: Body | None, term: Term) -> BodyMember:
    """Somebody waits for a place in a body (候补); RuleBroken where they wait there already."""
    if body is None:
        raise BadShape({"body_id": "missing"})
    waits = select(BodyMember.id).where(
        BodyMember.body_id == body.id, BodyMember.person_id == person.id, BodyMember.alternate.is_(True),
        or_(BodyMember.until.is_(None), BodyMember.until >= term.starts_on))
    if work.db.scalar(waits) is not None:
        raise RuleBroken("alternate_already")
    row = work.add(BodyMember(
        body_id=body.id, person_id=person.id, unit_id=None, alternate=True,
        since=term.starts_on or today(work, community), until=term.ends_on))
    work.record(AlternateNamed(community_id=community.id, body_id=body.id, person_id=person.id, since=row.since))
    return row


def end_term(work: Work, *, community_id: int, post_id: int, ends_on: date) -> None:
    """End a post, by ids: whoever held it rises from the seats that went with it after the same day."""
    end_post(work, community=work.get(Community, community_id, lock=False), post_id=post_id, ends_on=ends_on)


def end_post(work: Work, *, community: Community, post_id: int, ends_on: date) -> None:
    """End a post; the history stays."""
    policy.require(work.actor, "keep_register", community)
    post = work.get(Post, post_id)
    check_all_of(community, post)
    if ends_on < post.starts_on:
        raise BadShape({"ends_on": BACKWARDS})
    post.ends_on = ends_on
    work.record(PostEnded(community_id=community.id, person_id=post.person_id, kind=post.kind, ends_on=ends_on))
