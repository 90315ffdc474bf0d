"""A community adopts a year of holidays and days worked, in versions, from the file of its yearly notice."""
from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import func, select

from consult.community import policy
from consult.community.events import YearAdopted
from consult.community.models import AdoptedYear, Community
from consult.community.rules.year_of_days import DaysFault, read_year
from consult.core.arguments import Length
from consult.core.errors import RuleBroken
from consult.storage.work import Work

File = Annotated[str, Length(most=20_000, least=1)]


def adopt_year(work: Work, *, community_id: int, file: File) -> dict[str, Any]:
    """Count working days by this year from now on; what was counted before keeps its day. RuleBroken names the field
    that cannot be read."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "adopt_year", community)
    try:
        read = read_year(file)
    except DaysFault as fault:
        raise RuleBroken("year_unreadable", field=fault.field, why=fault.why) from None
    version = (work.db.scalar(select(func.max(AdoptedYear.version)).where(
        AdoptedYear.community_id == community.id, AdoptedYear.year == read.year)) or 0) + 1
    work.add(AdoptedYear(
        community_id=community.id, year=read.year, version=version, file=file, adopted_at=work.now,
        adopted_by_id=actor.person_id or None))
    work.record(YearAdopted(community_id=community.id, year=read.year, version=version, number=read.number))
    return {"year": read.year, "version": version}
