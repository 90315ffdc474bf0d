"""Offer a resource, put it on the list, take it off."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from consult.community.models import Community
from consult.community.rules.hands import hand_of
from consult.community.rules.whereabouts import ANYWHERE, Whereabouts
from consult.core.arguments import Length
from consult.core.errors import BadShape
from consult.project import policy, queries
from consult.project.actions.shared import (
    MaybeLine,
    MaybeSentence,
    Title,
    Words,
    check_number,
    check_place,
    today,
)
from consult.project.events import ResourceListed, ResourceOffered, ResourceWithdrawn
from consult.project.models import Resource
from consult.project.rules.categories import categories, check_category
from consult.project.rules.kinds import Terms, Times
from consult.project.rules.lifecycle import RESOURCE
from consult.storage.work import Work

MOST_CAPACITY = 5_000


@dataclass(frozen=True)
class Offered:
    """What is offered: how much of it, when, on which terms, and for the office how to reach who offers it."""

    title: Title
    what: Words
    category: str
    capacity: int = 1
    capacity_of: Annotated[str, Length(most=40)] = ""
    times: Times = Times.ANY
    since: date | None = None
    until: date | None = None
    terms: Terms = Terms.FREE
    terms_words: MaybeSentence = ""
    contact: MaybeLine = ""

    def checked(self) -> dict[str, Any]:
        """Its values, within their bounds."""
        if self.since and self.until and self.until < self.since:
            raise BadShape({"until": "before_it_begins"})
        return asdict(self) | {
            "category": check_category(self.category, categories()),
            "capacity": check_number("capacity", self.capacity, 1, MOST_CAPACITY),
        }


def offer_resource(
    work: Work, *, community_id: int, offered: Offered, unit_id: int | None = None, where: Whereabouts = ANYWHERE
) -> dict[str, Any]:
    """A resident, or a unit by its delegate or by the office that asked it, says what it can give.

    The contact stays with the office: it is on no public page and in no event.
    """
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "offer", community)
    unit = queries.unit_of(work.db, unit_id, community_id) if unit_id else None
    hand: dict[str, str] = {}
    if unit:
        spoken = queries.unit_spoken_for(work.db, unit, today(work, community_id))
        policy.require(actor, "offer_for_unit", spoken)
        hand = {} if actor.person_id in spoken.speakers else hand_of(actor, community_id)
    check_place(work, community_id, where)
    resource = work.add(Resource(
        community_id=community_id, unit_id=unit_id, person_id=None if unit else actor.person_id, **offered.checked(),
        **asdict(where), offered_at=work.now, offered_by_id=actor.person_id, hand=hand,
    ))
    work.record(ResourceOffered(
        resource_id=resource.id, title=offered.title, category=offered.category, unit=unit.name if unit else "",
        capacity=offered.capacity, terms=offered.terms, hand=hand,
    ))
    return {"resource_id": resource.id}


def list_resource(work: Work, *, resource_id: int) -> dict[str, Any]:
    """The office has asked, and puts it on the resources list."""
    resource = work.get(Resource, resource_id)
    actor = policy.require(work.actor, "list_resource", resource)
    resource.state = RESOURCE.after(resource.state, "list")
    resource.listed_at, resource.listed_by_id = work.now, actor.person_id
    work.record(ResourceListed(resource_id=resource.id))
    return {"state": resource.state}


def withdraw_resource(work: Work, *, resource_id: int, reason: MaybeSentence = "") -> dict[str, Any]:
    """The provider or the office takes it off the list; claims that were made go on."""
    resource = work.get(Resource, resource_id)
    policy.require(
        work.actor, "withdraw_resource", queries.spoken_for(work.db, resource, today(work, resource.community_id)))
    resource.state = RESOURCE.after(resource.state, "withdraw")
    work.record(ResourceWithdrawn(resource_id=resource.id, reason=reason))
    return {"state": resource.state}
