"""What holds on a day: posts in force, who lives where."""
from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_

from consult.community.models import Post, Residency


def in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the post is held on that day."""
    return Post.starts_on <= on, or_(Post.ends_on.is_(None), Post.ends_on >= on)


def lives_there(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the residency holds on that day."""
    return Residency.since <= on, or_(Residency.until.is_(None), Residency.until >= on)
