"""Post and seat are one: which posts seat their holders, what each is given for, which a form offers."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from consult.community.rules.kinds import OF_THE_STREET, Membership, PostKind

NOT_GIVEN_BY_HAND = frozenset({PostKind.HOUSEHOLD_REPRESENTATIVE, PostKind.GRID_VOLUNTEER}) | OF_THE_STREET
"""A household sends its representative itself; a street gives its own posts; a willing resident needs none: the post
carries no power and no seat."""
GIVEN = tuple(kind for kind in PostKind if kind not in NOT_GIVEN_BY_HAND)
"""Posts that a form offers: each carries a power (a chapter's policy names it) or a seat (a kind of sitting does)."""
FOR_A_BODY = frozenset({PostKind.COUNCIL_MEMBER})
"""Posts that are held in one body: a community may have more than one council."""
FOR_A_GRID = frozenset({PostKind.GRID_HEAD})
FOR_A_BUILDING = frozenset({PostKind.BUILDING_HEAD})


class SeatsPosts(Protocol):
    """A body, as far as who sits in it by a post."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def community_id(self) -> int | None:
        """Where it is."""

    @property
    def membership(self) -> Membership:
        """How its roll is found."""

    @property
    def seated_posts(self) -> list[Any]:
        """Kinds of post whose holders sit in it."""


class Held(Protocol):
    """A post, as far as where it counts."""

    @property
    def kind(self) -> PostKind:
        """Which post."""

    @property
    def community_id(self) -> int | None:
        """Where it is held."""

    @property
    def body_id(self) -> int | None:
        """In which body, where it is of one."""


def seats(body: SeatsPosts, post: Held) -> bool:
    """Whether a post, while it is held, is a seat in a body: the body's own data names its kind."""
    return (
        body.membership == Membership.LISTED and post.kind in body.seated_posts
        and body.community_id is not None and post.community_id == body.community_id
        and post.body_id in (None, body.id)
    )


def missing_place(kind: PostKind, *, body_id: int | None, grid_id: int | None, building_id: int | None) -> str:
    """The name of what a post of this kind has to be given for and is not; empty where nothing lacks."""
    wanted: Sequence[tuple[frozenset[PostKind], int | None, str]] = (
        (FOR_A_BODY, body_id, "body_id"), (FOR_A_GRID, grid_id, "grid_id"), (FOR_A_BUILDING, building_id, "building_id"))
    return next((name for kinds, given, name in wanted if kind in kinds and given is None), "")
