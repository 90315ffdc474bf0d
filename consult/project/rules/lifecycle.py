"""The lives of needs, resources, projects, claims, agreements and volunteer posts, as tables."""
from __future__ import annotations

from datetime import date
from typing import Literal

from consult.core.lifecycle import Lifecycle

NeedState = Literal["filed", "accepted", "merged", "returned", "withdrawn", "matched", "met"]
ResourceState = Literal["offered", "listed", "withdrawn"]
ProjectState = Literal["drawn", "dispatched", "dropped", "accepted", "deliberating", "working", "reported", "closed"]
ClaimState = Literal["claimed", "agreed", "lapsed", "handed_back", "replaced", "fulfilled"]
AgreementState = Literal["drafted", "confirmed", "superseded"]
PostState = Literal["open", "closed"]
PostClaimState = Literal["taken", "left"]
Step = Literal["request", "dispatch", "accept", "deliberate", "close"]

NEED: Lifecycle[NeedState] = Lifecycle("need", {
    ("filed", "accept"): "accepted",
    ("filed", "merge"): "merged",
    ("filed", "return"): "returned",
    ("filed", "withdraw"): "withdrawn",
    ("accepted", "merge"): "merged",
    ("accepted", "match"): "matched",
    ("matched", "unmatch"): "accepted",
    ("matched", "meet"): "met",
})
NEED_LISTED: tuple[NeedState, ...] = ("accepted", "matched", "met")
"""On the needs list: what the office, or the joint meeting, has accepted."""
REVIEW_WORKDAYS = 5
"""A need is reviewed within five working days, and the answer carries its reason."""

RESOURCE: Lifecycle[ResourceState] = Lifecycle("resource", {
    ("offered", "list"): "listed",
    ("offered", "withdraw"): "withdrawn",
    ("listed", "withdraw"): "withdrawn",
})

PROJECT: Lifecycle[ProjectState] = Lifecycle("project", {
    ("drawn", "dispatch"): "dispatched",
    ("drawn", "drop"): "dropped",
    ("dispatched", "drop"): "dropped",
    ("dispatched", "accept"): "accepted",
    ("accepted", "release"): "dispatched",
    ("accepted", "deliberate"): "deliberating",
    ("accepted", "begin"): "working",
    ("deliberating", "resume"): "accepted",
    ("deliberating", "release"): "dispatched",
    ("working", "release"): "dispatched",
    ("working", "report"): "reported",
    ("reported", "send_back"): "working",
    ("reported", "close"): "closed",
})
"""点单 → 交单 → 接单 → 议单 → 结单, with the ways back: a lapsed claim, a discussion that ended, work to be redone."""
OPEN_TO_CLAIMS: tuple[ProjectState, ...] = ("dispatched", "accepted")
TAKEN_ON: tuple[ProjectState, ...] = ("accepted", "deliberating", "working", "reported", "closed")
DISPATCHED: tuple[ProjectState, ...] = ("dispatched", *TAKEN_ON)
UNDER_WAY: tuple[ProjectState, ...] = ("working", "reported", "closed")
IN_HAND: tuple[ProjectState, ...] = ("drawn", "dispatched", "accepted", "deliberating", "working", "reported")

STEPS: tuple[Step, ...] = ("request", "dispatch", "accept", "deliberate", "close")
"""点单, 交单, 接单, 议单, 结单."""


def step_of(state: ProjectState, *, deliberated: bool = False) -> Step:
    """The step at which an order stands; one that was discussed stays there until its work begins."""
    if state == "accepted":
        return "deliberate" if deliberated else "accept"
    steps: dict[ProjectState, Step] = {
        "drawn": "request", "dispatched": "dispatch", "deliberating": "deliberate", "working": "close",
        "reported": "close", "closed": "close", "dropped": "request",
    }
    return steps[state]


CLAIM: Lifecycle[ClaimState] = Lifecycle("claim", {
    ("claimed", "agree"): "agreed",
    ("claimed", "lapse"): "lapsed",
    ("claimed", "hand_back"): "handed_back",
    ("claimed", "replace"): "replaced",
    ("agreed", "hand_back"): "handed_back",
    ("agreed", "replace"): "replaced",
    ("agreed", "fulfil"): "fulfilled",
})
CLAIM_HOLDS: tuple[ClaimState, ...] = ("claimed", "agreed", "fulfilled")
"""States in which a claim takes up places of its project."""
CLAIM_GIVEN_UP: tuple[ClaimState, ...] = ("lapsed", "handed_back", "replaced")
CLAIM_DAYS = 14
"""Within fourteen days of a claim both sides have confirmed its agreement, or the order is back on the list."""
UNCLAIMED_DAYS = 15
"""An order that nobody took on for so long is put before the next joint meeting."""

AGREEMENT: Lifecycle[AgreementState] = Lifecycle("agreement", {
    ("drafted", "confirm"): "confirmed",
    ("drafted", "supersede"): "superseded",
    ("confirmed", "supersede"): "superseded",
})

POST: Lifecycle[PostState] = Lifecycle("volunteer_post", {("open", "close"): "closed"})
POST_CLAIM: Lifecycle[PostClaimState] = Lifecycle("post_claim", {("taken", "leave"): "left", ("left", "take"): "taken"})


def has_lapsed(state: ClaimState, expires_on: date, today: date) -> bool:
    """Whether a claim without an agreement is past its last day, which counts whole."""
    return state == "claimed" and expires_on < today
