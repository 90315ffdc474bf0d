"""Publishing what was signed, and appending corrections."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from consult.community.models import Community
from consult.core.arguments import Text
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.meeting.models import Discussion
from consult.minutes import policy
from consult.minutes.actions.loading import check_revision, check_state
from consult.minutes.events import ErratumAppended, MinutesPublished
from consult.minutes.models import Erratum, Minutes, MinutesLine
from consult.minutes.rules.fingerprint import words_hash
from consult.minutes.rules.kinds import MINUTES
from consult.storage.work import Work


def publish(work: Work, *, minutes_id: int, revision: int) -> dict[str, Any]:
    """Publish signed minutes under the year's next number."""
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "publish", minutes)
    community = work.get(Community, minutes.community_id)
    check_revision(minutes, revision)
    minutes.state = MINUTES.after(minutes.state, "publish")
    minutes.year = local_date(work.now, community.timezone).year
    minutes.number = _next_number(work, minutes)
    minutes.published_at = work.now
    matters = select(Discussion.matter_id).where(
        Discussion.meeting_id == minutes.meeting_id, Discussion.state == "closed")
    work.record(MinutesPublished(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, number=minutes.no,
        text_hash=minutes.text_hash or "", matter_ids=list(work.db.scalars(matters)),
    ))
    return {"number": minutes.no}


def _next_number(work: Work, minutes: Minutes) -> int:
    taken = select(func.max(Minutes.number)).where(
        Minutes.community_id == minutes.community_id, Minutes.year == minutes.year, Minutes.id != minutes.id)
    return (work.db.scalar(taken) or 0) + 1


def append_erratum(
    work: Work, *, minutes_id: int, text: Text, reason: Text, position: int | None = None
) -> dict[str, int]:
    """Append a correction to published minutes; the text that it corrects stays as it was signed."""
    minutes = work.get(Minutes, minutes_id)
    actor = policy.require(work.actor, "publish", minutes)
    check_state(minutes, "published", "append_erratum")
    last = work.db.scalar(select(func.max(MinutesLine.position)).where(MinutesLine.minutes_id == minutes.id)) or 0
    if position is not None and not 1 <= position <= last:
        raise RuleBroken("line_is_gone")
    nth = (work.db.scalar(select(func.max(Erratum.nth)).where(Erratum.minutes_id == minutes.id)) or 0) + 1
    work.add(Erratum(
        minutes_id=minutes.id, nth=nth, position=position, text=text, reason=reason, person_id=actor.person_id,
        shown_as=actor.name, appended_at=work.now,
    ))
    work.record(ErratumAppended(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, nth=nth, erratum_hash=words_hash(text, reason)))
    return {"nth": nth}
