"""Reads of announced ballots, their rolls and objections, of ballots that stand open, and of results from elsewhere."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from consult.ballot.models import AnnouncedVoice, Announcement, Ballot, OfficialResult, RollObjection
from consult.core.errors import NotFound


def announcement(db: Session, id: int, community_id: int) -> Announcement:
    """An announced ballot of this community; NotFound when it is missing or another's."""
    found = db.get(Announcement, id)
    if found is None or found.community_id != community_id:
        raise NotFound("announcement")
    return found


def announcements(db: Session, community_id: int) -> Sequence[Announcement]:
    """Every announced ballot, the latest first."""
    return db.scalars(
        select(Announcement).where(Announcement.community_id == community_id)
        .order_by(Announcement.announced_at.desc(), Announcement.id.desc()).limit(100)).all()


def announced_roll(db: Session, announcement_id: int) -> Sequence[AnnouncedVoice]:
    """The roll that lies open, the excluded last."""
    return db.scalars(
        select(AnnouncedVoice).where(AnnouncedVoice.announcement_id == announcement_id)
        .order_by(AnnouncedVoice.excluded_why != "", AnnouncedVoice.group, AnnouncedVoice.shown_as)).all()


def objections(db: Session, announcement_id: int) -> Sequence[RollObjection]:
    """Every objection to a roll, in order."""
    return db.scalars(
        select(RollObjection).where(RollObjection.announcement_id == announcement_id).order_by(RollObjection.id)).all()


def objections_open(db: Session, announcement_id: int) -> list[RollObjection]:
    """Objections nobody has ruled on."""
    return [o for o in objections(db, announcement_id) if o.ruling is None]


def objection(db: Session, id: int, community_id: int) -> tuple[RollObjection, Announcement]:
    """One objection with what it is about; NotFound when it is missing or another community's."""
    found = db.get(RollObjection, id)
    if found is None:
        raise NotFound("objection")
    return found, announcement(db, found.announcement_id, community_id)


def standing_ballots(db: Session, community_id: int) -> Sequence[Ballot]:
    """Ballots held outside meetings, the latest first."""
    return db.scalars(
        select(Ballot).where(Ballot.community_id == community_id, Ballot.standing.is_(True))
        .order_by(Ballot.id.desc()).limit(100)).all()


def official_results(db: Session, community_id: int) -> Sequence[OfficialResult]:
    """Results of votes held elsewhere, the latest first; the files are not read."""
    return db.scalars(
        select(OfficialResult).where(OfficialResult.community_id == community_id)
        .options(defer(OfficialResult.file)).order_by(OfficialResult.held_on.desc(), OfficialResult.id.desc())).all()


def official_result(db: Session, id: int, community_id: int) -> OfficialResult:
    """One such result with its file; NotFound when it is missing or another's."""
    found = db.get(OfficialResult, id)
    if found is None or found.community_id != community_id:
        raise NotFound("official_result")
    return found


def due_to_open(db: Session, now: datetime) -> Sequence[int]:
    """Announced ballots whose time has come; one with an objection not ruled on stays closed until it is."""
    return db.scalars(
        select(Announcement.id).where(Announcement.state == "announced", Announcement.opens_at <= now)
        .order_by(Announcement.id)).all()


def due_to_close(db: Session, now: datetime) -> Sequence[int]:
    """Ballots outside meetings whose time is over and that are not counted yet."""
    return db.scalars(
        select(Ballot.id).where(Ballot.closed_at.is_(None), Ballot.standing.is_(True), Ballot.closes_at <= now)
        .order_by(Ballot.id)).all()
