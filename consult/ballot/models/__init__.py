"""Tables of ballots: the vote itself, the channels beside the phone, and what comes before it."""
from __future__ import annotations

from consult.ballot.models.ballots import Ballot, CastBallot, RollEntry, Subject
from consult.ballot.models.before import (
    AnnouncedVoice,
    Announcement,
    CommunityRule,
    OfficialResult,
    RollObjection,
)
from consult.ballot.models.channels import HallLink, HandCount, PaperBallot, PaperEntry, Proxy
from consult.ballot.models.sealed import BallotStatement, BoxRow, CastLine, RollMark, SealedBallot

__all__ = [
    "AnnouncedVoice", "Announcement", "Ballot", "BallotStatement", "BoxRow", "CastBallot", "CastLine", "CommunityRule",
    "HallLink", "HandCount", "OfficialResult", "PaperBallot", "PaperEntry", "Proxy", "RollEntry", "RollMark",
    "RollObjection", "SealedBallot", "Subject",
]
