"""Reads of matters: by number, by state, by words; timelines and counts."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from consult.community.models import Person
from consult.core.errors import NotFound
from consult.core.events import Recorded
from consult.core.working_days import days_late
from consult.matter.models import Endorsement, Matter, MatterFollower, MatterLink, MatterToken
from consult.matter.rules.by_whom import Way, counted_by_way
from consult.matter.rules.lifecycle import ENDED, MatterState
from consult.matter.rules.search_tokens import tokens
from consult.storage.event_log import all_events

PAGE = 20
A_SHORT_TEXT = 6
"""Tokens; a title of seven characters has as many."""


def matter(db: Session, id: int, community_id: int) -> Matter:
    """A matter of this community; NotFound when it is missing or another's."""
    found = db.get(Matter, id, options=[joinedload(Matter.proposer), joinedload(Matter.into)])
    if found is None or found.community_id != community_id:
        raise NotFound("matter")
    return found


def matter_by_no(db: Session, community_id: int, no: str) -> Matter:
    """A matter by what people say: 2026-031, or 031 for the newest of that number."""
    year, _, number = no.strip().rpartition("-")
    if not number.isdecimal() or (year and not year.isdecimal()) or len(number) > 6 or len(year) > 4:
        raise NotFound("matter")
    wanted = select(Matter).where(Matter.community_id == community_id, Matter.number == int(number))
    if year:
        wanted = wanted.where(Matter.year == int(year))
    found = db.scalar(_with_people(wanted).order_by(Matter.year.desc()).limit(1))
    if found is None:
        raise NotFound("matter")
    return found


def _with_people(wanted: Select[Matter]) -> Select[Matter]:
    return wanted.options(joinedload(Matter.proposer), joinedload(Matter.into))


def matters(
    db: Session, community_id: int, *, states: Iterable[MatterState] = (), words: str = "", page: int = 1
) -> tuple[Sequence[Matter], int]:
    """One page of a community's matters, newest change first, and how many there are in all."""
    conditions: list[ColumnElement[bool]] = [Matter.community_id == community_id]
    if wanted := list(states):
        conditions.append(Matter.state.in_(wanted))
    if words.strip():
        conditions.append(Matter.id.in_(_matching(words)))
    count = db.scalar(select(func.count()).select_from(Matter).where(*conditions)) or 0
    rows = db.scalars(
        _with_people(select(Matter).where(*conditions)).order_by(Matter.changed_at.desc(), Matter.id.desc())
        .limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def newest(
    db: Session, community_id: int, *, states: Iterable[MatterState], limit: int
) -> tuple[list[Matter], int]:
    """So many matters in these states, the newest change first, and how many there are in all; in one look."""
    rows = db.execute(
        _with_people(select(Matter)).add_columns(func.count().over())
        .where(Matter.community_id == community_id, Matter.state.in_(list(states)))
        .order_by(Matter.changed_at.desc(), Matter.id.desc()).limit(limit)
    ).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _matching(words: str) -> Select[int]:
    wanted = tokens(words)
    every = (
        select(MatterToken.matter_id).where(MatterToken.token.in_(wanted)).group_by(MatterToken.matter_id)
        .having(func.count() >= len(wanted))
    )
    short = words.strip()
    if len(short) == 1:
        return select(Matter.id).where(or_(Matter.title.contains(short, autoescape=True),
                                           Matter.what.contains(short, autoescape=True)))
    return every


def similar(db: Session, community_id: int, text: str, *, but: int = 0, limit: int = 5) -> Sequence[Matter]:
    """Matters that share tokens with a text, most shared first; in a short text one word they share is enough."""
    wanted = tokens(text)
    if not wanted:
        return []
    shared = func.count(MatterToken.token)
    least = 1 if len(wanted) <= A_SHORT_TEXT else 2
    rows = db.execute(
        select(Matter, shared).join(MatterToken, MatterToken.matter_id == Matter.id)
        .where(Matter.community_id == community_id, Matter.id != but, MatterToken.token.in_(wanted))
        .group_by(Matter.id).having(shared >= least).order_by(shared.desc(), Matter.id.desc()).limit(limit)
    ).all()
    return [row[0] for row in rows]


def counts_by_state(db: Session, community_id: int) -> dict[str, int]:
    """How many matters of a community are in each state."""
    counted = select(Matter.state, func.count()).where(Matter.community_id == community_id).group_by(Matter.state)
    return {row[0]: row[1] for row in db.execute(counted)}


def open_matters(db: Session, community_id: int) -> Sequence[Matter]:
    """Every matter that has not ended, the one due first on top."""
    return db.scalars(
        _with_people(select(Matter).where(Matter.community_id == community_id, Matter.state.not_in(ENDED)))
        .order_by(Matter.due_on, Matter.id)
    ).all()


def overdue(db: Session, community_id: int, today: date) -> Sequence[Matter]:
    """Matters whose next step is late, the latest first."""
    past = db.scalars(
        _with_people(select(Matter).where(Matter.community_id == community_id, Matter.due_on < today))
        .order_by(Matter.due_on, Matter.id)
    )
    return [matter for matter in past if matter.limit is not None and days_late(matter.limit, today)]


def matters_of(db: Session, person_id: int) -> Sequence[Matter]:
    """Matters a person proposed, newest first."""
    return db.scalars(
        _with_people(select(Matter).where(Matter.proposer_id == person_id)).order_by(Matter.id.desc())
    ).all()


def endorsed_by(db: Session, person_id: int) -> Sequence[Matter]:
    """Matters a person stands behind, newest first."""
    return db.scalars(
        _with_people(select(Matter).join(Endorsement, Endorsement.matter_id == Matter.id)
                     .where(Endorsement.person_id == person_id)).order_by(Matter.id.desc())
    ).all()


def households_behind(db: Session, matter_id: int) -> int:
    """How many households stand behind a matter."""
    return db.scalar(
        select(func.count(func.distinct(Endorsement.household_id)))
        .where(Endorsement.matter_id == matter_id)
    ) or 0


def households_behind_each(db: Session, matter_ids: Iterable[int]) -> dict[int, int]:
    """The same for several matters, in one look."""
    rows = db.execute(
        select(Endorsement.matter_id, func.count(func.distinct(Endorsement.household_id)))
        .where(Endorsement.matter_id.in_(list(matter_ids))).group_by(Endorsement.matter_id)
    )
    return {row[0]: row[1] for row in rows}


def by_way(db: Session, matter_id: int) -> dict[Way, int]:
    """How many households came each way; together they are all of them."""
    rows = db.execute(select(Endorsement.household_id, Endorsement.way).where(Endorsement.matter_id == matter_id)
                      .order_by(Endorsement.endorsed_at, Endorsement.person_id))
    return counted_by_way([(row.household_id, row.way) for row in rows])


def endorsement(db: Session, matter_id: int, person_id: int) -> Endorsement:
    """One person's endorsement; NotFound where there is none."""
    found = db.get(Endorsement, (matter_id, person_id))
    if found is None:
        raise NotFound("endorsement")
    return found


def entered_for(db: Session, person_id: int) -> dict[int, Endorsement]:
    """What was endorsed for somebody by another hand, by matter."""
    rows = db.scalars(select(Endorsement).where(Endorsement.person_id == person_id, Endorsement.way != Way.OWN))
    return {row.matter_id: row for row in rows}


def entered_by_others(db: Session, matter_id: int) -> Sequence[tuple[Endorsement, Person]]:
    """What was entered for somebody at the desk or by a helper, the newest first; for the office."""
    rows = db.execute(
        select(Endorsement, Person).join(Person, Person.id == Endorsement.person_id)
        .where(Endorsement.matter_id == matter_id, Endorsement.way != Way.OWN).order_by(Endorsement.slip.desc()))
    return [(row[0], row[1]) for row in rows]


def stands_behind(db: Session, matter_id: int, person_id: int) -> bool:
    """Whether this person endorses the matter."""
    return db.get(Endorsement, (matter_id, person_id)) is not None


def endorsers(db: Session, matter_id: int) -> Sequence[Person]:
    """Who stands behind a matter; for the office and for notices."""
    return db.scalars(
        select(Person).join(Endorsement, Endorsement.person_id == Person.id)
        .where(Endorsement.matter_id == matter_id).order_by(Endorsement.endorsed_at)
    ).all()


def timeline(db: Session, matter_id: int) -> list[Recorded]:
    """Everything that happened to a matter, in order."""
    return list(all_events(db, f"matter:{matter_id}"))


def links_of(db: Session, matter_id: int) -> Sequence[MatterLink]:
    """Every link from a matter and to it, in the order they were made; revoked ones too."""
    return db.scalars(
        select(MatterLink).options(joinedload(MatterLink.matter), joinedload(MatterLink.other))
        .where(or_(MatterLink.matter_id == matter_id, MatterLink.other_id == matter_id)).order_by(MatterLink.id)
    ).all()


def follows(db: Session, matter_id: int, person_id: int) -> bool:
    """Whether this person follows the matter."""
    return db.get(MatterFollower, (matter_id, person_id)) is not None


def followed_by(db: Session, person_id: int) -> Sequence[Matter]:
    """Matters a person follows, the newest change first."""
    return db.scalars(
        _with_people(select(Matter).join(MatterFollower, MatterFollower.matter_id == Matter.id)
                     .where(MatterFollower.person_id == person_id)).order_by(Matter.changed_at.desc(), Matter.id.desc())
    ).all()
