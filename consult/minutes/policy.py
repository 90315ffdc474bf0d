"""Who edits, reads, signs and publishes minutes."""
from __future__ import annotations

from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house


def the_chair(actor: Actor, meeting: Any) -> bool:
    """The one who chaired the meeting."""
    return of_the_house(actor, meeting) and actor.person_id == meeting.chair_id


POLICY = Policy({
    "edit": [holds_post("secretary")],
    "publish": [holds_post("secretary")],
    "see_draft": [holds_post("secretary", "facilitator", "oversight_member")],
    # Whether they were asked to read these minutes is in the minutes' own list of readers.
    "take_part": [of_the_house],
    # Of a meeting.
    "sign_as_chair": [the_chair],
    "sign_as_recorder": [holds_post("secretary")],
})
permits, require = POLICY.permits, POLICY.require
