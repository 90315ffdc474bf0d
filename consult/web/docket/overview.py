"""The bodies that owe replies: when each met last, when it meets next, how much waits for it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import g

from consult.community import queries as register
from consult.community.models import Body
from consult.community.rules.cadence import next_due
from consult.core.clock import local_date
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.resolution.models import DocketEntry
from consult.web.doorway.access import db
from consult.web.wording.meetings import CADENCES, convenors


@dataclass(frozen=True)
class Card:
    """One body on the docket's page."""

    body: Body
    cadence: str
    convened_by: str
    met: datetime | None
    next: Meeting | None
    waiting: int
    late: int
    due_on: date | None = None
    """The last day by which it is to meet again."""


def answering_bodies(waiting: Sequence[DocketEntry], today: date) -> list[Card]:
    """Every body that answers another one, or has something waiting, in the order they were formed."""
    bodies = register.bodies(db(), g.community.id)
    answering = {body.answered_by_id for body in bodies} | {entry.body_id for entry in waiting}
    listed = [body for body in bodies if body.id in answering]
    met = meetings.last_met(db(), [body.id for body in listed])
    to_come = meetings.meetings(db(), g.community.id, states=["open", "convened"])
    following = {meeting.body_id: meeting for meeting in to_come}
    return [
        Card(
            body, str(CADENCES[body.cadence]), convenors(body), met.get(body.id), following.get(body.id),
            sum(entry.body_id == body.id for entry in waiting),
            sum(entry.body_id == body.id and entry.due_on < today for entry in waiting),
            next_due(body, today, _day(met.get(body.id))),
        ) for body in listed
    ]


def _day(moment: datetime | None) -> date | None:
    return local_date(moment, g.community.timezone) if moment else None
