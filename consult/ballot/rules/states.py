"""The states of a ballot's companions: its announcement, its papers, its sealed box; and what a ruling may say."""
from __future__ import annotations

from typing import Literal

from consult.core.lifecycle import Lifecycle

VotingWay = Literal["ballots", "hands"]
"""Ballots cast one by one, or a show of hands counted by two."""
AnnouncementState = Literal["announced", "opened", "called_off"]
RollRuling = Literal["upheld", "dismissed"]
PaperState = Literal["issued", "entered", "differs", "valid", "void"]
SealingState = Literal["open", "counted", "sealed"]
StatementKind = Literal["open", "close"]

SEALING: Lifecycle[SealingState] = Lifecycle("sealed_ballot", {
    ("open", "count"): "counted",
    ("counted", "seal"): "sealed",
})
