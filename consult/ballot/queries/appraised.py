"""Who is appraised, and so gives no voice in it: the person asked about, the members of a body, or the committee."""
from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import Body, Post
from consult.community.queries.seats import people_in
from consult.community.queries.spans import in_force
from consult.community.rules.kinds import PostKind

APPRAISED = "appraised"
"""The code of a voice that is silent because it would be given on oneself."""
THEIR_OFFICES = (PostKind.COMMITTEE_DIRECTOR, PostKind.COMMITTEE_MEMBER)


def appraised(
    db: Session, community_id: int, on: date, *, person_id: int | None, body_id: int | None
) -> frozenset[int]:
    """The people who are appraised: one person; else a body's members; else the residents' committee's officers."""
    if person_id:
        return frozenset({person_id})
    if body_id:
        return people_in(db, db.get_one(Body, body_id), on)
    return frozenset(db.scalars(
        select(Post.person_id).where(Post.community_id == community_id, Post.kind.in_(THEIR_OFFICES), *in_force(on))))
