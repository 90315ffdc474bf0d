"""What the verbs of the record load and keep: the lines in order, a version a revision, the reader."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from consult.core.errors import Forbidden, RuleBroken
from consult.minutes.models import Minutes, MinutesLine, MinutesReader, MinutesVersion, Signature
from consult.minutes.rules.kinds import MinutesState
from consult.storage.work import Work

Change = dict[str, Any]
"""One line's change: what (text, added, merged, moved), line, position, before, after."""


def lines_of(work: Work, minutes: Minutes) -> list[MinutesLine]:
    """The lines in order."""
    wanted = select(MinutesLine).where(MinutesLine.minutes_id == minutes.id)
    return list(work.db.scalars(wanted.order_by(MinutesLine.position, MinutesLine.id)))


def line_of(work: Work, minutes: Minutes, line_id: int) -> MinutesLine:
    """One line of these minutes; RuleBroken when it is not one of theirs, or no more."""
    line = work.db.get(MinutesLine, line_id)
    if line is None or line.minutes_id != minutes.id:
        raise RuleBroken("line_is_gone")
    return line


def check_state(minutes: Minutes, state: MinutesState, move: str) -> None:
    """RuleBroken("not_now") unless the minutes are in a state."""
    if minutes.state != state:
        raise RuleBroken("not_now", thing="minutes", state=minutes.state, move=move)


def check_revision(minutes: Minutes, revision: int) -> None:
    """RuleBroken("edited_meanwhile") when somebody saved since `revision` was read."""
    if minutes.revision != revision:
        raise RuleBroken("edited_meanwhile", revision=minutes.revision)


def keep_version(work: Work, minutes: Minutes, why: str, changes: list[Change]) -> None:
    """The next revision, with what changed in it."""
    minutes.revision += 1
    work.add(version(work, minutes, why, changes))


def version(work: Work, minutes: Minutes, why: str, changes: list[Change]) -> MinutesVersion:
    """A revision as it is kept."""
    known = work.actor is not None and not work.actor.is_system
    return MinutesVersion(
        minutes_id=minutes.id, revision=minutes.revision, saved_at=work.now, why=why, changes=changes,
        saved_by_id=work.actor.person_id if known and work.actor else None,
        saved_by=work.actor.name if known and work.actor else "",
    )


def change(what: str, line: MinutesLine, before: str, after: str) -> Change:
    """One line's change as it is kept."""
    return {"what": what, "line": line.id, "position": line.position, "lead": line.lead, "before": before, "after": after}


def renumber(lines: Sequence[MinutesLine]) -> None:
    """Positions from one, in this order."""
    for position, line in enumerate(lines, start=1):
        line.position = position


def own_reader(work: Work, minutes: Minutes) -> MinutesReader:
    """Who acts, as one who was asked to read; Forbidden for everybody else."""
    person_id = work.actor.person_id if work.actor else 0
    found = work.db.scalar(select(MinutesReader).where(
        MinutesReader.minutes_id == minutes.id, MinutesReader.person_id == person_id))
    if found is None:
        raise Forbidden("not_yours_to_do", verb="read")
    return found


def signatures_of(work: Work, minutes: Minutes) -> list[Signature]:
    """Who signed so far."""
    return list(work.db.scalars(select(Signature).where(Signature.minutes_id == minutes.id)))


def check_unsigned(work: Work, minutes: Minutes) -> None:
    """RuleBroken once somebody signed: the words under a signature stay."""
    if signatures_of(work, minutes):
        raise RuleBroken("already_signed")
