"""Who may see a ballot, cast one, and read its result."""
from __future__ import annotations

from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house, the_system


def a_council_member(actor: Actor, ballot: Any) -> bool:
    """Sits in any council of the community: a ballot does not say in which body it was held."""
    return any(p.kind == "council_member" and p.community_id == ballot.community_id for p in actor.posts)


office = holds_post("secretary", "committee_director", "party_secretary")
at_the_desk = holds_post("secretary", "facilitator")
a_counter = holds_post("secretary", "facilitator", "committee_director", "committee_member", "oversight_member")
a_helper = holds_post(
    "secretary", "facilitator", "committee_member", "grid_head", "building_head", "resident_group_leader")

POLICY = Policy({
    "see": [of_the_house],
    "cast": [of_the_house],
    "seal_away": [the_system],
    "announce": [office],
    "object": [of_the_house],
    "rule_on_roll": [office, holds_post("oversight_member")],
    "open_announced": [the_system, office],
    "close_standing": [the_system, office],
    "handle_papers": [a_counter],
    "help_vote": [a_helper],
    "file_proxy": [at_the_desk],
    "open_hall": [at_the_desk],
    "adopt_rule": [the_system, office],
    "record_official": [office],
    "see_names": [holds_post("secretary", "facilitator", "oversight_member"), a_council_member],
})
permits, require = POLICY.permits, POLICY.require
