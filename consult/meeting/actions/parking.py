"""The parking lot: what is off the matter is kept, and may become a matter of its own (一事一议)."""
from __future__ import annotations

from typing import Annotated, Any

from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.matter import actions as matters
from consult.matter.rules.proposal import Proposal
from consult.meeting import policy
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import (
    an_open_meeting,
    check_neutral,
    speaker_for,
    the_discussion,
    the_meeting,
)
from consult.meeting.events import MatterParked, ParkedProposed, ParkedSettled
from consult.meeting.models import Discussion, Meeting, Parked
from consult.meeting.rules.procedure import PARKED
from consult.storage.work import Work

Words = Annotated[str, Length(most=500, least=2)]
Why = Annotated[str, Length(most=300, least=2)]


@room_command
def park(work: Work, *, meeting_id: int, text: Words, speaker_id: int | None = None) -> dict[str, int]:
    """Keep something that is off the matter; one's own, or the desk's note of what someone said."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    speaker, by_desk = speaker_for(work, meeting, actor, speaker_id)
    check_neutral(meeting, speaker.person_id)
    entry = work.add(Parked(
        discussion_id=discussion.id, **speaker.whose, text=text, state="kept", parked_at=work.now,
    ))
    work.record(MatterParked(
        meeting_id=meeting.id, discussion_id=discussion.id, parked_id=entry.id, person_id=speaker.id,
        called=speaker.called, text=text, by_desk=by_desk,
    ))
    return {"parked_id": entry.id}


@room_command
def propose_parked(work: Work, *, meeting_id: int, parked_id: int, proposal: Proposal) -> dict[str, Any]:
    """Put what was parked forward as a matter: whoever said it, or the desk on their behalf, also after the meeting.

    What a floor seat said is put forward by the desk itself.
    """
    meeting, actor = the_meeting(work, meeting_id, "speak")
    entry, _discussion = _entry(work, meeting, parked_id)
    if entry.person_id != actor.person_id:
        policy.require(actor, "run", meeting)
    state = PARKED.after(entry.state, "propose")
    made = matters.put_forward_for(
        work, community_id=meeting.community_id, proposer_id=entry.person_id or actor.person_id,
        proposal=proposal)
    entry.state, entry.matter_id = state, made["matter_id"]
    work.record(ParkedProposed(
        meeting_id=meeting.id, parked_id=entry.id, matter_id=made["matter_id"], no=made["no"], title=proposal.title,
        called=entry.shown_as, by_desk=entry.person_id != actor.person_id,
    ))
    return {"matter_id": made["matter_id"], "no": made["no"]}


@room_command
def settle_parked(work: Work, *, meeting_id: int, parked_id: int, reason: Why) -> dict[str, int]:
    """What was parked needs nothing more: it was answered, or belongs elsewhere; the reason is logged."""
    meeting, _ = the_meeting(work, meeting_id, "run")
    entry, _discussion = _entry(work, meeting, parked_id)
    entry.state = PARKED.after(entry.state, "settle")
    work.record(ParkedSettled(
        meeting_id=meeting.id, parked_id=entry.id, called=entry.shown_as, text=entry.text, reason=reason,
    ))
    return {"parked_id": entry.id}


def _entry(work: Work, meeting: Meeting, parked_id: int) -> tuple[Parked, Discussion]:
    if meeting.state not in ("open", "closed"):
        raise RuleBroken("meeting_not_open", state=meeting.state)
    entry = work.get(Parked, parked_id)
    discussion = work.get(Discussion, entry.discussion_id, lock=False)
    if discussion.meeting_id != meeting.id:
        raise NotFound("parked")
    return entry, discussion
