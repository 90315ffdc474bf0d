"""What an announcement would be, before anything is written: its question, its roll and its base."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.ballot.queries.appraised import appraised
from consult.ballot.queries.bases import roll_and_base
from consult.ballot.queries.places import place_of
from consult.ballot.queries.vote_rules import rule_for
from consult.ballot.rules import secrecy
from consult.ballot.rules.asking import Electors, Hours, ToAsk, check_hours
from consult.ballot.rules.fit import check_fits
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.roll_base import as_advisory
from consult.ballot.rules.secrecy import Secrecy
from consult.ballot.rules.vote_rule import Method, VoteRule
from consult.community.models import Body, Community, Person
from consult.community.rules.electors import Elector
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken


@dataclass(frozen=True)
class Foreseen:
    """A question under its rule, put to a roll as the register has it today."""

    rule: VoteRule
    asked: Question
    scope: dict[str, str | int]
    roll: Sequence[Elector]
    base: dict[str, Any]

    def settled(self, secrecy_chosen: Secrecy | None, *, advisory: bool) -> VoteRule:
        """The rule as it will be frozen: named or secret, or turned into an opinion; RuleBroken where it is neither."""
        rule = as_advisory(self.rule) if advisory else self.rule
        return secrecy.settled(rule, secrecy_chosen or "", voices=self.base["able"])


def foresee(
    db: Session, *, community: Community, asks: ToAsk, rule: str, electors: Electors, hours: Hours, now: datetime
) -> Foreseen:
    """What would be announced; RuleBroken where the rule refuses the hours, the question or those who are asked, and
    NotFound for a place, a body or an appraised person of another community."""
    chosen = rule_for(rule, local_date(hours.opens_at, community.timezone), db=db, community_id=community.id)
    check_hours(chosen, hours, now, community.timezone)
    _check_about(db, community.id, asks, electors)
    asked = put_question(chosen, form=asks.form, options=asks.options.splitlines(), most=asks.most,
                         allows_other=asks.allows_other)
    scope = electors.plain()
    check_fits(chosen, place_of(db, community.id, scope))
    day = local_date(now, community.timezone)
    roll, base = roll_and_base(db, community.id, chosen, scope, day, _appraised(db, community.id, chosen, asks, day))
    return Foreseen(chosen, asked, scope, roll, base)


def _check_about(db: Session, community_id: int, asks: ToAsk, electors: Electors) -> None:
    person = db.get(Person, asks.about_id) if asks.about_id else None
    body = db.get(Body, asks.about_body_id) if asks.about_body_id else None
    for id, found in ((asks.about_id, person), (asks.about_body_id, body)):
        if id and (found is None or found.community_id != community_id):
            raise NotFound("appraised")
    if asks.about_body_id and (electors.scope, electors.scope_id) == ("body", asks.about_body_id):
        raise RuleBroken("body_appraises_itself")


def _appraised(db: Session, community_id: int, rule: VoteRule, asks: ToAsk, day: date) -> frozenset[int]:
    """Who does not vote, since it is about them."""
    if rule.method != Method.MODAL_GRADE:
        return frozenset()
    return appraised(db, community_id, day, person_id=asks.about_id, body_id=asks.about_body_id)
