"""Where a question is put between meetings: a place of the community, or a body with its roll."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.ballot.rules.fit import Place
from consult.community.models import Body
from consult.community.queries import electorates
from consult.core.errors import NotFound


def place_of(db: Session, community_id: int, scope: Mapping[str, Any]) -> Place:
    """The place that a scope names; NotFound for a kind there is not, and for another community's body."""
    if scope["kind"] not in electorates.SCOPES:
        raise NotFound("scope")
    if scope["kind"] != "body":
        return Place(scope["kind"])
    body = db.get(Body, scope["id"])
    if body is None or body.community_id != community_id:
        raise NotFound("body")
    return place_in(body)


def place_in(body: Body, *, in_meeting: bool = False) -> Place:
    """A body's roll, between meetings or in one."""
    return Place("body", str(body.kind), str(body.membership), in_meeting)
