"""Whose hand it was: whoever enters something for a unit, a body or a person is named beside it, with the post."""
from __future__ import annotations

from collections.abc import Iterable

from consult.community.rules.kinds import PostKind
from consult.core.actor import Actor, HeldPost

ORDER = (
    PostKind.STREET_SECRETARY, PostKind.STREET_OFFICER, PostKind.SECRETARY, PostKind.COMMITTEE_DIRECTOR,
    PostKind.PARTY_SECRETARY, PostKind.COMMITTEE_MEMBER, PostKind.FACILITATOR, PostKind.GRID_HEAD, PostKind.BUILDING_HEAD,
)
"""Of several posts, the one by which somebody writes for others; whoever holds none stands under the form of address."""


def hand_of(actor: Actor | None, community_id: int | None) -> dict[str, str]:
    """Who writes, as events and rows keep it: {"name": …, "post": …}; nothing for the installation itself."""
    if actor is None or actor.is_system:
        return {}
    post = _post(actor.posts, community_id)
    return {"name": actor.name if post else actor.called, "post": post}


def _post(held: Iterable[HeldPost], community_id: int | None) -> str:
    kinds = {post.kind for post in held if post.community_id in (None, community_id)}
    return next((str(kind) for kind in ORDER if kind in kinds), "")
