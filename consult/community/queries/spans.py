"""What holds on a day: posts in force, who speaks for a home, who lives where."""
from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from consult.community.models import Person, Post, Residency
from consult.community.rules.kinds import PostKind
from consult.community.rules.life import LivesAs


def in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the post is held on that day."""
    return Post.starts_on <= on, or_(Post.ends_on.is_(None), Post.ends_on >= on)


def represents(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the post is that of who speaks for a home on that day; of two entered on one day, the later.

    Whoever does not live there any more, or is counted in another home, speaks for it no longer, whatever the post says.
    """
    later = aliased(Post)
    outdone = select(later.id).where(
        later.household_id == Post.household_id, later.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, later.id > Post.id,
        later.starts_on <= on, or_(later.ends_on.is_(None), later.ends_on >= on))
    home = aliased(Residency)
    at_home = select(home.id).where(
        home.person_id == Post.person_id, home.household_id == Post.household_id, home.lives_as == LivesAs.MAIN,
        home.since <= on, or_(home.until.is_(None), home.until >= on))
    return Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, *in_force(on), ~outdone.exists(), at_home.exists()


def there(on: date) -> ColumnElement[bool]:
    """Condition: the person's entry counts on that day; nobody who died, and none that was closed or merged."""
    return Person.gone_on.is_(None) | (Person.gone_on > on)


def lives_there(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the residency holds on that day, as somebody's only home or as one of several."""
    return Residency.since <= on, or_(Residency.until.is_(None), Residency.until >= on), Residency.lives_as != LivesAs.VOID


def counted_there(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the residency holds on that day, and it is the one home where the person is counted."""
    return *lives_there(on), Residency.lives_as == LivesAs.MAIN
