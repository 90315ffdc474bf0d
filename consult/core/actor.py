"""Who acts: a person with the posts held today, as every chapter's policy sees them."""
from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class HeldPost:
    """A post in force: its kind and where it counts."""

    kind: str
    community_id: int | None = None
    body_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """A signed-in person. Roles follow from posts in force, never from a flag on the account."""

    person_id: int
    account_id: int
    community_id: int | None
    name: str
    called: str
    session_id: int | None = None
    household_ids: frozenset[int] = field(default_factory=frozenset)
    posts: frozenset[HeldPost] = field(default_factory=frozenset)

    is_system: bool = False

    def holds(self, kind: str, community_id: int | None, body_id: int | None = None) -> bool:
        """Whether a post of `kind` is held in that community, for the body or for the community at large."""
        return any(
            p.kind == kind and p.community_id == community_id and p.body_id in (None, body_id)
            for p in self.posts
        )


THE_SYSTEM = Actor(person_id=0, account_id=0, community_id=None, name="系统", called="系统", is_system=True)
"""The installation itself, for the command line and for timers; no door ever signs it in."""
