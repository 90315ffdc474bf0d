"""The first slips: for each account its login name and a code that is told once."""
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from consult.community import queries as communities
from consult.core.clock import local_date, system_clock
from consult.founding import queries
from consult.web.wording.meetings import POSTS


class Slip(NamedTuple):
    """What is cut out and handed over."""

    name: str
    posts: str
    login: str
    code: str


def slips_of(db: Session, codes: Mapping[str, str]) -> list[Slip]:
    """A slip for each of these accounts, with the posts that its person holds."""
    found = []
    for account, person in queries.unused_accounts(db):
        if account.login_name in codes:
            held = communities.held_posts(db, person.id, local_date(system_clock(), "Asia/Shanghai"))
            posts = "、".join(str(POSTS[post.kind]) for post in held if post.kind in POSTS)
            found.append(Slip(person.name, posts, account.login_name, codes[account.login_name]))
    return found
