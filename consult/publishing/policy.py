"""Who prepares, who lets out, who objects. That the second is another person than the first, the verbs ask."""
from __future__ import annotations

from consult.core.policy import Policy, holds_post, of_the_house, the_system
from consult.matter.policy import has_household

office = holds_post("secretary", "committee_director", "party_secretary")
second_reader = holds_post("secretary", "committee_director", "party_secretary", "committee_member", "oversight_member")

POLICY = Policy({
    "prepare_public": [office],
    "approve_public": [second_reader],
    "withdraw_public": [second_reader],
    "see_prepared": [second_reader],
    "prepare_notice": [office],
    "post_notice": [second_reader],
    "take_down_notice": [office],
    "object_to_notice": [has_household],
    "answer_objection": [office],
    "photograph_paper": [holds_post("secretary", "committee_director", "grid_head", "building_head", "party_secretary")],
    "consent_to_be_named": [of_the_house],
    "sign_head": [the_system],
})
permits, require = POLICY.permits, POLICY.require
