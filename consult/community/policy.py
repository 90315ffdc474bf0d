"""Who may keep the register."""
from __future__ import annotations

from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house, the_system

office = holds_post("secretary", "committee_director", "party_secretary")

oversight = holds_post("oversight_member")


def of_the_home(actor: Actor, subject: Any) -> bool:
    """Lives in the home that it is about."""
    return subject.household_id in actor.household_ids


def displaced(actor: Actor, subject: Any) -> bool:
    """Spoke for the home before."""
    return of_the_house(actor, subject) and actor.person_id == subject.former_id


POLICY = Policy({
    "found": [the_system],
    "keep_register": [the_system, office],
    "adopt_year": [the_system, office],
    "state_number": [the_system, office],
    "see_register": [the_system, office],
    "see_audit": [office, oversight],
    "enter": [the_system, of_the_house],
    "confirm_representative": [office, of_the_home],
    "object_to_representative": [of_the_home, displaced],
    "lapse_representative": [the_system],
})
permits, require = POLICY.permits, POLICY.require
