"""Verbs of ballots."""
from __future__ import annotations

from consult.ballot.actions.casting import cast
from consult.ballot.actions.hands import count_hands
from consult.ballot.actions.opening import Voice, close_ballot, open_ballot
from consult.ballot.actions.opening_the_box import seal_away
from consult.ballot.actions.sealing import cast_for_sealing, cast_sealed

__all__ = [
    "Voice", "cast", "cast_for_sealing", "cast_sealed", "close_ballot", "count_hands", "open_ballot", "seal_away",
]
