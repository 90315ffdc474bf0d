"""Tables of ballots."""
from __future__ import annotations

from consult.ballot.models.ballots import Ballot, CastBallot, RollEntry

__all__ = ["Ballot", "CastBallot", "RollEntry"]
