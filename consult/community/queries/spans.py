"""What holds on a day: posts in force, who speaks for a home, who lives where."""
from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from consult.community.models import Post, Residency
from consult.community.rules.kinds import PostKind


def in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the post is held on that day."""
    return Post.starts_on <= on, or_(Post.ends_on.is_(None), Post.ends_on >= on)


def represents(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the post is that of who speaks for a home on that day; of two entered on one day, the later."""
    later = aliased(Post)
    outdone = select(later.id).where(
        later.household_id == Post.household_id, later.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, later.id > Post.id,
        later.starts_on <= on, or_(later.ends_on.is_(None), later.ends_on >= on))
    return Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, *in_force(on), ~outdone.exists()


def lives_there(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the residency holds on that day."""
    return Residency.since <= on, or_(Residency.until.is_(None), Residency.until >= on)
