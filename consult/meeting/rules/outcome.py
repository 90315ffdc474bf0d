"""The four ends of a discussion and what each must carry."""
from __future__ import annotations

from datetime import date

from consult.core.errors import BadShape, RuleBroken
from consult.meeting.rules.kinds import MotionState, Outcome

MUST_CARRY = {
    Outcome.ADOPTED: ("owner", "due_on"), Outcome.REJECTED: ("reason",),
    Outcome.DEFERRED: ("reason", "due_on"), Outcome.ESCALATED: ("reason", "escalated_to"),
}


def check_outcome(
    outcome: Outcome, *, motion_state: MotionState | None, reason: str, owner: str, due_on: date | None,
    escalated_to: int | None, today: date,
) -> None:
    """Refuse an end that lacks what it must carry, naming every field at once.

    Adopted: a motion that passed, an owner and a date. Rejected: a reason. Deferred: a reason and a date.
    Escalated: a reason and the body. (practice.md 2.2: 议而不决 and 决而不行 are the complaints answered here.)
    """
    if motion_state in ("moved", "put"):
        raise RuleBroken("motion_pending", state=motion_state)
    if outcome == Outcome.ADOPTED and motion_state != "passed":
        raise RuleBroken("nothing_passed")
    if outcome == Outcome.REJECTED and motion_state == "passed":
        raise RuleBroken("motion_passed")
    missing = _missing(outcome, reason, owner, due_on, escalated_to)
    if due_on is not None and due_on < today and "due_on" not in missing:
        missing["due_on"] = "past"
    if missing:
        raise BadShape(missing)


def _missing(
    outcome: Outcome, reason: str, owner: str, due_on: date | None, escalated_to: int | None
) -> dict[str, str]:
    given = {"reason": reason, "owner": owner, "due_on": due_on, "escalated_to": escalated_to}
    return {name: "missing" for name in MUST_CARRY[outcome] if not given[name]}
