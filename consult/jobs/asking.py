"""Asking for work, looking how far it is, fetching its result; and erasing both when the day is over."""
from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.storage.jobs import KEPT, Job
from consult.storage.vault import vault_of
from consult.storage.work import Work


def ask(work: Work, *, kind: str, community_id: int, told: dict[str, Any], total: int, name: str) -> int:
    """Put work down for whichever process takes it; its id. Whether the one who asks may, the caller has made sure of,
    and the verbs that the work is done with ask again."""
    actor = work.actor
    if actor is None:
        raise NotFound("page")
    job = work.add(Job(
        kind=kind, account_id=actor.account_id, community_id=community_id, told=told, total=total, name=name[:80],
        kept_as=secrets.token_urlsafe(24), made_at=work.now, beat_at=work.now, expires_at=work.now + KEPT))
    return job.id


def job_for(db: Session, actor: Actor | None, job_id: int, now: datetime) -> Job:
    """A job, for whoever asked for it; NotFound for everybody else, and when its day is over."""
    job = db.get(Job, job_id)
    if job is None or actor is None or job.account_id != actor.account_id or job.expires_at <= now:
        raise NotFound("page")
    return job


def asked_by(db: Session, actor: Actor, community_id: int, now: datetime) -> Sequence[Job]:
    """What somebody asked for in the last day, newest first."""
    return db.scalars(
        select(Job).where(Job.account_id == actor.account_id, Job.community_id == community_id, Job.expires_at > now)
        .order_by(Job.id.desc())).all()


def done_file(db: Session, job: Job) -> bytes:
    """The result of a job that is done; NotFound where it has none."""
    path = result_of(db, job)
    if job.state != "done" or not path.is_file():
        raise NotFound("page")
    return path.read_bytes()


def result_of(db: Session, job: Job) -> Path:
    """Where a job's result lies, or will."""
    return vault_of(db).results / job.kept_as


def old_jobs(db: Session, now: datetime) -> Sequence[int]:
    """Jobs whose day is over."""
    return db.scalars(select(Job.id).where(Job.expires_at <= now)).all()


def erase(work: Work, *, job_id: int) -> None:
    """Erase a job and its result."""
    job = work.get(Job, job_id)
    result_of(work.db, job).unlink(missing_ok=True)
    work.db.delete(job)
