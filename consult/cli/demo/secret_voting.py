"""A secret vote in the demonstration: everyone's ballot is sealed, as on a page without a script."""
from __future__ import annotations

from uuid import uuid4

from consult.ballot import actions as ballots
from consult.ballot.rules.sealed_text import new_tracker
from consult.core.actor import Actor
from consult.storage.store import Store


def cast_secretly(store: Store, actor: Actor, ballot_id: int, choice: str) -> None:
    """One sealed ballot; whose tracker is which, nobody keeps."""
    store.beside(
        lambda work: ballots.cast_for_sealing(
            work, ballot_id=ballot_id, choice=choice, tracker=new_tracker(), key=uuid4().hex),
        actor=actor,
    )
