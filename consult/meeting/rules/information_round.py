"""Before there is a motion: what is heard then (动议中心, practice.md 2.8)."""
from __future__ import annotations

from consult.core.errors import RuleBroken
from consult.meeting.rules.kinds import Stance
from consult.meeting.rules.order import Order

OF_FACT = (Stance.QUESTION, Stance.ADDITION)


def why_not_heard(order: Order, stance: str | None, *, has_motion: bool) -> str:
    """Why a hand is not taken while nothing is moved; empty when it is. Without a stance: whether any is taken."""
    if has_motion or order.information_round == "open":
        return ""
    if order.information_round == "closed":
        return "motion_first"
    return "" if stance is None or stance in OF_FACT else "facts_first"


def check_heard_now(order: Order, stance: Stance, *, has_motion: bool) -> None:
    """Refuse a hand for or against nothing: in an information round only questions and additions are heard."""
    if why_not_heard(order, stance, has_motion=has_motion) == "motion_first":
        raise RuleBroken("motion_first")
    if why_not_heard(order, stance, has_motion=has_motion) == "facts_first":
        raise RuleBroken("facts_first")
