"""What a meeting does to a matter; called by the meeting, which has permitted it."""
from __future__ import annotations

from datetime import timedelta

from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.matter.actions.moving import community_of, limits_of, move, today
from consult.matter.events import MatterScheduled, MatterTakenUp, MatterUnscheduled
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import IN_THE_JOINT_MEETING
from consult.storage.work import Work


def schedule(work: Work, scheduled: MatterScheduled, *, community_id: int, body_id: int = 0) -> Matter:
    """Put a matter on a meeting's agenda and post the notice.

    One that waits for a reply, or for what the reply promised, stays as it is, and comes before no other body
    than the one that owes or gave it.
    """
    matter = work.get(Matter, scheduled.matter_id)
    if matter.community_id != community_id:
        raise NotFound("matter")
    if matter.state in IN_THE_JOINT_MEETING and matter.answered_by_id != body_id:
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="schedule")
    if matter.state not in IN_THE_JOINT_MEETING:
        due_on = local_date(scheduled.starts_at, community_of(work, matter).timezone)
        move(work, matter, "schedule", owed_name=scheduled.body, due_on=due_on)
    work.record(scheduled)
    return matter


def unschedule(work: Work, *, matter_id: int, meeting_id: int, reason: str) -> None:
    """Take a matter off an agenda: the meeting was cancelled or did not come to it."""
    matter = work.get(Matter, matter_id)
    # One that was to be heard again while it waited for its reply may have been answered since.
    if matter.state == "scheduled":
        move(work, matter, "unschedule")
    work.record(MatterUnscheduled(matter_id=matter.id, meeting_id=meeting_id, reason=reason))


def take_up(
    work: Work, *, matter_id: int, meeting_id: int, discussion_id: int, body: str, body_en: str
) -> None:
    """The room opens the discussion of a matter."""
    matter = work.get(Matter, matter_id)
    if matter.state not in IN_THE_JOINT_MEETING:
        move(work, matter, "take_up", owed_name=body, due_on=today(work, community_of(work, matter)))
    work.record(MatterTakenUp(
        matter_id=matter.id, meeting_id=meeting_id, discussion_id=discussion_id, body=body, body_en=body_en,
    ))


def adjourn(work: Work, *, matter_id: int, meeting_id: int, reason: str) -> None:
    """The sitting ended before the discussion did: whoever convenes the body owes the day on which it goes on."""
    matter = work.get(Matter, matter_id)
    if matter.state not in IN_THE_JOINT_MEETING:
        community = community_of(work, matter)
        due_on = today(work, community) + timedelta(days=limits_of(work.db, community).convene_days)
        move(work, matter, "adjourn", due_on=due_on)
    work.record(MatterUnscheduled(matter_id=matter.id, meeting_id=meeting_id, reason=reason, adjourned=True))
