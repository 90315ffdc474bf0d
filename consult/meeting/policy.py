"""Who may do what in and about a meeting."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house, the_system


def may_convene(actor: Actor, body: Any) -> bool:
    """Holds one of the posts that the body's own data names; nobody calls one together that is closed."""
    return body.closed_on is None and any(actor.holds(kind, body.community_id, body.id) for kind in body.convened_by)


def may_convene_body_of(actor: Actor, meeting: Any) -> bool:
    """May convene the body whose meeting it is."""
    return may_convene(actor, meeting.body)


def the_chair(actor: Actor, meeting: Any) -> bool:
    """The one who is in the chair of this meeting, for as long as the post lasts by which they are."""
    by = meeting.acting_chair_post if meeting.acting_chair_id else meeting.chair_post
    return of_the_house(actor, meeting) and actor.person_id == meeting.chairs_now and _still(actor, meeting, by)


def convened_to_chair(actor: Actor, meeting: Any) -> bool:
    """The one who was to chair this meeting, also while someone else does."""
    return of_the_house(actor, meeting) and actor.person_id == meeting.chair_id and _still(actor, meeting, meeting.chair_post)


def _still(actor: Actor, meeting: Any, post: str) -> bool:
    return not post or actor.holds(post, meeting.community_id, meeting.body_id)


@dataclass(frozen=True)
class LightKind:
    """A kind of light meeting in a community, as something to be permitted."""

    community_id: int
    convened_by: tuple[str, ...]


def may_note(actor: Actor, kind: Any) -> bool:
    """Holds one of the posts that write meetings of this kind down."""
    return any(actor.holds(post, kind.community_id) for post in kind.convened_by)


at_the_desk = holds_post("facilitator", "secretary")

POLICY = Policy({
    "convene": [may_convene],
    "note_not_opened": [the_system],
    "cancel": [may_convene_body_of, at_the_desk, the_chair],
    "enter_room": [of_the_house],
    "check_in": [of_the_house],
    "speak": [of_the_house],
    "state": [of_the_house],
    "move": [of_the_house],
    "ask_help": [of_the_house],
    "run": [the_chair, at_the_desk],
    "take_back_chair": [convened_to_chair, at_the_desk],
    "see_desk": [the_chair, at_the_desk],
    "finish_vote": [the_system],
    "end_over_time": [the_system],
    "arrange": [may_convene_body_of, at_the_desk],
    "sign_up": [of_the_house],
    "ask_recusal": [of_the_house],
    "decide_recusal": [the_chair, may_convene_body_of, at_the_desk],
    "confirm_record": [of_the_house],
    "ask_question": [of_the_house],
    "note_light": [may_note],
    "adopt_kind": [the_system],
})

permits, require = POLICY.permits, POLICY.require
