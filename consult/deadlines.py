"""One table: when a day has passed, that follows. Each duty is a verb of a chapter, done by the system, once.

Nothing here decides whether a day has passed: the chapters find what is due and their verbs ask again. So the sweep
may run as often as it likes, in several processes at once, or not at all for a week.
"""
from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.account import actions as accounts
from consult.account import queries as accounts_seen
from consult.ballot import actions as ballots
from consult.ballot import queries as ballots_seen
from consult.community import actions as keeping
from consult.community import queries as register
from consult.community.actions import apply_due, lists
from consult.community.queries.lists import lists_to_erase
from consult.community.queries.ways import ways_due
from consult.core.actor import THE_SYSTEM
from consult.core.clock import local_date
from consult.core.errors import Refusal
from consult.jobs import asking as jobs
from consult.matter import actions as matters
from consult.matter import queries as matters_seen
from consult.meeting import actions as meetings
from consult.meeting import queries as meetings_seen
from consult.meeting.queries import order as floors
from consult.project import actions as projects
from consult.publishing import actions as publishing
from consult.publishing import queries as published
from consult.resolution import actions as resolutions
from consult.resolution import queries as dockets
from consult.storage.commands import forget_old
from consult.storage.looks import erase_old_looks
from consult.storage.store import Store
from consult.storage.vault import vault_of
from consult.storage.work import Work

log = logging.getLogger(__name__)
DAYS_OF_HEADS = "Asia/Shanghai"
"""Days of heads end everywhere at once: an installation is one place, whatever its communities' clocks say."""


@dataclass(frozen=True)
class Duty:
    """What is to be done when a day has passed: finding what is due, and the verb that does it to one of them."""

    name: str
    find: Callable[[Session, datetime], Iterable[Any]]
    do: Callable[[Work, Any], Any]


def days(db: Session, now: datetime) -> dict[int, date]:
    """Today in each community."""
    return {one.id: local_date(now, one.timezone) for one in register.communities(db)}


def unanswered(db: Session, now: datetime) -> list[int]:
    """Replies whose day has passed."""
    return dockets.unanswered_after(db, days(db, now))


def undone(db: Session, now: datetime) -> list[int]:
    """Work whose day has passed."""
    return dockets.overdue_after(db, days(db, now))


def unsupported(db: Session, now: datetime) -> list[int]:
    """Matters whose time to gather households is over."""
    return [m.id for id, day in days(db, now).items() for m in matters_seen.overdue(db, id, day) if m.state == "proposed"]


def unconfirmed(db: Session, now: datetime) -> list[int]:
    """Who speaks for a home and nobody agreed to in time."""
    return register.overdue_changes(db, days(db, now))


def without_a_head(db: Session, now: datetime) -> list[str]:
    """The day, while nobody has signed its head."""
    day = local_date(now, DAYS_OF_HEADS)
    return [] if published.head_of_day(db, day) else [day.isoformat()]


def sign_head(work: Work, _: str) -> Any:
    """Sign the head of the day with the installation's key."""
    return publishing.sign_head(work, key=vault_of(work.db).keys.signing(), timezone=DAYS_OF_HEADS)


DUTIES = (
    Duty("no_reply", unanswered, lambda work, id: resolutions.miss_reply(work, entry_id=id)),
    Duty("overdue", undone, lambda work, id: resolutions.miss_date(work, task_id=id)),
    Duty("not_opened", meetings_seen.not_opened, lambda work, id: meetings.note_not_opened(work, meeting_id=id)),
    Duty("lapsed", unsupported, lambda work, id: matters.lapse(work, matter_id=id)),
    Duty("over_time", floors.turns_over_time, lambda work, id: meetings.end_turn_over_time(work, turn_id=id)),
    Duty("opened", ballots_seen.due_to_open, lambda work, id: ballots.open_announced(work, announcement_id=id)),
    Duty("counted", ballots_seen.due_to_close, lambda work, id: ballots.close_standing(work, ballot_id=id)),
    Duty("ways", ways_due, lambda work, id: apply_due(work, community_id=id)),
    Duty("claims", lambda db, now: [None], lambda work, _: projects.lapse_claims(work)),
    Duty("unconfirmed", unconfirmed, lambda work, id: keeping.lapse_representative(work, change_id=id)),
    Duty("joins", lambda db, now: [None] if accounts_seen.joins_overdue(db, now) else [],
         lambda work, _: accounts.lapse_joins(work)),
    Duty("head", without_a_head, sign_head),
    Duty("lists", lists_to_erase, lambda work, id: lists.erase_list(work, list_id=id)),
    Duty("jobs", jobs.old_jobs, lambda work, id: jobs.erase(work, job_id=id)),
    Duty("looks", lambda db, now: [None], lambda work, _: erase_old_looks(work)),
    Duty("repeats", lambda db, now: [None], lambda work, _: forget_old(work.db, work.now)),
)


def sweep(store: Store) -> dict[str, int]:
    """Do every duty that is due, one transaction each; how many of each were done. One that fails holds up nobody."""
    done = {}
    for duty in DUTIES:
        with store.read() as db:
            due = list(duty.find(db, store.clock()))
        done[duty.name] = sum(_carried_out(store, duty, one) for one in due)
    if store.residue:
        store.leave_no_residue()
    return done


def _carried_out(store: Store, duty: Duty, one: Any) -> bool:
    try:
        return bool(store.carry_out(lambda work: duty.do(work, one), actor=THE_SYSTEM).events)
    except Refusal as refusal:
        log.info("%s %s: %s", duty.name, one, refusal.code)
    except Exception:
        log.exception("%s %s failed", duty.name, one)
    return False
