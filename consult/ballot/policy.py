"""Who may see a ballot, cast one, and read its result."""
from __future__ import annotations

from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house, the_system


def a_council_member(actor: Actor, ballot: Any) -> bool:
    """Sits in any council of the community: a ballot does not say in which body it was held."""
    return any(p.kind == "council_member" and p.community_id == ballot.community_id for p in actor.posts)


POLICY = Policy({
    "see": [of_the_house],
    "cast": [of_the_house],
    "seal_away": [the_system],
    "see_names": [holds_post("secretary", "facilitator", "oversight_member"), a_council_member],
})
permits, require = POLICY.permits, POLICY.require
