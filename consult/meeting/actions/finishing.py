"""What was cut off in the middle of a close is finished when the server starts, or by `consult finish`."""
from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from consult.ballot import queries as ballots
from consult.ballot.actions import seal_away
from consult.core.actor import THE_SYSTEM
from consult.core.errors import Refusal
from consult.meeting.actions.voting import finish_vote
from consult.storage.store import Store
from consult.storage.work import Work

log = logging.getLogger(__name__)


def finish_what_was_cut_off(store: Store) -> list[int]:
    """Count what is closing, destroy the keys of what is counted; the ballots that were touched.

    One that cannot be finished (its key is lost) is logged and holds up none of the others.
    """
    if store.vault is None:
        return []
    with store.read() as db:
        closing, counted = ballots.unfinished(db)
    verbs: list[tuple[int, Callable[[Work], Any]]] = [
        *((id, partial(finish_vote, ballot_id=id)) for id in closing),
        *((id, partial(seal_away, ballot_id=id)) for id in counted),
    ]
    return [id for id, verb in verbs if _finished(store, id, verb)]


def _finished(store: Store, ballot_id: int, verb: Callable[[Work], Any]) -> bool:
    try:
        store.carry_out(verb, actor=THE_SYSTEM)
    except Refusal as refusal:
        log.error("ballot %s could not be finished: %s", ballot_id, refusal.code)
        return False
    return True
