"""Moving a matter from state to state, so that owner and date always go with it."""
from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from consult.community.models import Community
from consult.community.queries import working_days
from consult.core.clock import local_date
from consult.core.working_days import kept_years
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import MATTER, Limits, due_after, owed_by
from consult.storage.work import Work


def limits_of(db: Session, community: Community) -> Limits:
    """The limits a community sets with the days it counts by, and the defaults for the rest."""
    return Limits(
        endorse_days=community.endorse_days, screen_workdays=community.screen_workdays,
        threshold=community.endorse_households, working_days=working_days(db, community.id),
    )


def community_of(work: Work, matter: Matter) -> Community:
    """The community a matter belongs to."""
    return work.get(Community, matter.community_id, lock=False)


def today(work: Work, community: Community) -> date:
    """The calendar date in the community at the moment of the work."""
    return local_date(work.now, community.timezone)


def move(work: Work, matter: Matter, verb: str, *, owed_name: str = "", due_on: date | None = None) -> None:
    """Move a matter, or refuse; who owes the next step and by when follows from the state it comes to."""
    state = MATTER.after(matter.state, verb)
    community = community_of(work, matter)
    matter.state = state
    matter.owed_by = owed_by(state)
    matter.owed_name = owed_name
    matter.due_on = due_on or due_after(state, today(work, community), limits_of(work.db, community))
    matter.due_without = kept_years(matter.due_on)
    matter.changed_at = work.now
