"""Reads of the mirror: the way of every matter, replies on time, who was heard, who took part. Counts only."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from consult.ballot.models import Ballot, CastBallot
from consult.core.clock import end_of_day, local_date
from consult.matter.models import Matter
from consult.meeting.models import Attendee, Discussion, Meeting, Turn
from consult.resolution.models import DocketEntry, Resolution


@dataclass(frozen=True)
class Period:
    """From a day to a day, both of them within, where the community is."""

    since: date
    until: date
    timezone: str

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first and its last moment."""
        return end_of_day(self.since - timedelta(days=1), self.timezone), end_of_day(self.until, self.timezone)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies within."""
        return self.since <= local_date(moment, self.timezone) <= self.until


@dataclass(frozen=True)
class Way:
    """One matter and the days on which it came further; None where it has not."""

    no: str
    title: str
    state: str
    proposed_on: date
    decided_on: date | None
    answered_on: date | None


@dataclass(frozen=True)
class Promise:
    """One reply that a body owed: by when, and when it came."""

    no: str
    title: str
    body: str
    body_en: str
    due_on: date
    given_on: date | None

    @property
    def kept(self) -> bool:
        """Whether it came by the day on which it was due."""
        return self.given_on is not None and self.given_on <= self.due_on


@dataclass(frozen=True)
class Heard:
    """Who was heard in the sittings of a period: turns, seconds and speakers; no names."""

    turns: dict[str, int]
    seconds: dict[str, int]
    stances: dict[str, int]
    speakers: int
    first_time: int


@dataclass(frozen=True)
class TurnOut:
    """How many came, by way of taking part, of how many that were entitled; how many voices were given."""

    channels: dict[str, int]
    votes: dict[str, int]
    """Voices given under their names, by channel; of a secret ballot no channel is known."""
    expected: int
    entitled: int
    given: int


def ways(db: Session, community_id: int, period: Period) -> list[Way]:
    """Every matter proposed in the period, in the order of its number."""
    return ways_of_each(db, [community_id], period).get(community_id, [])


def ways_of_each(db: Session, community_ids: Sequence[int], period: Period) -> dict[int, list[Way]]:
    """The same for several communities, in one look."""
    decided = _first(Discussion.matter_id, Discussion.closed_at)
    answered = (
        select(DocketEntry.matter_id, func.min(Resolution.given_at).label("at"))
        .join(Resolution, Resolution.entry_id == DocketEntry.id).group_by(DocketEntry.matter_id).subquery()
    )
    rows = db.execute(
        select(Matter.community_id, Matter.year, Matter.number, Matter.title, Matter.state, Matter.proposed_at, decided.c.at, answered.c.at)
        .outerjoin(decided, decided.c.matter_id == Matter.id).outerjoin(answered, answered.c.matter_id == Matter.id)
        .where(Matter.community_id.in_(list(community_ids)), Matter.proposed_at.between(*period.moments))
        .order_by(Matter.year, Matter.number)
    )
    found: dict[int, list[Way]] = {}
    for community_id, year, number, title, state, proposed, decided_at, answered_at in rows:
        found.setdefault(community_id, []).append(Way(
            f"{year}-{number:03d}", title, state, local_date(proposed, period.timezone),
            _day(decided_at, period), _day(answered_at, period)))
    return found


def promises(db: Session, community_id: int, period: Period) -> list[Promise]:
    """Every reply that fell due in the period, the one due first on top."""
    return promises_of_each(db, [community_id], period).get(community_id, [])


def promises_of_each(db: Session, community_ids: Sequence[int], period: Period) -> dict[int, list[Promise]]:
    """The same for several communities, in one look."""
    wanted = (
        select(DocketEntry)
        .options(joinedload(DocketEntry.body), joinedload(DocketEntry.matter), joinedload(DocketEntry.resolution))
        .where(DocketEntry.community_id.in_(list(community_ids)), DocketEntry.due_on.between(period.since, period.until))
        .order_by(DocketEntry.due_on, DocketEntry.id)
    )
    found: dict[int, list[Promise]] = {}
    for entry in db.scalars(wanted):
        found.setdefault(entry.community_id, []).append(Promise(
            entry.matter.no, entry.matter.title, entry.body.name, entry.body.name_en, entry.due_on,
            _day(entry.resolution.given_at if entry.resolution else None, period)))
    return found


def heard(db: Session, community_id: int, period: Period) -> Heard:
    """Turns and speaking seconds by channel, turns by stance, speakers, and those who never spoke before."""
    here = _turns(community_id)
    within = here.where(Turn.started_at.between(*period.moments)).subquery()
    by_channel = db.execute(
        select(within.c.channel, func.count(), func.coalesce(func.sum(within.c.spoke_seconds), 0))
        .group_by(within.c.channel)
    ).all()
    stances = db.execute(select(within.c.stance, func.count()).group_by(within.c.stance)).all()
    ever = here.subquery()
    firsts = select(func.min(ever.c.started_at).label("at")).group_by(ever.c.person_id).subquery()
    first_time = select(func.count()).select_from(firsts).where(firsts.c.at.between(*period.moments))
    return Heard(
        turns={row[0]: row[1] for row in by_channel}, seconds={row[0]: int(row[2]) for row in by_channel},
        stances={row[0]: row[1] for row in stances},
        speakers=db.scalar(select(func.count(func.distinct(within.c.person_id)))) or 0,
        first_time=db.scalar(first_time) or 0,
    )


def turnout(db: Session, community_id: int, period: Period) -> TurnOut:
    """Those who came to sittings that were opened in the period, and the ballots closed in it."""
    opened = (Meeting.community_id == community_id, Meeting.opened_at.between(*period.moments))
    came = db.execute(
        select(Attendee.channel, func.count()).join(Meeting, Meeting.id == Attendee.meeting_id)
        .where(*opened, Attendee.voting.is_(True), Attendee.marked_at.is_not(None), Attendee.channel.is_not(None))
        .group_by(Attendee.channel)
    ).all()
    closed = (Ballot.community_id == community_id, Ballot.closed_at.between(*period.moments))
    votes = {str(row[0]): row[1] for row in db.execute(
        select(CastBallot.channel, func.count()).join(Ballot, Ballot.id == CastBallot.ballot_id).where(*closed)
        .group_by(CastBallot.channel))}
    expected = select(func.coalesce(func.sum(Meeting.expected), 0)).where(*opened).scalar_subquery()
    entitled = select(func.coalesce(func.sum(Ballot.eligible), 0)).where(*closed).scalar_subquery()
    both = db.execute(select(expected, entitled)).one()
    return TurnOut(
        channels={str(row[0]): row[1] for row in came}, expected=int(both[0]), entitled=int(both[1]),
        votes=votes, given=sum(votes.values()),
    )


def first_day(db: Session, community_ids: Sequence[int], timezone: str) -> date | None:
    """The day of the first proposal there ever was."""
    first = db.scalar(select(func.min(Matter.proposed_at)).where(Matter.community_id.in_(list(community_ids))))
    return local_date(first, timezone) if first else None


def _turns(community_id: int) -> Select[int | None, str, str, int | None, datetime]:
    return (
        select(Turn.person_id, Turn.channel, Turn.stance, Turn.spoke_seconds, Turn.started_at)
        .join(Discussion, Discussion.id == Turn.discussion_id).join(Meeting, Meeting.id == Discussion.meeting_id)
        .where(Meeting.community_id == community_id)
    )


def _first(key: InstrumentedAttribute[int], moment: InstrumentedAttribute[datetime | None]) -> Subquery:
    return select(key, func.min(moment).label("at")).group_by(key).subquery()


def _day(moment: datetime | None, period: Period) -> date | None:
    return local_date(moment, period.timezone) if moment else None
