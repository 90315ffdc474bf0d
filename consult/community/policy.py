"""Who may keep the register."""
from __future__ import annotations

from consult.core.policy import Policy, holds_post, of_the_house, the_system

office = holds_post("secretary", "committee_director", "party_secretary")

POLICY = Policy({
    "found": [the_system],
    "keep_register": [the_system, office],
    "adopt_year": [the_system, office],
    "state_number": [the_system, office],
    "see_register": [the_system, office],
    "enter": [the_system, of_the_house],
})
permits, require = POLICY.permits, POLICY.require
