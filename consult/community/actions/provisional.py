"""What is noted when somebody comes to speak for a home: by whose hand, and until when somebody else must agree."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from consult.community.models import Community, RepresentativeChange
from consult.community.rules.representing import confirm_until
from consult.storage.work import Work


@dataclass(frozen=True)
class Naming:
    """How somebody comes to speak for a home: by whose hand, whom they follow, why, and what is said against it."""

    by_id: int | None = None
    former_id: int | None = None
    reason: str = ""
    disputed: str = ""
    on_paper: bool = False
    """The home's own wish, on a paper that was seen."""


BY_APPOINTMENT = Naming()


def note_change(
    work: Work, *, community: Community, household_id: int, to_id: int, day: date, naming: Naming
) -> RepresentativeChange | None:
    """Write down that somebody speaks for a home from a day. Nothing is written where the installation itself did it.

    A change that nobody confirmed yet gives way: the one after it stands against whoever was confirmed before both, and
    has no longer to be confirmed than the first had. Where that one comes back, nobody needs to agree.
    """
    by_id = naming.by_id or _official(work)
    if by_id is None:
        return None
    earlier = waiting_change(work, household_id)
    former, before = naming.former_id, None
    if earlier:
        earlier.lapsed_on, former, before = day, earlier.from_id, earlier.confirm_until
    until = None if earlier and former == to_id else confirm_until(day, community.opened_on, before)
    return work.add(RepresentativeChange(
        household_id=household_id, from_id=former, to_id=to_id, changed_on=day, by_id=by_id, reason=naming.reason,
        disputed=naming.disputed, on_paper=naming.on_paper, confirm_until=until))


def waiting_change(work: Work, household_id: int) -> RepresentativeChange | None:
    """The change of a home that still waits to be confirmed."""
    return work.db.scalar(select(RepresentativeChange).where(
        RepresentativeChange.household_id == household_id, RepresentativeChange.confirm_until.is_not(None),
        RepresentativeChange.confirmed_at.is_(None), RepresentativeChange.lapsed_on.is_(None))
        .order_by(RepresentativeChange.id.desc()).limit(1))


def _official(work: Work) -> int | None:
    return work.actor.person_id if work.actor and not work.actor.is_system else None
