"""How things look as JSON: plain values, dates in ISO 8601, addresses of their pages and of their own data."""
from __future__ import annotations

from typing import Any

from flask import url_for

from consult.community.models import Community
from consult.core.events import plain_object
from consult.core.house_words import in_words
from consult.matter.models import Matter
from consult.matter.rules.proposal import FIELDS
from consult.meeting.models import Meeting
from consult.minutes.models import Minutes
from consult.publishing.models import Notice, NoticeObjection, PublicVersion
from consult.publishing.queries import Put, lines_of
from consult.resolution.models import DocketEntry


def at(endpoint: str, home: Community, **values: Any) -> str:
    """The whole address of a page of people."""
    return url_for(endpoint, slug=home.slug, _external=True, **values)


def matter(home: Community, row: Matter, households: int, proposer: str) -> dict[str, Any]:
    """A matter as its public page shows it."""
    return plain_object({
        "no": row.no, **{name: getattr(row, name) for name in FIELDS}, "state": row.state, "proposed_by": proposer,
        "proposed_at": row.proposed_at, "changed_at": row.changed_at, "households": households,
        "threshold": row.threshold, "owed_by": row.owed_by, "owed_name": row.owed_name, "due_on": row.due_on,
        "due_without": row.due_without, "reason": in_words(row.reason, "zh"),
        "joined": row.into.no if row.state == "joined" and row.into else None,
        "url": at("matters.show", home, no=row.no),
        "graph": url_for("api.matter_graph", place=home.slug, no=row.no, _external=True),
    })


def meeting(home: Community, row: Meeting, *, minutes: bool) -> dict[str, Any]:
    """A meeting with its agenda and how each matter ended."""
    return plain_object({
        "id": row.id, "body": {"id": row.body_id, "name": row.body.name, "kind": row.body.kind},
        "year": row.year, "number": row.number, "place": row.place, "starts_at": row.starts_at, "state": row.state,
        "opened_at": row.opened_at, "closed_at": row.closed_at, "cancelled_reason": in_words(row.cancelled_reason, "zh"),
        "expected": row.expected, "quorum_needed": row.quorum_needed,
        "agenda": [{"matter": d.matter.no, "title": d.matter.title, "state": d.state, "outcome": d.outcome,
                    "reason": d.reason, "owner": d.owner, "due_on": d.due_on} for d in row.discussions],
        "minutes": url_for("api.minutes_of", place=home.slug, id=row.id, _external=True) if minutes else None,
        "url": at("meetings.notice", home, id=row.id),
    })


def motion(home: Community, put: Put) -> dict[str, Any]:
    """A motion that was put to the vote."""
    row = put.motion
    return plain_object({
        "id": row.id, "meeting_id": put.meeting.id, "matter": put.discussion.matter.no, "text": row.text,
        "who": row.who, "what": row.what, "by_when": row.by_when, "with_what": row.with_what, "draft": row.draft,
        "state": row.state, "moved_at": row.moved_at, "vote_event_id": put.ballot.id,
    })


def minutes(home: Community, version: PublicVersion, record: Minutes, row: Meeting, *, lines: bool) -> dict[str, Any]:
    """The public version of a record, with its lines where they are asked for."""
    shown = {"lines": [{"position": n.position, "kind": n.kind, "lead": n.lead, "text": n.text}
                       for n in lines_of(version)]} if lines else {}
    return plain_object({
        "meeting_id": row.id, "number": record.no, "title": version.title, "approved_at": version.approved_at,
        "text_hash": version.text_hash, "url": at("minutes.show", home, id=row.id),
        "bundle": at("heads.minutes_bundle", home, id=row.id), **shown,
    })


def resolution(home: Community, entry: DocketEntry) -> dict[str, Any]:
    """What waited for a reply, and the reply when it was given."""
    reply = entry.resolution
    return plain_object({
        "id": entry.id, "matter": entry.matter.no, "meeting_id": entry.meeting_id, "outcome": entry.outcome,
        "motion": entry.motion, "body": {"id": entry.body_id, "name": entry.body.name, "kind": entry.body.kind},
        "asked_at": entry.docketed_at, "answer_due_on": entry.due_on,
        "decision": reply.decision if reply else None, "reason": reply.reason if reply else "",
        "to_dissenters": reply.to_dissenters if reply else "",
        "unit": reply.unit.name if reply and reply.unit else "", "work_due_on": reply.due_on if reply else None,
        "referred_to": reply.referred_to if reply else "", "given_at": reply.given_at if reply else None,
        "url": at("matters.show", home, no=entry.matter.no),
    })


def notice(home: Community, row: Notice, objections: list[NoticeObjection]) -> dict[str, Any]:
    """A notice; what was taken down keeps its title and the reason, not its text."""
    hangs = row.state == "posted"
    return plain_object({
        "id": row.id, "number": row.no, "kind": row.kind, "title": row.title, "basis": row.basis if hangs else "",
        "text": row.text if hangs else "", "contact": row.contact if hangs else "", "posted_at": row.posted_at,
        "until": row.until, "state": row.state, "down_at": row.down_at, "down_early": row.down_early,
        "down_reason": row.down_reason, "matter": row.matter.no if row.matter else None,
        "meeting_id": row.meeting_id, "text_hash": row.text_hash,
        "objections": [{"text": o.text, "made_at": o.made_at, "answer": o.answer, "answered_at": o.answered_at}
                       for o in objections],
        "url": at("board.show", home, id=row.id),
    })
