"""Posts as a list gives them, and who comes to speak for a home."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from consult.community.actions.posts import Term, appoint, end_post
from consult.community.actions.register import today
from consult.community.actions.representing import change_representative
from consult.community.models import Body, Community, Grid, Household, Person, Post
from consult.community.rules.kinds import PostKind
from consult.storage.work import Work


def give(work: Work, community: Community, person: Person, args: Mapping[str, Any]) -> None:
    """Give a post for its term, in the body or grid that the list names; whoever holds it sits where it seats."""
    body = work.get(Body, args["body"], lock=False) if args.get("body") else None
    grid = work.get(Grid, args["grid"], lock=False) if args.get("grid") else None
    term = Term(_day(args.get("starts_on")), _day(args.get("ends_on")))
    appoint(work, community=community, person=person, kind=PostKind(args["kind"]), body=body, grid=grid, term=term)


def set_end(work: Work, community: Community, post_id: int, ends_on: date) -> None:
    """The last day of a post."""
    end_post(work, community=community, post_id=post_id, ends_on=ends_on)


def represent(work: Work, community: Community, home: Household, person: Person, *, reason: str) -> None:
    """Somebody speaks for a home from now on: the first to, or in place of who did. The reason that stays beside a
    change is the name of the list."""
    speaks = select(Post.id).where(
        Post.household_id == home.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None))
    if work.db.scalar(speaks) is None:
        appoint(work, community=community, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=home,
                term=Term(starts_on=today(work, community)))
    else:
        change_representative(work, household_id=home.id, person_id=person.id, reason=reason)


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None
