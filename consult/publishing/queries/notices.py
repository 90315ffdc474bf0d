"""Reads of the notice board: what hangs, the archive by year, body and matter, objections, photographs."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, undefer

from consult.core.errors import NotFound
from consult.publishing.models import Notice, NoticeObjection, NoticePhoto
from consult.publishing.rules.states import NoticeState

PAGE = 20
PUBLIC: tuple[NoticeState, ...] = ("posted", "down")


def notice(db: Session, id: int, community_id: int) -> Notice:
    """A notice of this community; NotFound when it is missing or another's."""
    found = db.get(Notice, id, options=[joinedload(Notice.matter), joinedload(Notice.body)])
    if found is None or found.community_id != community_id:
        raise NotFound("notice")
    return found


def notice_text(row: Notice) -> list[str]:
    """What a notice says, as its hash is taken over it."""
    return [row.kind, row.title, row.basis, row.text, row.contact, str(row.days)]


def notices(
    db: Session, community_id: int, *, year: int = 0, body_id: int = 0, matter_id: int = 0, page: int = 1,
    size: int = PAGE,
) -> tuple[Sequence[Notice], int]:
    """One page of what was ever posted, the newest first, and how many there are."""
    conditions: list[ColumnElement[bool]] = [Notice.community_id == community_id, Notice.state.in_(PUBLIC)]
    conditions += [column == wanted for column, wanted in (
        (Notice.year, year), (Notice.body_id, body_id), (Notice.matter_id, matter_id)) if wanted]
    count = db.scalar(select(func.count()).select_from(Notice).where(*conditions)) or 0
    rows = db.scalars(
        select(Notice).where(*conditions).options(joinedload(Notice.matter), joinedload(Notice.body))
        .order_by(Notice.posted_at.desc(), Notice.id.desc()).limit(size).offset(size * (max(page, 1) - 1)))
    return rows.all(), count


def running(db: Session, community_id: int, today: date) -> Sequence[Notice]:
    """What hangs on the board today, the one that ends first on top."""
    return db.scalars(
        select(Notice).where(Notice.community_id == community_id, Notice.state == "posted", Notice.until >= today)
        .options(joinedload(Notice.matter), joinedload(Notice.body)).order_by(Notice.until, Notice.id)).all()


def prepared_notices(db: Session, community_id: int) -> Sequence[Notice]:
    """Notices that wait for a second reader, the oldest first."""
    return db.scalars(
        select(Notice).where(Notice.community_id == community_id, Notice.state == "prepared")
        .options(joinedload(Notice.matter), joinedload(Notice.body)).order_by(Notice.id)).all()


def counts_by_year(db: Session, community_id: int) -> list[tuple[int, int]]:
    """How many notices each year has, the newest year first."""
    rows = db.execute(
        select(Notice.year, func.count()).where(Notice.community_id == community_id, Notice.state.in_(PUBLIC))
        .group_by(Notice.year).order_by(Notice.year.desc()))
    return [(row[0] or 0, row[1]) for row in rows]


def objections(db: Session, notice_id: int) -> Sequence[NoticeObjection]:
    """Objections to a notice, the first one first."""
    return db.scalars(
        select(NoticeObjection).where(NoticeObjection.notice_id == notice_id).order_by(NoticeObjection.id)).all()


def objections_of(db: Session, notice_id: int, person_id: int) -> Sequence[NoticeObjection]:
    """What one person objected."""
    return [row for row in objections(db, notice_id) if row.person_id == person_id]


def objection(db: Session, id: int, community_id: int) -> NoticeObjection:
    """An objection of this community; NotFound when it is missing or another's."""
    found = db.get(NoticeObjection, id)
    if found is None or found.community_id != community_id:
        raise NotFound("notice_objection")
    return found


def photos(db: Session, notice_id: int) -> Sequence[NoticePhoto]:
    """Photographs of a notice's paper, without their bytes."""
    return db.scalars(select(NoticePhoto).where(NoticePhoto.notice_id == notice_id).order_by(NoticePhoto.id)).all()


def photo(db: Session, id: int, community_id: int) -> NoticePhoto:
    """A photograph of this community with its bytes; NotFound when it is missing, another's, or not public."""
    found = db.scalar(
        select(NoticePhoto).join(Notice, Notice.id == NoticePhoto.notice_id).where(
            NoticePhoto.id == id, NoticePhoto.community_id == community_id, Notice.state.in_(PUBLIC))
        .options(undefer(NoticePhoto.image)))
    if found is None:
        raise NotFound("notice_photo")
    return found
