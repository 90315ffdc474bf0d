"""Who may see a ballot, cast one, and read its result."""
from __future__ import annotations

from consult.core.policy import Policy, holds_post, of_the_house

POLICY = Policy({
    "see": [of_the_house],
    "cast": [of_the_house],
    "see_names": [holds_post("secretary", "facilitator", "council_member", "oversight_member")],
})
permits, require = POLICY.permits, POLICY.require
