"""Addresses that lead somewhere, for the OpenAPI document: ids of what is listed here today, so that whoever tries the
description, a person or a program, reaches real things."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.community import queries as communities
from consult.community.models import Community
from consult.publishing import queries

Examples = Mapping[str, list[dict[str, Any]]]
"""By operation, the values of its parameters; the nth value of one belongs to the nth of every other."""
EACH = 2
"""Things of a kind from each of so many communities."""
LISTS: dict[str, tuple[str, str, str]] = {
    "list_matters": ("one_matter", "no", "no"), "list_meetings": ("one_meeting", "id", "id"),
    "list_vote_events": ("one_vote_event", "id", "id"), "list_minutes": ("minutes_of", "id", "meeting_id"),
    "list_notices": ("one_notice", "id", "id"),
}
"""What the first thing of a list leads to: operation, parameter, and the field that it is taken from."""


def found(db: Session) -> Examples:
    """Values for every operation; none for one that nothing can be found by yet."""
    places = list(communities.communities(db))
    told: dict[str, list[dict[str, Any]]] = {"": [{"place": place.slug} for place in places[:EACH]]}
    for place in places:
        for operation, values in _of(db, place).items():
            listed = told.setdefault(operation, [])
            listed += [{"place": place.slug, **value} for value in values][:max(0, 2 * EACH - len(listed))]
    told["matter_graph"] = told["one_matter"]
    return told


def _of(db: Session, place: Community) -> dict[str, list[dict[str, Any]]]:
    return {
        "one_matter": [{"no": matter.no} for matter in queries.public_matters(db, place.id, size=EACH)[0]],
        "one_meeting": [{"id": meeting.id} for meeting in queries.public_meetings(db, place.id, size=EACH)[0]],
        "one_vote_event": [{"id": vote.ballot.id} for vote in queries.closed_votes(db, place.id, size=EACH)[0]],
        "minutes_of": [{"id": meeting.id} for _v, _m, meeting in queries.approved_versions(db, place.id, size=EACH)[0]],
        "one_notice": [{"id": notice.id} for notice in queries.notices(db, place.id, size=EACH)[0]],
    }


def with_examples(operation: str, parameter: dict[str, Any], examples: Examples) -> dict[str, Any]:
    """A parameter with the values that are there for it."""
    values = [each[parameter["name"]] for each in examples.get(operation, examples.get("", [])) if parameter["name"] in each]
    return {**parameter, "examples": {str(n): {"value": value} for n, value in enumerate(values, start=1)}} if values else parameter


def links(operation: str) -> dict[str, Any]:
    """From a list to its first thing, as OpenAPI says it."""
    if operation not in LISTS:
        return {}
    there, parameter, field = LISTS[operation]
    return {"links": {"first": {"operationId": there, "parameters": {
        "place": "$request.path.place", parameter: f"$response.body#/items/0/{field}"}}}}
