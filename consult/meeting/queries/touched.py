"""Reads of what a change of the register touches: votes, meetings, posts, seats, homes, units, owned homes.

Nothing here changes anything. A page shows it before the change is made, in words of consult/web/wording/touched.py.
"""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from consult.ballot.models import AnnouncedVoice, Announcement, Ballot, RollEntry
from consult.community.models import (
    Body,
    BodyMember,
    CoOwner,
    Delegacy,
    Household,
    Ownership,
    Person,
    Post,
    Unit,
)
from consult.community.queries.people import residents
from consult.community.queries.rolls import bodies_of
from consult.community.queries.seats import on_the_list, seat_by_post
from consult.community.queries.spans import in_force, represents
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import Membership, PostKind
from consult.meeting.models import Attendee, Meeting


@dataclass(frozen=True)
class SpokenFor:
    """A home for which one of the people speaks, and who else of age lives there."""

    home: Household
    by: Person
    others: Sequence[Person]


@dataclass(frozen=True)
class SeatHeld:
    """A seat in a body until a day, by a post or by its list; None where no end is set."""

    person_id: int
    until: date | None


@dataclass(frozen=True)
class Touched:
    """What people and households have to do with on a day; empty where nothing follows from a change of them."""

    open_ballots: Sequence[Ballot] = ()
    """Their roll is frozen: it stays as it is."""
    announced: Sequence[Announcement] = ()
    """Their roll lies open: it is changed by an objection and a ruling, not by the register."""
    rooms: Sequence[Meeting] = ()
    """They are sitting: their roll was made when they opened, and stays."""
    coming: Sequence[Meeting] = ()
    """They take their roll from the register when they open."""
    posts: Sequence[tuple[Post, Body | None]] = ()
    seats: Sequence[tuple[SeatHeld, Body]] = ()
    speaks_for: Sequence[SpokenFor] = ()
    delegate_of: Sequence[Unit] = ()
    owns: Sequence[Household] = ()
    gives_voice_of: Sequence[Household] = ()
    """Homes of others, for whose owners one of the people gives the voice."""

    @property
    def anything(self) -> bool:
        """Whether there is something to be said before the change is made."""
        return any((self.open_ballots, self.announced, self.rooms, self.coming, self.posts, self.seats, self.speaks_for,
                    self.delegate_of, self.owns, self.gives_voice_of))


def touched(
    db: Session, community_id: int, *, person_ids: Collection[int] = (), household_ids: Collection[int] = (), on: date
) -> Touched:
    """What these people and households have to do with on a day, in one community."""
    people, homes = list(person_ids), list(household_ids)
    keys = [f"household:{id}" for id in homes]
    return Touched(
        open_ballots=_ballots(db, community_id, people, keys), announced=_announced(db, community_id, people, keys),
        rooms=_rooms(db, community_id, people, keys), coming=_coming(db, community_id, people, homes, on),
        posts=_posts(db, community_id, people, on), seats=_seats(db, community_id, people, on),
        speaks_for=_speaks_for(db, people, homes, on), delegate_of=_delegate_of(db, community_id, people, on),
        owns=_owns(db, people, homes, on), gives_voice_of=_gives_voice_of(db, people, on))


def _ballots(db: Session, community_id: int, people: list[int], keys: list[str]) -> Sequence[Ballot]:
    on_it = select(RollEntry.ballot_id).where(or_(RollEntry.person_id.in_(people), RollEntry.voter_key.in_(keys)))
    return db.scalars(select(Ballot).where(
        Ballot.community_id == community_id, Ballot.closed_at.is_(None), Ballot.id.in_(on_it)).order_by(Ballot.id)).all()


def _announced(db: Session, community_id: int, people: list[int], keys: list[str]) -> Sequence[Announcement]:
    on_it = select(AnnouncedVoice.announcement_id).where(
        or_(AnnouncedVoice.person_id.in_(people), AnnouncedVoice.voter_key.in_(keys)))
    return db.scalars(select(Announcement).where(
        Announcement.community_id == community_id, Announcement.state == "announced", Announcement.id.in_(on_it))
        .order_by(Announcement.opens_at, Announcement.id)).all()


def _rooms(db: Session, community_id: int, people: list[int], keys: list[str]) -> Sequence[Meeting]:
    there = select(Attendee.meeting_id).where(or_(Attendee.person_id.in_(people), Attendee.voter_key.in_(keys)))
    return db.scalars(select(Meeting).where(
        Meeting.community_id == community_id, Meeting.state == "open", Meeting.id.in_(there)).order_by(Meeting.id)).all()


def _coming(db: Session, community_id: int, people: list[int], homes: list[int], on: date) -> Sequence[Meeting]:
    """Meetings that are convened, of bodies on whose roll one of them has a voice on the day."""
    bodies = {id for person in people for id in bodies_of(db, person, community_id, on)}
    of_homes = (Body.membership == Membership.HOUSEHOLDS) if homes else Body.id.in_([])
    return db.scalars(select(Meeting).join(Body, Body.id == Meeting.body_id).where(
        Meeting.community_id == community_id, Meeting.state == "convened", or_(Body.id.in_(bodies), of_homes))
        .order_by(Meeting.starts_at, Meeting.id)).all()


def _posts(db: Session, community_id: int, people: list[int], on: date) -> list[tuple[Post, Body | None]]:
    rows = db.execute(select(Post, Body).outerjoin(Body, Body.id == Post.body_id).where(
        Post.community_id == community_id, Post.person_id.in_(people),
        Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE, *in_force(on)).order_by(Post.id))
    return [(row[0], row[1]) for row in rows]


def _seats(db: Session, community_id: int, people: list[int], on: date) -> list[tuple[SeatHeld, Body]]:
    rows = db.execute(select(BodyMember, Body).join(Body, Body.id == BodyMember.body_id).where(
        Body.community_id == community_id, BodyMember.person_id.in_(people), *on_the_list(on)).order_by(BodyMember.id))
    found = [(SeatHeld(row[0].person_id or 0, row[0].until), row[1]) for row in rows]
    for body in db.scalars(select(Body).where(Body.community_id == community_id).order_by(Body.id)) if people else ():
        found += [(SeatHeld(post.person_id, post.ends_on), body)
                  for person in people if (post := seat_by_post(db, body, person, on))]
    return found


def _speaks_for(db: Session, people: list[int], homes: list[int], on: date) -> list[SpokenFor]:
    rows = db.execute(
        select(Household, Person).join(Post, Post.household_id == Household.id).join(Person, Person.id == Post.person_id)
        .where(or_(Post.person_id.in_(people), Post.household_id.in_(homes)), *represents(on)).order_by(Household.id)).all()
    return [SpokenFor(home, who, [p for p in residents(db, home.id, on) if p.id != who.id and p.id not in people
                                  and of_age(p.comes_of_age, on)]) for home, who in rows]


def _delegate_of(db: Session, community_id: int, people: list[int], on: date) -> Sequence[Unit]:
    return db.scalars(select(Unit).join(Delegacy, Delegacy.unit_id == Unit.id).where(
        Unit.community_id == community_id, Delegacy.person_id.in_(people), Delegacy.since <= on,
        or_(Delegacy.until.is_(None), Delegacy.until > on)).order_by(Unit.id)).unique().all()


def _owns(db: Session, people: list[int], homes: list[int], on: date) -> Sequence[Household]:
    """Homes that one of the people owns, alone or together, and those of the homes that somebody owns."""
    together = select(CoOwner.ownership_id).where(
        CoOwner.person_id.in_(people), CoOwner.since <= on, or_(CoOwner.until.is_(None), CoOwner.until > on))
    return db.scalars(select(Household).join(Ownership, Ownership.household_id == Household.id).where(
        _holds(on), or_(Ownership.person_id.in_(people), Ownership.household_id.in_(homes), Ownership.id.in_(together)))
        .order_by(Household.id)).unique().all()


def _gives_voice_of(db: Session, people: list[int], on: date) -> Sequence[Household]:
    return db.scalars(select(Household).join(Ownership, Ownership.household_id == Household.id).where(
        _holds(on), Ownership.voter_id.in_(people), or_(Ownership.person_id.is_(None), Ownership.person_id.not_in(people)))
        .order_by(Household.id)).unique().all()


def _holds(on: date) -> ColumnElement[bool]:
    return (Ownership.since <= on) & or_(Ownership.until.is_(None), Ownership.until > on)
