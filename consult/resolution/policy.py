"""Who replies for a body, who does the work and says how far it is, who says whether it is done."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, of_the_house, the_system


@dataclass(frozen=True)
class Post:
    """A task as policy sees it: where it is, which body answers for it, who speaks for its owner."""

    community_id: int
    body: Any
    delegates: frozenset[int]
    scope: frozenset[int] | None = None
    """The households that may say whether it is done; None for every one of the community."""
    __tablename__ = "task"


def convenes_the_body(actor: Actor, subject: Any) -> bool:
    """May convene the body that owes the reply, wherever that body is."""
    body = subject.body
    return body is not None and any(actor.holds(kind, body.community_id, body.id) for kind in body.convened_by)


def keeps_the_body(actor: Actor, subject: Any) -> bool:
    """Keeps the papers of that body: the secretary of its community, or an officer of its street."""
    body = subject.body
    if body is None:
        return actor.holds("secretary", subject.community_id)
    kind = "street_officer" if body.community_id is None else "secretary"
    return actor.holds(kind, body.community_id, body.id)


def speaks_for_the_owner(actor: Actor, task: Post) -> bool:
    """The delegate of the unit that owes the work."""
    return actor.person_id in task.delegates


def of_the_office(actor: Actor, subject: Any) -> bool:
    """Secretary, director or party secretary of the community, on behalf of a unit without an account."""
    return any(actor.holds(k, subject.community_id) for k in ("secretary", "committee_director", "party_secretary"))


def lives_with_it(actor: Actor, task: Post) -> bool:
    """Has a household among those whom it concerns, and does not speak for who did it."""
    if not of_the_house(actor, task) or actor.person_id in task.delegates:
        return False
    return bool(actor.household_ids if task.scope is None else actor.household_ids & task.scope)


POLICY = Policy({
    "reply": [convenes_the_body, keeps_the_body],
    "acknowledge": [convenes_the_body, keeps_the_body],
    "see_street": [convenes_the_body, keeps_the_body],
    "record_stage": [convenes_the_body, keeps_the_body],
    "work": [speaks_for_the_owner, of_the_office],
    "hand_over": [speaks_for_the_owner, of_the_office],
    "renew": [convenes_the_body, keeps_the_body],
    "say": [lives_with_it],
    "miss": [the_system],
})
permits, require = POLICY.permits, POLICY.require
