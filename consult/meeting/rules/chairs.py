"""By which post somebody chairs: with the post the chair ends, also in a room that is open."""
from __future__ import annotations

from collections.abc import Iterable

from consult.community.rules.kinds import PostKind
from consult.core.actor import HeldPost

NO_CHAIR_BY = frozenset({PostKind.HOUSEHOLD_REPRESENTATIVE, PostKind.GRID_VOLUNTEER})
"""Who speaks for a home, or lends a hand, is not asked to chair because of it."""
CHAIR_BY = (PostKind.FACILITATOR, *(kind for kind in PostKind if kind not in NO_CHAIR_BY | {PostKind.FACILITATOR}))


def chairs_by(posts: Iterable[HeldPost], community_id: int, body_id: int) -> str:
    """The post for which somebody is asked to chair a body; empty where they hold none, and chair by their name alone."""
    here = {post.kind for post in posts if post.community_id == community_id and post.body_id in (None, body_id)}
    return next((str(kind) for kind in CHAIR_BY if kind in here), "")
