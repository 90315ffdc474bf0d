"""Who edits and publishes minutes."""
from __future__ import annotations

from consult.core.policy import Policy, holds_post

POLICY = Policy({
    "edit": [holds_post("secretary")],
    "publish": [holds_post("secretary")],
    "see_draft": [holds_post("secretary", "facilitator", "oversight_member")],
})
permits, require = POLICY.permits, POLICY.require
