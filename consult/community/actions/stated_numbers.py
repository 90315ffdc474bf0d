"""A community states how many households and adults it has, where its register does not know them all."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from consult.community import policy
from consult.community.actions.register import today
from consult.community.events import NumberStated
from consult.community.models import Community, StatedNumber
from consult.community.rules.kinds import Counted
from consult.core.arguments import Length
from consult.core.errors import BadShape
from consult.storage.work import Work

Source = Annotated[str, Length(most=200, least=2)]
MOST = 1_000_000


def state_number(work: Work, *, community_id: int, kind: Counted, count: int, source: Source, as_of: date) -> dict[str, int]:
    """State a number with its source and the day it is of; the base of a vote is never smaller from now on. What was
    stated before stays, and stays that of the votes it was the base of."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "state_number", community)
    if not 0 < count <= MOST:
        raise BadShape({"count": "out_of_range"})
    if as_of > today(work, community):
        raise BadShape({"as_of": "not_yet"})
    stated = work.add(StatedNumber(
        community_id=community.id, kind=kind, count=count, source=source, as_of=as_of, by_id=actor.person_id or None,
        stated_at=work.now))
    work.record(NumberStated(community_id=community.id, kind=kind, count=count, as_of=as_of))
    return {"stated_number_id": stated.id}
