"""Reads of what ended an order: reports, satisfaction, thanks."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.project.models import (
    ClosingReport,
    Project,
    SatisfactionCount,
    SatisfactionGiven,
    SatisfactionRemark,
    Thanks,
)
from consult.project.rules.satisfaction import Tally, tally_of


def reports(db: Session, project_id: int) -> Sequence[ClosingReport]:
    """Every closing report of a project, the newest first."""
    return db.scalars(
        select(ClosingReport).where(ClosingReport.project_id == project_id).order_by(ClosingReport.round.desc())).all()


def tally(db: Session, project_id: int, round: int) -> Tally:
    """What was said of a round, by grade."""
    return tallies(db, [(project_id, round)])[project_id]


def tallies(db: Session, rounds: Iterable[tuple[int, int]]) -> dict[int, Tally]:
    """The same for the rounds in force of several projects, in one look."""
    wanted = dict(rounds)
    counts: dict[int, dict[str, int]] = {project_id: {} for project_id in wanted}
    for row in db.scalars(select(SatisfactionCount).where(SatisfactionCount.project_id.in_(list(wanted)))):
        if row.round == wanted[row.project_id]:
            counts[row.project_id][row.grade] = row.answers
    return {project_id: tally_of(found) for project_id, found in counts.items()}


def has_answered(db: Session, project: Project, key: str) -> bool:
    """Whether this household or person has answered in the round in force."""
    return db.get(SatisfactionGiven, (project.id, project.round, key)) is not None


def remarks(db: Session, project_id: int, round: int) -> Sequence[str]:
    """What was added in words; by whom is kept nowhere."""
    return db.scalars(
        select(SatisfactionRemark.words).where(
            SatisfactionRemark.project_id == project_id, SatisfactionRemark.round == round)
        .order_by(SatisfactionRemark.words)).all()


def thanks(db: Session, project_id: int) -> Sequence[Thanks]:
    """Every thank-you of a project."""
    return db.scalars(select(Thanks).where(Thanks.project_id == project_id).order_by(Thanks.id)).all()
