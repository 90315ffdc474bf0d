"""Who is entitled in a sitting, whole: as the register has it before the sitting opens, and at the opening."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.ballot.queries.bases import roll_and_base
from consult.ballot.rules.vote_rule import Bar, Base, Op, VoteRule
from consult.community.models import Body
from consult.community.rules.sittings import Kind
from consult.meeting.models import Meeting


def base_of_body(db: Session, meeting: Meeting, rule: VoteRule, day: date) -> dict[str, Any]:
    """The base of a sitting in which the body's members have the voices."""
    return roll_and_base(db, meeting.community_id, rule, {"kind": "body", "id": meeting.body_id}, day)[1]


def foreseen_base(
    db: Session, meeting: Meeting, kind: Kind, rule: VoteRule, day: date
) -> tuple[VoteRule, dict[str, Any]] | None:
    """The rule with the quorum that the sitting will have, and its base if it opened today; None where the voices are
    not those of the body, but of who has a part."""
    return foreseen_of_body(db, meeting.body, kind, rule, day)


def foreseen_of_body(
    db: Session, body: Body, kind: Kind, rule: VoteRule, day: date
) -> tuple[VoteRule, dict[str, Any]] | None:
    """The same before a meeting is called: what a sitting of the body would have if it opened on a day."""
    if kind.voices != "body" or body.community_id is None:
        return None
    if kind.quorum:
        rule = replace(rule, quorums=(Bar("present", Op.AT_LEAST, kind.quorum.num, kind.quorum.den, Base.ELIGIBLE),))
    return rule, roll_and_base(db, body.community_id, rule, {"kind": "body", "id": body.id}, day)[1]
