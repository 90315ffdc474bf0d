"""Reads of vote rules: the packs that come with the product, and what a community adopted for itself."""
from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.ballot.models import CommunityRule
from consult.ballot.rules.reading import read_pack, read_rule
from consult.ballot.rules.vote_rule import VoteRule, rule_in_force

PACKS = ("cn.toml",)


@cache
def rules_at_hand() -> tuple[VoteRule, ...]:
    """Every rule of the packs that come with the product."""
    folder = resources.files("consult.ballot.rules") / "packs"
    return tuple(rule for pack in PACKS for rule in read_pack((folder / pack).read_text("utf-8")))


def rule_for(code: str, day: date, *, db: Session | None = None, community_id: int = 0) -> VoteRule:
    """The version of a rule in force on a day: the community's own where it adopted one, else the packs'."""
    own = own_rules(db, community_id) if db is not None else ()
    return rule_in_force((*own, *rules_at_hand()), code, day)


def own_rules(db: Session, community_id: int) -> tuple[VoteRule, ...]:
    """What a community adopted for itself, the newest version of a code first."""
    rows = db.scalars(
        select(CommunityRule).where(CommunityRule.community_id == community_id)
        .order_by(CommunityRule.code, CommunityRule.version.desc()))
    return tuple(read_rule(row.entry) for row in rows)


def rules_in_force(db: Session, community_id: int, day: date) -> list[VoteRule]:
    """Every rule a community may put a question under on a day, its own first; one version of each code."""
    found: dict[str, VoteRule] = {}
    for rule in (*own_rules(db, community_id), *rules_at_hand()):
        if rule.in_force(day):
            found.setdefault(rule.code, rule)
    return list(found.values())
