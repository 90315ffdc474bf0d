"""Somebody died; an entry is closed, or opened again. Nothing is deleted: it counts nowhere from a day on."""
from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.life.entering import Note
from consult.community.actions.life.residing import (
    begin_residency,
    end_of_post,
    end_residency,
    home_of_choice,
    kept,
    still_holding,
    succeed,
    write_down,
)
from consult.community.actions.register import today
from consult.community.events import MemberLeft, PersonGone, PersonReopened
from consult.community.models import BodyMember, Community, Delegacy, GridDuty, Person, Post
from consult.community.rules.life import NOT_HERE, PASSED, Gone, LifeKind, first_day, last_day
from consult.community.rules.texts import Why
from consult.core.errors import RuleBroken
from consult.storage.work import Work


def record_death(
    work: Work, *, person_id: int, holds_from: date | None = None, successor_id: int | None = None, note: Note = ""
) -> dict[str, int]:
    """Somebody died on a day, and counts nowhere from it on: homes, posts, seats and delegations end. What they own
    stays theirs until the heirs are entered (民法典 art. 230), and gives no voice until then."""
    person, community, day = kept(work, person_id)
    first = first_day(holds_from, day, ahead=False)
    succeed(work, community, person, successor_id, note or PASSED, first)
    _end_everything(work, community, person, first)
    _gone(work, community, person, Gone.DIED, first, note)
    return {"person_id": person.id}


def close_person(work: Work, *, person_id: int, note: Why, successor_id: int | None = None) -> dict[str, int]:
    """An entry counts nowhere from today, with the reason: nobody of that name is known, somebody asked for it."""
    person, community, day = kept(work, person_id)
    succeed(work, community, person, successor_id, NOT_HERE, day)
    _end_everything(work, community, person, day)
    _gone(work, community, person, Gone.CLOSED, day, note)
    return {"person_id": person.id}


def reopen_person(work: Work, *, person_id: int, note: Why, household_id: int | None = None) -> dict[str, int]:
    """An entry that was closed, or a death that was entered by mistake, counts again from today; posts and seats are
    given anew where they are to be. RuleBroken for one that went into another."""
    person = work.get(Person, person_id)
    policy.require(work.actor, "keep_register", person)
    if person.gone_because is None:
        raise RuleBroken("person_not_gone")
    if person.gone_because == Gone.MERGED:
        raise RuleBroken("merged_stays")
    community = work.get(Community, person.community_id or 0, lock=False)
    day = today(work, community)
    home = home_of_choice(work, community, household_id) if household_id else None
    person.gone_on = person.gone_because = None
    if home:
        begin_residency(work, person, home, day)
    write_down(work, community, person, LifeKind.REOPENED, day, note, (None, home.id if home else None))
    work.record(PersonReopened(community_id=community.id, person_id=person.id))
    return {"person_id": person.id}


def _gone(work: Work, community: Community, person: Person, why: Gone, first: date, note: str) -> None:
    person.gone_on, person.gone_because = first, why
    write_down(work, community, person, LifeKind(why), first, note)
    work.record(PersonGone(community_id=community.id, person_id=person.id, gone_on=first))


def _end_everything(work: Work, community: Community, person: Person, first: date) -> None:
    for row in still_holding(work, person, first):
        end_residency(work, community, row, first, gone=True)
    for post in work.db.scalars(select(Post).where(
            Post.person_id == person.id, or_(Post.ends_on.is_(None), Post.ends_on >= first))).all():
        end_of_post(work, community, post, first)
    for seat in work.db.scalars(select(BodyMember).where(
            BodyMember.person_id == person.id, or_(BodyMember.until.is_(None), BodyMember.until >= first))).all():
        seat.until = last_day(first, seat.since)
        work.record(MemberLeft(community_id=community.id, body_id=seat.body_id, person_id=person.id, unit_id=None,
                               until=seat.until))
    for delegacy in work.db.scalars(select(Delegacy).where(
            Delegacy.person_id == person.id, or_(Delegacy.until.is_(None), Delegacy.until > first))).all():
        delegacy.until = max(delegacy.since, first)
    for duty in work.db.scalars(select(GridDuty).where(
            GridDuty.person_id == person.id, or_(GridDuty.until.is_(None), GridDuty.until > first))).all():
        duty.until = max(duty.since, first)
