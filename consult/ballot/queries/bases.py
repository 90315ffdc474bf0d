"""Whose voices a rule counts in a scope, and the base they make, as the register has it on a day."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.ballot.queries.appraised import APPRAISED
from consult.ballot.rules.fit import counted_whom
from consult.ballot.rules.roll_base import base_of, frozen
from consult.ballot.rules.vote_rule import VoteRule
from consult.community.queries import electorates
from consult.community.rules.electors import Elector, Stated


def roll_and_base(
    db: Session, community_id: int, rule: VoteRule, scope: Mapping[str, Any], day: date,
    appraised: Collection[int] = (),
) -> tuple[Sequence[Elector], dict[str, Any]]:
    """Everyone entitled, and the base as a ballot freezes it; NotFound for a scope of another community. Who is
    appraised stays in the base and is silent."""
    counts = counted_whom(rule, scope["kind"])
    found = electorates.electorate(db, community_id, scope, counts, day)
    voices = [replace(v, silent_because=APPRAISED) if v.person_id in appraised else v for v in found.voices]
    return voices, frozen(rule, base_of(voices, counts, _stated(found.stated)))


def _stated(number: Stated | None) -> dict[str, Any] | None:
    return {**vars(number), "as_of": number.as_of.isoformat()} if number else None
