"""Tables of ballots."""
from __future__ import annotations

from consult.ballot.models.ballots import Ballot, CastBallot, RollEntry
from consult.ballot.models.sealed import BallotStatement, BoxRow, CastLine, RollMark, SealedBallot

__all__ = [
    "Ballot", "BallotStatement", "BoxRow", "CastBallot", "CastLine", "RollEntry", "RollMark", "SealedBallot",
]
