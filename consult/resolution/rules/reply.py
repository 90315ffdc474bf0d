"""The four replies and what each must carry."""
from __future__ import annotations

from datetime import date
from enum import StrEnum

from consult.core.errors import BadShape


class Decision(StrEnum):
    """What a body says to an outcome (practice.md 2.2, 联席会议)."""

    ADOPT = "adopt"
    ADOPT_IN_PART = "adopt_in_part"
    REFER = "refer"
    DECLINE = "decline"


class Basis(StrEnum):
    """What a reply rests on."""

    LAW = "law"
    BUDGET = "budget"
    JURISDICTION = "jurisdiction"
    OTHER = "other"


class Given(StrEnum):
    """Where a body gave its reply."""

    SITTING = "sitting"
    BETWEEN = "between"


ANSWER_DAYS = 30
"""When a body's data name no time, an outcome is to be answered within thirty days."""
SHORTEST_RULE = 4
WITH_WORK = (Decision.ADOPT, Decision.ADOPT_IN_PART)


def given_where(meeting_id: int | None, between_rule: str) -> Given:
    """At the sitting named; else between sittings, which names the rule that allows it. BadShape where neither is said."""
    if meeting_id is not None:
        return Given.SITTING
    if len(between_rule.strip()) < SHORTEST_RULE:
        raise BadShape({"between_rule": "sitting_or_rule"})
    return Given.BETWEEN


def carried(
    decision: Decision, *, unit_id: int | None, due_on: date | None, referred_to: str
) -> tuple[int | None, date | None, str]:
    """Of what a form sent, what the decision carries: nobody is to do anything about a declined outcome."""
    if decision == Decision.DECLINE:
        return None, None, ""
    return unit_id, due_on, referred_to if decision == Decision.REFER else ""


def check_reply(
    decision: Decision, *, unit: object, due_on: date | None, referred_to: str, today: date,
    disagreed: bool = False, to_dissenters: str = "",
) -> None:
    """Refuse a reply that lacks what it must carry: adoption a responsible unit and a date, referral to whom,
    and where some voted or spoke against, a word to them."""
    missing: dict[str, str] = {}
    if decision in WITH_WORK and not unit:
        missing["unit_id"] = "missing"
    if decision in WITH_WORK and due_on is None:
        missing["due_on"] = "missing"
    if decision == Decision.REFER and not referred_to:
        missing["referred_to"] = "missing"
    if due_on is not None and due_on < today:
        missing["due_on"] = "past"
    if disagreed and not to_dissenters:
        missing["to_dissenters"] = "missing"
    if missing:
        raise BadShape(missing)
