"""Verbs of a ballot: open on a frozen roll, cast, close and count."""
from __future__ import annotations

from consult.ballot.actions.casting import Voice, cast, close_ballot, open_ballot
from consult.ballot.actions.opening_the_box import seal_away
from consult.ballot.actions.sealing import cast_for_sealing, cast_sealed

__all__ = ["Voice", "cast", "cast_for_sealing", "cast_sealed", "close_ballot", "open_ballot", "seal_away"]
