"""A community's own vote rules, in versions; and results of votes that others hold, recorded with their document."""
from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import func, select

from consult.ballot import policy, queries
from consult.ballot.events import OfficialResultRecorded, RuleAdopted
from consult.ballot.models import CommunityRule, OfficialResult
from consult.ballot.rules import official_figures
from consult.ballot.rules.coherence import to_adopt
from consult.ballot.rules.reading import read_pack
from consult.ballot.rules.reading_bars import RuleFault
from consult.ballot.rules.vote_rule import Binding
from consult.community.models import Community
from consult.core.arguments import Length, Line, Text
from consult.core.clock import local_date
from consult.core.errors import BadShape, RuleBroken
from consult.storage.pictures import picture_from
from consult.storage.work import Work

Pack = Annotated[str, Length(most=50_000, least=1)]
FILE_MOST = 2_000_000


def adopt_rules(work: Work, *, community_id: int, pack: Pack) -> dict[str, Any]:
    """Adopt the rules of a pack for one's own community; each is a new version of its code. RuleBroken names the
    line, the rule and the field that cannot be read."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "adopt_rule", community)
    try:
        rules = read_pack(pack, to_adopt)
    except RuleFault as fault:
        raise RuleBroken("rule_unreadable", line=fault.line, rule=fault.code, field=fault.field, why=fault.why) from None
    adopted = []
    for rule in rules:
        version = (work.db.scalar(select(func.max(CommunityRule.version)).where(
            CommunityRule.community_id == community.id, CommunityRule.code == rule.code)) or 0) + 1
        work.add(CommunityRule(
            community_id=community.id, code=rule.code, version=version, entry=rule.plain(), adopted_at=work.now,
            adopted_by_id=actor.person_id or None))
        work.record(RuleAdopted(community_id=community.id, rule=rule.code, version=version))
        adopted.append({"code": rule.code, "version": version})
    return {"adopted": adopted}


@dataclass(frozen=True)
class HeldElsewhere:
    """Who held a vote, when, and the document that says so."""

    held_on: date
    held_by: Annotated[str, Length(most=120, least=1)]
    document: Annotated[str, Length(most=200)]
    document_on: date


@dataclass(frozen=True)
class OfficialFigures:
    """The figures of a document, where it has them."""

    eligible: int = 0
    participating: int = 0
    votes_for: int = 0
    votes_next: int = 0
    """Of whoever came next; a run-off goes to the one with most votes (居委会组织法 art. 19)."""


NO_FIGURES = OfficialFigures()


def record_official_result(
    work: Work, *, community_id: int, title: Line, rule: str, held: HeldElsewhere, says: Text,
    figures: OfficialFigures = NO_FIGURES, file: bytes = b"",
) -> dict[str, Any]:
    """Record the result of a vote held by who has the power to hold it. Nothing is counted here: the document says it.
    Where it has figures, it is told whether they meet the rule; they are recorded all the same.

    `file` is a PDF of two million bytes at the most, kept as it is, or a picture, which is encoded anew: what a
    telephone writes into it is not kept. The log holds the file's SHA-256.
    """
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "record_official", community)
    chosen = queries.rule_for(rule, held.held_on, db=work.db, community_id=community_id)
    if chosen.binding != Binding.RECORD_ONLY and not chosen.official_only:
        raise RuleBroken("held_here", rule=rule)
    if held.held_on > local_date(work.now, community.timezone):
        raise BadShape({"held_on": "not_yet"})
    if not held.document and not file:
        raise BadShape({"document": "missing"})
    kept_file, kind = document_from(file) if file else (None, None)
    kept = work.add(OfficialResult(
        community_id=community_id, title=title, rule=chosen.plain(), says=says, **asdict(held), file=kept_file, file_kind=kind,
        figures={**_as_told(figures), **(told := official_figures.held_against(chosen, **asdict(figures)))},
        recorded_at=work.now, recorded_by_id=actor.person_id))
    work.record(OfficialResultRecorded(
        community_id=community_id, result_id=kept.id, title=title, held_on=held.held_on,
        document=held.document,
        file_hash=hashlib.sha256(kept_file).hexdigest() if kept_file else ""))
    return {"result_id": kept.id, "meets_rule": told.get("meets_rule")}


def _as_told(figures: OfficialFigures) -> dict[str, int]:
    return {"eligible": figures.eligible, "participating": figures.participating, "for": figures.votes_for,
            "next": figures.votes_next}


def document_from(file: bytes) -> tuple[bytes, str]:
    """(what is kept, its kind), told by the first bytes; BadShape for anything that is not offered, or too large."""
    if file.startswith(b"%PDF-"):
        if len(file) > FILE_MOST:
            raise BadShape({"file": "too_large"})
        return file, "application/pdf"
    if not file.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        raise BadShape({"file": "not_a_document"})
    return picture_from(file, "file").data, "image/jpeg"
