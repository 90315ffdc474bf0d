"""Who may do what: a table of verbs and small predicates; the same table hides the button and refuses."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from consult.core.actor import Actor
from consult.core.errors import Forbidden, NotFound

Predicate = Callable[[Actor, Any], bool]


class Policy:
    """A table {verb: predicates}; one predicate that holds is enough. A verb not in the table is denied."""

    def __init__(self, table: Mapping[str, Sequence[Predicate]]) -> None:
        self.table = dict(table)

    def permits(self, actor: Actor | None, verb: str, subject: Any) -> bool:
        """Whether the actor may do `verb` to the subject; nobody signed in may do nothing."""
        return actor is not None and any(holds(actor, subject) for holds in self.table.get(verb, ()))

    def require(self, actor: Actor | None, verb: str, subject: Any) -> Actor:
        """The actor, when permitted. Forbidden otherwise; NotFound where the subject is another community's."""
        if actor is not None and self.permits(actor, verb, subject):
            return actor
        if actor is None or not of_the_house(actor, subject):
            raise NotFound(getattr(subject, "__tablename__", "page"))
        raise Forbidden("not_yours_to_do", verb=verb)


def of_the_house(actor: Actor, subject: Any) -> bool:
    """Whether the subject belongs to the actor's own community (the system belongs to every one)."""
    return actor.is_system or (
        actor.community_id is not None and actor.community_id == getattr(subject, "community_id", None)
    )


def the_system(actor: Actor, subject: Any) -> bool:
    """The installation itself: set-up, timers and the command line."""
    return actor.is_system


def holds_post(*kinds: str) -> Predicate:
    """A predicate: one of these posts is held where the subject is (its community, its body if it has one)."""

    def holds(actor: Actor, subject: Any) -> bool:
        community = getattr(subject, "community_id", None)
        body = getattr(subject, "body_id", None)
        return community is not None and any(actor.holds(kind, community, body) for kind in kinds)

    return holds
