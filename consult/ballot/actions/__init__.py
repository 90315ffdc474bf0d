"""Verbs of a ballot: open on a frozen roll, cast, close and count."""
from __future__ import annotations

from consult.ballot.actions.casting import Voice, cast, close_ballot, open_ballot

__all__ = ["Voice", "cast", "close_ballot", "open_ballot"]
