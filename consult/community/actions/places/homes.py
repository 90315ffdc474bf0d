"""One home becomes two, or two become one: who lives where from a day on. What is owned stays as titles have it."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.life.residing import begin_residency, end_of_post, end_residency, write_down
from consult.community.actions.places.naming import door_free
from consult.community.actions.register import today
from consult.community.actions.representing import change_representative
from consult.community.events import HomeEntered, HomesJoined, HomeSplit
from consult.community.models import Community, Household, Person, Post, Residency
from consult.community.queries.spans import lives_there
from consult.community.rules.kinds import HomeUse, PostKind
from consult.community.rules.life import LifeKind, first_day
from consult.community.rules.texts import Door
from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.work import Work

People = Annotated[str, Length(most=400, least=1)]
Because = Annotated[str, Length(most=200)]


def split_home(
    work: Work, *, household_id: int, door: Door, people: People, speaker_id: int | None = None, because: Because = "",
    holds_from: date | None = None,
) -> dict[str, int]:
    """Some of a home are a household of their own, behind a new door of the same building. `people` are their ids with
    commas between; whoever of them spoke for the old home does not any more. One of them may speak for the new one, for
    a reason that is kept beside it."""
    home, community, first = _kept(work, household_id, holds_from)
    door_free(work, home.building_id, door)
    rows = _residencies(work, community, home)
    moving = _chosen(rows, people)
    new = work.add(Household(
        community_id=home.community_id, building_id=home.building_id, door=door, use=HomeUse.HOME, lived_in=True))
    for row in moving:
        _goes(work, community, row, new, first)
    work.record(HomeSplit(community_id=community.id, household_id=home.id, new_id=new.id, people=len(moving), holds_from=first))
    if speaker_id is not None:
        if not because:
            raise BadShape({"because": "missing"})
        work.db.flush()
        change_representative(work, household_id=new.id, person_id=speaker_id, reason=because)
    if len(moving) == len(rows):
        _stands_empty(work, home)
    return {"household_id": new.id}


def join_homes(work: Work, *, household_id: int, other_id: int, holds_from: date | None = None) -> dict[str, int]:
    """Another home becomes a part of this one: everyone of it lives here, nobody speaks for it any more. Its title and
    its owner stay: owners vote by what the register of titles says (民法典 art. 278)."""
    if household_id == other_id:
        raise BadShape({"other_id": "not_a_choice"})
    home, community, first = _kept(work, household_id, holds_from)
    other = work.get(Household, other_id)
    if other.community_id != home.community_id:
        raise NotFound("household")
    if other.joined_into_id is not None:
        raise RuleBroken("home_joined_already")
    there = {row.person_id for row in _residencies(work, community, home)}
    for row in _residencies(work, community, other):
        _goes(work, community, row, home, first, there=row.person_id in there)
    for post in work.db.scalars(select(Post).where(
            Post.household_id == other.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE,
            or_(Post.ends_on.is_(None), Post.ends_on >= first))).all():
        end_of_post(work, community, post, first)
    other.joined_into_id, other.joined_on = home.id, first
    _stands_empty(work, other)
    work.record(HomesJoined(community_id=community.id, household_id=home.id, gone_id=other.id, holds_from=first))
    return {"household_id": home.id}


def _kept(work: Work, household_id: int, holds_from: date | None) -> tuple[Household, Community, date]:
    home = work.get(Household, household_id)
    policy.require(work.actor, "keep_register", home)
    if home.use != HomeUse.HOME or home.joined_into_id is not None:
        raise RuleBroken("not_a_home")
    community = work.get(Community, home.community_id, lock=False)
    return home, community, first_day(holds_from, today(work, community), ahead=False)


def _residencies(work: Work, community: Community, home: Household) -> list[Residency]:
    """Who lives there now, and is not about to leave."""
    return list(work.db.scalars(select(Residency).where(
        Residency.household_id == home.id, *lives_there(today(work, community)), Residency.until.is_(None))
        .order_by(Residency.id)))


def _chosen(rows: list[Residency], people: str) -> list[Residency]:
    wanted = {part.strip() for part in people.split(",") if part.strip()}
    found = [row for row in rows if str(row.person_id) in wanted]
    if not found or len({row.person_id for row in found}) != len(wanted):
        raise BadShape({"people": "not_a_choice"})
    return found


def _goes(
    work: Work, community: Community, row: Residency, home: Household, first: date, *, there: bool = False
) -> None:
    """Somebody lives there instead, as before in their only home or in one of several."""
    person, before, lives_as = work.get(Person, row.person_id), row.household_id, row.lives_as
    end_residency(work, community, row, first)
    if not there:
        begin_residency(work, person, home, first, lives_as)
    write_down(work, community, person, LifeKind.MOVED, first, "", (before, home.id))


def _stands_empty(work: Work, home: Household) -> None:
    home.lived_in = False
    work.record(HomeEntered(
        community_id=home.community_id, household_id=home.id, use=home.use, lived_in=False,
        counts_for_owners=home.counts_for_owners))
