"""Who gives a body's reply: whoever may convene it, and the secretary on its behalf."""
from __future__ import annotations

from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post


def convenes_the_body(actor: Actor, entry: Any) -> bool:
    """May convene the body that owes the reply."""
    return any(actor.holds(kind, entry.community_id, entry.body_id) for kind in entry.body.convened_by)


POLICY = Policy({"reply": [convenes_the_body, holds_post("secretary")]})
permits, require = POLICY.permits, POLICY.require
