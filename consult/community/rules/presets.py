"""The bodies that the law and practice know, ready-made from the kinds of sitting (sittings/cn.toml; bodies.md)."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from consult.community.rules.kinds import BodyKind, Cadence, Level, Membership, PostKind
from consult.community.rules.sittings import Kind, known_kinds


@dataclass(frozen=True)
class BodyPreset:
    """A body's ways: those of its kind, or what a community made of them; notice in calendar days."""

    kind: BodyKind
    name: str
    name_en: str
    convened_by: tuple[PostKind, ...]
    notice_days: int
    vote_rule: str
    cadence: Cadence = Cadence.ON_DEMAND
    membership: Membership = Membership.LISTED
    answered_by: BodyKind | None = None
    answer_days: int | None = None
    level: Level = Level.COMMUNITY
    sitting: str = ""
    """The kind of its sittings, where that is another than its own."""
    rules_of_order: dict[str, Any] = field(default_factory=dict)
    seated_posts: tuple[PostKind, ...] | None = None
    """Kinds of post that sit in it; None leaves it to its kind."""

    def seats(self) -> tuple[PostKind, ...]:
        """The kinds of post whose holders sit in it."""
        return self._of_its_kind() if self.seated_posts is None else self.seated_posts

    def post_for_a_seat(self) -> bool:
        """Whether nobody sits in it in their own name without one of these posts."""
        kind = known_kinds().get(self.kind)
        return bool(self.seats()) and self.membership == Membership.LISTED and kind is not None and kind.asks_for_post

    def _of_its_kind(self) -> tuple[PostKind, ...]:
        kind = known_kinds().get(self.kind)
        return tuple(PostKind(post) for post in kind.seated_posts) if kind else ()


def preset_of(kind: Kind) -> BodyPreset:
    """The body of a kind, as the kind's data has it."""
    return BodyPreset(
        kind=BodyKind(kind.family), name=kind.name, name_en=kind.name_en,
        convened_by=tuple(PostKind(post) for post in kind.convened_by), notice_days=kind.notice_days,
        vote_rule=kind.vote_rule, cadence=Cadence(kind.cadence), membership=Membership(kind.membership),
        answered_by=BodyKind(kind.answered_by) if kind.answered_by else None, answer_days=kind.answer_days,
    )


PRESETS: dict[BodyKind, BodyPreset] = {
    BodyKind(code): preset_of(kind) for code, kind in known_kinds().items() if kind.form == "room" and code in set(BodyKind)
}
"""Notice: council 3 days (practice.md 2.2), assembly 10 days (居委会组织法 art. 26), hearing 10 (practice.md 2.4)."""
