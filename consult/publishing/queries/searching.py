"""Search over matters, records and notices: by pairs of characters, so that words of two characters are found."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.matter.rules.search_tokens import tokens
from consult.meeting.models import Meeting
from consult.minutes.models import Minutes
from consult.publishing.models import Notice, PublicVersion, SearchToken

MOST = 200
"""Hits of each kind that are looked at; a page shows twenty of all."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    kind: str
    id: int
    no: str
    title: str
    at: datetime
    text: str


def hits(db: Session, community_id: int, words: str) -> list[Hit]:
    """Everything public that holds all these words, the newest first."""
    if not words.strip():
        return []
    found = [*_matters(db, community_id, words), *_records(db, community_id, words), *_notices(db, community_id, words)]
    return sorted(found, key=lambda hit: hit.at, reverse=True)


def _matters(db: Session, community_id: int, words: str) -> list[Hit]:
    rows: list[Matter] = []
    for page in range(1, MOST // matters.PAGE + 1):
        some, count = matters.matters(db, community_id, words=words, page=page)
        rows += some
        if len(rows) >= count:
            break
    return [Hit("matter", m.id, m.no, m.title, m.changed_at, m.what) for m in rows]


def _matching(db: Session, community_id: int, kind: str, words: str) -> list[int]:
    wanted = tokens(words)
    if not wanted:
        return []
    rows = db.scalars(
        select(SearchToken.ref_id).where(
            SearchToken.community_id == community_id, SearchToken.kind == kind, SearchToken.token.in_(wanted))
        .group_by(SearchToken.ref_id).having(func.count() >= len(wanted)).order_by(SearchToken.ref_id.desc())
        .limit(MOST))
    return list(rows)


def _records(db: Session, community_id: int, words: str) -> list[Hit]:
    rows = db.execute(
        select(PublicVersion, Minutes, Meeting).join(Minutes, Minutes.id == PublicVersion.minutes_id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(PublicVersion.id.in_(_matching(db, community_id, "minutes", words)), PublicVersion.state == "approved"))
    return [Hit("minutes", meeting.id, record.no, version.title, meeting.starts_at, _around(version, words))
            for version, record, meeting in rows]


def _around(version: PublicVersion, words: str) -> str:
    """The line that shows why it was found."""
    texts = ["：".join(part for part in (lead, text) if part) for _, _, lead, text in version.lines]
    return next((text for text in texts if words.strip() in text), texts[0] if texts else "")


def _notices(db: Session, community_id: int, words: str) -> list[Hit]:
    rows = db.scalars(
        select(Notice).where(Notice.id.in_(_matching(db, community_id, "notice", words)), Notice.state == "posted")
        .options(joinedload(Notice.matter)))
    return [Hit("notice", n.id, n.no, n.title, n.posted_at, n.text) for n in rows if n.posted_at]
