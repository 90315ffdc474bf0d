"""Reads of dockets."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from consult.community.models import Body
from consult.core.errors import NotFound
from consult.matter.models import Matter
from consult.resolution.models import DocketEntry, Resolution, ReviewStage, Task
from consult.resolution.rules.work import UNFINISHED

PAGE = 20


def _whole() -> Select[DocketEntry]:
    return select(DocketEntry).options(
        joinedload(DocketEntry.body), joinedload(DocketEntry.matter),
        joinedload(DocketEntry.parent).joinedload(DocketEntry.body),
        joinedload(DocketEntry.resolution).joinedload(Resolution.unit),
    )


def entry(db: Session, id: int, community_id: int) -> DocketEntry:
    """A docket entry of this community; NotFound when it is missing or another's."""
    found = db.scalar(_whole().where(DocketEntry.id == id, DocketEntry.community_id == community_id))
    if found is None:
        raise NotFound("docket_entry")
    return found


def docket(db: Session, community_id: int, *, answered: bool | None = None) -> Sequence[DocketEntry]:
    """What waits for a reply (the one due first on top), what was answered, or both."""
    wanted = _whole().where(DocketEntry.community_id == community_id)
    has_reply = exists().where(Resolution.entry_id == DocketEntry.id)
    if answered is not None:
        wanted = wanted.where(has_reply if answered else ~has_reply)
    return db.scalars(wanted.order_by(has_reply, DocketEntry.due_on, DocketEntry.id)).all()


def answered(db: Session, community_id: int, page: int = 1) -> tuple[Sequence[DocketEntry], int]:
    """One page of what was answered, the latest reply first, and how many there are in all."""
    wanted = _whole().join(DocketEntry.resolution).where(DocketEntry.community_id == community_id)
    count = db.scalar(
        select(func.count()).select_from(Resolution).where(Resolution.community_id == community_id)
    ) or 0
    rows = db.scalars(
        wanted.order_by(Resolution.given_at.desc(), Resolution.id.desc())
        .limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def overdue_work(db: Session, community_id: int, today: date) -> Sequence[DocketEntry]:
    """What was promised in a reply and is past its date, the longest overdue first."""
    return db.scalars(
        _whole().join(DocketEntry.resolution).join(Task, Task.resolution_id == Resolution.id)
        .where(DocketEntry.community_id == community_id, Task.due_on < today, Task.state.in_(UNFINISHED))
        .order_by(Task.due_on, DocketEntry.id)
    ).all()


def entries_of_matter(db: Session, matter_id: int) -> Sequence[DocketEntry]:
    """Every time an outcome of this matter went to a docket, in order."""
    return db.scalars(_whole().where(DocketEntry.matter_id == matter_id).order_by(DocketEntry.id)).all()


def entries_of_meeting(db: Session, meeting_id: int) -> Sequence[DocketEntry]:
    """What a meeting sent to dockets."""
    return db.scalars(_whole().where(DocketEntry.meeting_id == meeting_id).order_by(DocketEntry.id)).all()


def awaits_reply(db: Session, matter_id: int) -> bool:
    """Whether an outcome of this matter lies unanswered on a docket."""
    unanswered = select(DocketEntry.id).where(
        DocketEntry.matter_id == matter_id, ~exists().where(Resolution.entry_id == DocketEntry.id))
    return db.scalar(unanswered.limit(1)) is not None


def owed(db: Session, matter_id: int) -> DocketEntry | None:
    """The entry of a matter that waits for its reply, if there is one."""
    return db.scalar(_whole().where(
        DocketEntry.matter_id == matter_id, ~exists().where(Resolution.entry_id == DocketEntry.id)).limit(1))


def street_entry(db: Session, id: int, street_id: int) -> DocketEntry:
    """An entry on the docket of a body of this street; NotFound when it is missing, another's or a community's."""
    found = db.scalar(_whole().join(DocketEntry.body).where(
        DocketEntry.id == id, Body.street_id == street_id, Body.community_id.is_(None)))
    if found is None:
        raise NotFound("docket_entry")
    return found


def street_docket(db: Session, body_ids: Iterable[int]) -> Sequence[DocketEntry]:
    """What was passed up to these bodies of a street: what waits on top, what is due first before it."""
    has_reply = exists().where(Resolution.entry_id == DocketEntry.id)
    return db.scalars(
        _whole().where(DocketEntry.body_id.in_(list(body_ids))).options(joinedload(DocketEntry.matter).joinedload(Matter.community))
        .order_by(has_reply, DocketEntry.due_on, DocketEntry.id)
    ).all()


def stages(db: Session, entry_id: int) -> Sequence[ReviewStage]:
    """The stages of 四议两公开 that were written down for an entry, in their order."""
    return db.scalars(select(ReviewStage).where(ReviewStage.entry_id == entry_id).order_by(ReviewStage.id)).all()


def unanswered_after(db: Session, day_of: Mapping[int, date]) -> list[int]:
    """Entries whose day passed without a reply and of which that was not yet said; `day_of` is today by community."""
    rows = db.execute(
        select(DocketEntry.id, DocketEntry.community_id, DocketEntry.due_on)
        .where(DocketEntry.missed_at.is_(None), ~exists().where(Resolution.entry_id == DocketEntry.id))
        .order_by(DocketEntry.id)
    )
    return [row.id for row in rows if row.due_on < day_of[row.community_id]]
