"""The states of a matter, who owes the next step in each, and by when."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from consult.core.lifecycle import Lifecycle
from consult.core.working_days import WEEKENDS_ALONE, WorkingDays


class Category(StrEnum):
    """What kind of thing a matter is about."""

    FACILITIES = "facilities"
    SAFETY = "safety"
    ENVIRONMENT = "environment"
    PARKING = "parking"
    PROPERTY_SERVICE = "property_service"
    NEIGHBOURS = "neighbours"
    ELDER_CARE = "elder_care"
    HEALTH = "health"
    CULTURE = "culture"
    OTHER = "other"


MatterState = Literal[
    "proposed", "endorsed", "lapsed", "withdrawn", "admitted", "returned", "redirected", "join_suggested", "joined",
    "scheduled", "in_meeting", "working", "rejected", "deferred", "escalated", "awaiting_reply", "answered",
    "reported_done", "reopened", "done",
]
MATTER: Lifecycle[MatterState] = Lifecycle("matter", {
    ("proposed", "gather_enough"): "endorsed",
    ("proposed", "lapse"): "lapsed",
    ("proposed", "withdraw"): "withdrawn",
    ("proposed", "revise"): "proposed",
    ("endorsed", "fall_short"): "proposed",
    ("endorsed", "withdraw"): "withdrawn",
    ("endorsed", "admit"): "admitted",
    ("endorsed", "return"): "returned",
    ("endorsed", "redirect"): "redirected",
    ("endorsed", "suggest_join"): "join_suggested",
    ("join_suggested", "accept_join"): "joined",
    ("join_suggested", "decline_join"): "endorsed",
    ("returned", "revise"): "endorsed",
    ("returned", "withdraw"): "withdrawn",
    ("admitted", "schedule"): "scheduled",
    ("deferred", "schedule"): "scheduled",
    ("scheduled", "unschedule"): "admitted",
    ("scheduled", "take_up"): "in_meeting",
    ("in_meeting", "adopt"): "working",
    ("in_meeting", "reject"): "rejected",
    ("in_meeting", "defer"): "deferred",
    ("in_meeting", "adjourn"): "deferred",
    ("in_meeting", "escalate"): "escalated",
    ("working", "docket"): "awaiting_reply",
    ("escalated", "docket"): "awaiting_reply",
    ("reopened", "docket"): "awaiting_reply",
    ("awaiting_reply", "docket"): "awaiting_reply",
    ("awaiting_reply", "answer_with_work"): "working",
    ("awaiting_reply", "answer"): "answered",
    ("working", "renew"): "working",
    ("working", "report_done"): "reported_done",
    ("reopened", "renew"): "working",
    ("reopened", "report_done"): "reported_done",
    ("reported_done", "confirm_done"): "done",
    ("reported_done", "reopen"): "reopened",
})

ENDED: tuple[MatterState, ...] = ("withdrawn", "lapsed", "joined", "redirected", "rejected", "answered", "done")
CAN_ENDORSE: tuple[MatterState, ...] = ("proposed", "endorsed")
AT_WORK: tuple[MatterState, ...] = ("working", "reported_done", "reopened")
IN_THE_JOINT_MEETING: tuple[MatterState, ...] = ("awaiting_reply", *AT_WORK)
"""A matter that waits for a reply, or for what the reply promised, may be on the agenda of the body that owes or
gave it without changing its state."""


class Owner(StrEnum):
    """Who owes the next step."""

    NEIGHBOURS = "neighbours"
    AUTHOR = "author"
    SECRETARY = "secretary"
    CONVENOR = "convenor"
    ROOM = "room"
    BODY = "body"
    UNIT = "unit"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Limits:
    """How long each step may take; a community sets the first three."""

    endorse_days: int = 30
    screen_workdays: int = 5
    threshold: int = 10
    join_days: int = 7
    revise_days: int = 30
    convene_days: int = 15
    confirm_days: int = 14
    renew_days: int = 30
    working_days: WorkingDays = WEEKENDS_ALONE


OWED_BY: dict[MatterState, Owner] = {
    "proposed": Owner.NEIGHBOURS, "endorsed": Owner.SECRETARY, "join_suggested": Owner.AUTHOR,
    "returned": Owner.AUTHOR, "admitted": Owner.CONVENOR, "deferred": Owner.CONVENOR,
    "scheduled": Owner.BODY, "in_meeting": Owner.ROOM, "escalated": Owner.BODY,
    "awaiting_reply": Owner.BODY, "working": Owner.UNIT, "reported_done": Owner.NEIGHBOURS, "reopened": Owner.BODY,
}


def owed_by(state: MatterState) -> Owner:
    """Who owes the next step in a state."""
    return OWED_BY.get(state, Owner.NOBODY)


def due_after(state: MatterState, today: date, limits: Limits) -> date | None:
    """The date by which the step owed in a state falls due; None where the caller knows it, or nothing is owed."""
    if state == "endorsed":
        return limits.working_days.after(today, limits.screen_workdays)
    days_in: dict[MatterState, int] = {
        "proposed": limits.endorse_days, "join_suggested": limits.join_days,
        "returned": limits.revise_days, "admitted": limits.convene_days,
        "reported_done": limits.confirm_days, "reopened": limits.renew_days,
    }
    days = days_in.get(state)
    return today + timedelta(days=days) if days else None
