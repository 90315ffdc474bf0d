"""Who may do what with a matter."""
from __future__ import annotations

from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house, the_system

office = holds_post("secretary", "committee_director", "party_secretary")


def the_author(actor: Actor, matter: Any) -> bool:
    """The one who proposed it."""
    return of_the_house(actor, matter) and actor.person_id == matter.proposer_id


def has_household(actor: Actor, subject: Any) -> bool:
    """Lives in the community."""
    return of_the_house(actor, subject) and bool(actor.household_ids)


POLICY = Policy({
    "propose": [of_the_house],
    "endorse": [has_household],
    "endorse_at_desk": [office],
    "endorse_at_door": [office, holds_post("grid_head", "building_head")],
    "propose_for": [office],
    "revise": [the_author],
    "withdraw": [the_author],
    "answer_join": [the_author],
    "screen": [office],
    "bring": [office],
    "see_endorsers": [office],
    "link": [office, holds_post("facilitator")],
    "follow": [of_the_house],
    "lapse": [the_system],
})
permits, require = POLICY.permits, POLICY.require
