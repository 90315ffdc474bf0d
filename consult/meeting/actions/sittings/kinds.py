"""Kinds of sitting: one is added to those at hand; a meeting takes its copy."""
from __future__ import annotations

import secrets
import tomllib
from typing import Any

from consult.community.models import Body
from consult.community.rules.sittings import Kind, kind_from
from consult.core.errors import BadShape
from consult.core.events import plain
from consult.meeting import policy
from consult.meeting.actions.sittings.people import write_part
from consult.meeting.events.sittings import SittingLaidOut
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Sitting, SittingKind
from consult.meeting.queries import sittings as queries
from consult.storage.work import Work


def adopt_kind(work: Work, *, source: str) -> dict[str, list[str]]:
    """Add the kinds of a TOML text to those at hand, or put a new version in place of an added one."""
    policy.require(work.actor, "adopt_kind", None)
    try:
        found = [kind_from(entry) for entry in tomllib.loads(source).get("kind", [])]
    except ValueError as problem:
        raise BadShape({"source": str(problem)}) from problem
    for kind in found:
        row = work.db.get(SittingKind, kind.code)
        if row:
            row.ways, row.adopted_at = plain(kind.plain()), work.now
        else:
            work.add(SittingKind(code=kind.code, ways=plain(kind.plain()), adopted_at=work.now))
    return {"codes": [kind.code for kind in found]}


def copy_kind(
    work: Work, meeting: Meeting, kind: Kind, *, follows: Sitting | None = None, round: int = 1,
    seats: dict[str, Any] | None = None,
) -> Sitting:
    """A meeting takes its copy of a kind; who chairs, and who had a part in the sitting before, have it here too."""
    held = work.add(Sitting(
        meeting_id=meeting.id, kind=kind.code, ways=plain(kind.plain()), seats=seats or _seats(kind), phase=None,
        round=round, follows_id=follows.meeting_id if follows else None, lot=None, door=secrets.token_hex(32),
    ))
    if kind.phases or kind.roles:
        work.record(SittingLaidOut(
            meeting_id=meeting.id, kind=kind.code, name=kind.name, name_en=kind.name_en, round=round,
            follows_id=held.follows_id, phases=[_shown(phase) for phase in kind.phases],
            roles=[{"code": r.code, "name": r.name, "name_en": r.name_en} for r in kind.roles],
        ))
    if kind.role("chair"):
        write_part(work, meeting, meeting.chair_id, "chair", "")
    for part in queries.parts(work.db, follows.meeting_id) if follows else ():
        if part.role != "chair" and part.person_id != meeting.chair_id:
            write_part(work, meeting, part.person_id, part.role, part.grp)
    return held


def _shown(phase: Any) -> dict[str, Any]:
    return {"code": phase.code, "name": phase.name, "name_en": phase.name_en, "speakers": list(phase.speakers),
            "allows": list(phase.allows), "must": list(phase.must)}


def _seats(kind: Kind) -> dict[str, int]:
    role = kind.signed_up
    return {group.code: group.seats for group in role.groups if group.drawn} if role else {}


def kind_to_convene(work: Work, body: Body) -> Kind:
    """The kind of a body's sittings, as it is today."""
    return queries.kind_of_body(work.db, body)
