"""Who may do what with needs, resources, projects, claims and volunteer posts."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, of_the_house, the_system

office = holds_post("secretary", "committee_director", "party_secretary")


@dataclass(frozen=True)
class Spoken:
    """Something that certain persons speak for: a claim, a resource; a unit's are its delegates of today."""

    community_id: int
    speakers: frozenset[int]
    of: str = "unit"

    @property
    def __tablename__(self) -> str:
        """What is not there for a neighbour from elsewhere."""
        return self.of


@dataclass(frozen=True)
class Scope:
    """Whom an order is for: these households, or everyone of the community when none are named."""

    community_id: int
    household_ids: frozenset[int] | None
    __tablename__ = "project"


def who_filed_it(actor: Actor, need: Any) -> bool:
    """The one who filed the need; of an anonymous one nobody is known to."""
    return of_the_house(actor, need) and need.filed_by_id == actor.person_id


def speaks_for_it(actor: Actor, subject: Any) -> bool:
    """The person whose claim or resource it is, or today's delegate of the unit whose it is."""
    return of_the_house(actor, subject) and actor.person_id in subject.speakers


def is_meant(actor: Actor, scope: Any) -> bool:
    """Lives where the order was for."""
    return of_the_house(actor, scope) and (
        scope.household_ids is None or bool(actor.household_ids & scope.household_ids))


POLICY = Policy({
    "file_need": [of_the_house],
    "name_source": [office, holds_post("grid_head", "building_head")],
    "withdraw_need": [who_filed_it],
    "review_need": [office],
    "offer": [of_the_house],
    "offer_for_unit": [speaks_for_it, office],
    "list_resource": [office],
    "withdraw_resource": [speaks_for_it, office],
    "see_contacts": [office],
    "match": [office],
    "run_project": [office],
    "claim": [of_the_house],
    "claim_for_unit": [speaks_for_it],
    "hand_back": [speaks_for_it],
    "draw_agreement": [speaks_for_it, office],
    "confirm_as_claimant": [speaks_for_it],
    "confirm_as_community": [office],
    "do_milestone": [speaks_for_it, office],
    "report": [speaks_for_it, office],
    "say_satisfaction": [is_meant],
    "agree_to_be_named": [speaks_for_it],
    "lapse": [the_system],
    "set_post": [office],
    "take_slot": [of_the_house],
    "decide_hours": [office],
})
permits, require = POLICY.permits, POLICY.require
