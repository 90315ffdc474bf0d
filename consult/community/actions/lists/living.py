"""Moving out and within, and corrections, as a list says them: from today, with what hangs on a home that is left."""
from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from consult.community.actions.posts import end_post
from consult.community.actions.register import today
from consult.community.models import Community, Household, Person, Post, Residency
from consult.community.rules.kinds import PostKind
from consult.storage.work import Work


def correct(
    work: Work, community: Community, person: Person, *, name: str, called: str, comes_of_age: date | None
) -> None:
    """Enter a name, a form of address and the month of coming of age as the list has them."""
    person.name, person.called, person.comes_of_age = name, called, comes_of_age
    work.db.flush()


def leave(work: Work, community: Community, person: Person) -> None:
    """Somebody lives in none of their homes any more from today, and speaks for none."""
    last = today(work, community) - timedelta(days=1)
    for lived in work.db.scalars(select(Residency).where(Residency.person_id == person.id, Residency.until.is_(None))):
        lived.until = max(lived.since, last)
    work.db.flush()
    speaks = select(Post).where(
        Post.person_id == person.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None))
    for post in work.db.scalars(speaks).all():
        end_post(work, community=community, post_id=post.id, ends_on=max(post.starts_on, last))


def move(work: Work, community: Community, person: Person, home: Household) -> None:
    """Somebody lives in this home from today, and in none of those before."""
    leave(work, community, person)
    work.add(Residency(person_id=person.id, household_id=home.id, since=today(work, community)))
