"""Verbs: make the public version of minutes, let it out as a second person, take it back."""
from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Any

from sqlalchemy import select

from consult.community.models import Community
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.core.events import canonical
from consult.minutes.models import Minutes, MinutesLine
from consult.minutes.rules.redaction import Redactor
from consult.publishing import policy, queries
from consult.publishing.actions.indexing import index, unindex
from consult.publishing.actions.seals import seal
from consult.publishing.events import PublicVersionApproved, PublicVersionPrepared, PublicVersionWithdrawn
from consult.publishing.models import PublicVersion
from consult.publishing.rules.states import PUBLIC_VERSION
from consult.storage.work import Work

Reason = Annotated[str, Length(most=500, least=10)]
LEFT_OUT = {"zh": "［这一段不公开］", "en": "[This passage is not public]"}
OWN_WORDS = ("speech", "statement")


def follow_record(work: Work, *, minutes_id: int) -> None:
    """Make the public version when a record is published; it waits for a second reader."""
    minutes = work.get(Minutes, minutes_id, lock=False)
    if queries.version_of(work.db, minutes.id) is None:
        _prepare(work, minutes, [])


def prepare_public(work: Work, *, minutes_id: int, withheld: str = "") -> dict[str, Any]:
    """Make the public version anew, leaving out whole lines by their positions ("3 14"): health, disputes, minors.

    Whoever makes it anew is the one who prepared it, and cannot let it out.
    """
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "prepare_public", minutes)
    if minutes.state != "published":
        raise RuleBroken("not_now", thing="minutes", state=minutes.state, move="prepare_public")
    positions = sorted({int(word) for word in withheld.replace(",", " ").replace("，", " ").split() if word.isdecimal()})
    version = _prepare(work, minutes, positions)
    return {"version_id": version.id, "hidden": version.hidden}


def _prepare(work: Work, minutes: Minutes, withheld: list[int]) -> PublicVersion:
    community = work.get(Community, minutes.community_id, lock=False)
    redactor = queries.redactor_for(work.db, community, local_date(work.now, community.timezone))
    rows = work.db.scalars(
        select(MinutesLine).where(MinutesLine.minutes_id == minutes.id).order_by(MinutesLine.position))
    lines, hidden = [], 0
    for row in rows:
        left_out = row.position in withheld
        hidden += 1 if left_out else len(redactor.finds(row.lead)) + len(redactor.finds(row.text))
        lines.append(_public_line(redactor, row, left_out, community.language))
    version = queries.version_of(work.db, minutes.id) or PublicVersion(
        community_id=minutes.community_id, minutes_id=minutes.id, state="prepared")
    version.state = PUBLIC_VERSION.after(version.state, "prepare")
    version.title, version.lines = redactor(minutes.title), lines
    version.withheld, version.hidden = [p for p in withheld if p <= len(lines)], hidden
    version.text_hash = hash_of(version)
    version.prepared_by_id = work.actor.person_id if work.actor and not work.actor.is_system else None
    version.prepared_at, version.approved_by_id, version.approved_at = work.now, None, None
    version.withdrawn_reason = ""
    work.add(version)
    work.record(PublicVersionPrepared(
        minutes_id=minutes.id, version_id=version.id, text_hash=version.text_hash, hidden=hidden,
        line_hashes=[_short(line) for line in lines], withheld=version.withheld))
    seal(work, "version", version.id)
    return version


def _public_line(redactor: Redactor, row: MinutesLine, left_out: bool, language: str) -> list[Any]:
    if left_out:
        lead = redactor(row.lead) if row.kind in OWN_WORDS else ""
        return [row.position, row.kind, lead, LEFT_OUT["en" if language == "en" else "zh"]]
    return [row.position, row.kind, redactor(row.lead), redactor(row.text)]


def hash_of(version: PublicVersion) -> str:
    """SHA-256 over the title and the lines as the public reads them."""
    return sha256(canonical([version.title, version.lines])).hexdigest()


def _short(line: list[Any]) -> str:
    """Tells which line was changed; the whole hash tells that one was."""
    return sha256(canonical(line)).hexdigest()[:16]


def approve_public(work: Work, *, version_id: int, text_hash: str) -> dict[str, str]:
    """Let the public version out, having read it; never by the one who prepared it.

    `text_hash` is that of the text that was read: RuleBroken("edited_meanwhile") when it is another by now.
    """
    version = work.get(PublicVersion, version_id)
    actor = policy.require(work.actor, "approve_public", version)
    if version.prepared_by_id == actor.person_id:
        raise RuleBroken("second_person_needed")
    if version.text_hash != text_hash:
        raise RuleBroken("edited_meanwhile", revision=0)
    version.state = PUBLIC_VERSION.after(version.state, "approve")
    version.approved_by_id, version.approved_at = actor.person_id, work.now
    minutes = work.get(Minutes, version.minutes_id, lock=False)
    index(work, "minutes", version.id, version.community_id,
          [version.title, *(f"{lead} {text}" for _, _, lead, text in version.lines)])
    work.record(PublicVersionApproved(
        minutes_id=minutes.id, version_id=version.id, number=minutes.no, text_hash=version.text_hash))
    seal(work, "version", version.id)
    return {"number": minutes.no}


def withdraw_public(work: Work, *, version_id: int, reason: Reason) -> None:
    """Take the public version back at once, with a reason that is logged and shown; it can be prepared anew."""
    version = work.get(PublicVersion, version_id)
    policy.require(work.actor, "withdraw_public", version)
    community = work.get(Community, version.community_id, lock=False)
    redactor = queries.redactor_for(work.db, community, local_date(work.now, community.timezone))
    version.state = PUBLIC_VERSION.after(version.state, "withdraw")
    version.withdrawn_reason = redactor(reason)
    unindex(work, "minutes", version.id)
    work.record(PublicVersionWithdrawn(
        minutes_id=version.minutes_id, version_id=version.id, reason=version.withdrawn_reason))
    seal(work, "version", version.id)
