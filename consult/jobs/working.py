"""Doing what was asked for: one process takes a job, says how far it is, and puts the result where who asked finds it.

A process that is killed says nothing more; after two minutes another takes its job up again, from the beginning.
"""
from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from consult.account import queries
from consult.account.models import Account
from consult.community.models import Person
from consult.core.actor import THE_SYSTEM, Actor
from consult.core.errors import Refusal
from consult.jobs.asking import result_of
from consult.storage.jobs import Job
from consult.storage.store import Store
from consult.storage.work import Work

log = logging.getLogger(__name__)
SILENT = timedelta(minutes=2)
TRIES = 3


@dataclass(frozen=True)
class Doing:
    """A job that is being done: for whom, with what, and where it says how far it is."""

    store: Store
    actor: Actor
    id: int
    kind: str
    community_id: int
    told: dict[str, Any]

    def so_far(self, done: int) -> None:
        """So many are done; nobody looks where it was not asked for by a page."""
        if self.id:
            self.store.carry_out(lambda work: _beat(work, self.id, done))


Maker = Callable[[Doing], bytes]
"""What does a kind of job; its result is a file, or nothing."""


def work_off(store: Store, makers: dict[str, Maker], job_id: int | None = None) -> int:
    """Do what waits, one after another, or this one alone if nobody has taken it; how many were done."""
    count = 0
    while (taken := store.carry_out(lambda work: _take(work, job_id)).value) is not None:
        _do(store, makers, taken)
        count += 1
    return count


def _take(work: Work, job_id: int | None) -> int | None:
    """Of several processes one takes a job: its row is locked, and passed over by the others."""
    waits = or_(Job.state == "waiting", and_(Job.state == "running", Job.beat_at < work.now - SILENT))
    wanted = select(Job).where(waits, Job.expires_at > work.now, Job.tries < TRIES)
    if job_id is not None:
        wanted = wanted.where(Job.id == job_id)
    job = work.db.scalars(wanted.order_by(Job.id).limit(1).with_for_update(skip_locked=True)).first()
    if job is None:
        return None
    job.state, job.beat_at, job.tries, job.done = "running", work.now, job.tries + 1, 0
    return job.id


def left_alone(job: Job, now: datetime) -> bool:
    """Whether nobody does a job that is to be done: it waits, or whoever began it says nothing more."""
    return job.tries < TRIES and (job.state == "waiting" or _silent(job, now))


def given_up(job: Job, now: datetime) -> bool:
    """Whether a job was begun as often as it may be, and nobody finished it."""
    return job.tries >= TRIES and _silent(job, now)


def _silent(job: Job, now: datetime) -> bool:
    return job.state == "running" and job.beat_at < now - SILENT


def _beat(work: Work, job_id: int, done: int) -> None:
    job = work.get(Job, job_id)
    job.beat_at, job.done = work.now, done


def _do(store: Store, makers: dict[str, Maker], job_id: int) -> None:
    doing = _begun(store, job_id)
    try:
        made = makers[doing.kind](doing)
    except Refusal as refusal:
        problem = refusal.code
        store.carry_out(lambda work: _failed(work, job_id, problem))
    except Exception:
        log.exception("a job of kind %s failed", doing.kind)
        store.carry_out(lambda work: _failed(work, job_id, "went_wrong"))
    else:
        store.carry_out(lambda work: _done(work, job_id, made))


def _begun(store: Store, job_id: int) -> Doing:
    with store.read() as db:
        job = db.get_one(Job, job_id)
        account = db.get(Account, job.account_id)
        actor = THE_SYSTEM if account is None else queries.actor_for(
            db, account, db.get_one(Person, account.person_id), store.clock())
        return Doing(store, actor, job.id, job.kind, job.community_id, dict(job.told))


def _failed(work: Work, job_id: int, problem: str) -> None:
    job = work.get(Job, job_id)
    job.state, job.problem = "failed", problem[:60]


def _done(work: Work, job_id: int, made: bytes) -> None:
    job = work.get(Job, job_id)
    job.state, job.done = "done", job.total
    if made:
        path = result_of(work.db, job)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
