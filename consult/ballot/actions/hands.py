"""A show of hands: each of two counters enters what they counted."""
from __future__ import annotations

from typing import Any

from consult.ballot import queries
from consult.ballot.events import HandsCounted
from consult.ballot.models import Ballot, HandCount
from consult.ballot.rules import hands
from consult.core.actor import Actor
from consult.core.errors import RuleBroken
from consult.storage.upsert import insert_or_update
from consult.storage.work import Work


def count_hands(work: Work, ballot: Ballot, actor: Actor, counted: hands.Hands) -> dict[str, Any]:
    """Enter one's own count; the caller has permitted it. Says whether two counts are alike now."""
    if not ballot.is_open:
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at)
    if ballot.way != "hands":
        raise RuleBroken("not_by_show_of_hands")
    hands.check_sum(counted, ballot.present, silent=queries.silent_count(work.db, ballot.id))
    insert_or_update(
        work.db, HandCount, ("ballot_id", "by_id"), ballot_id=ballot.id, by_id=actor.person_id,
        votes_for=counted.votes_for, against=counted.against, abstain=counted.abstain,
        not_voting=counted.not_voting, counted_at=work.now,
    )
    work.record(HandsCounted(ballot_id=ballot.id, by_id=actor.person_id))
    listed = list(queries.hand_counts(work.db, ballot.id).values())
    return {"ballot_id": ballot.id, "counted": len(listed), "agreed": hands.alike(listed) is not None}
