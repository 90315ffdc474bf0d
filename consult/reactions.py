"""One table: when this is recorded, that follows, in the same transaction."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult import merging
from consult.account import actions as accounts
from consult.ballot import actions as ballots
from consult.ballot.events import BallotClosed
from consult.community.events import PersonGone, PersonsMerged, ResidentLeft
from consult.core.events import Event
from consult.matter import actions as matters
from consult.matter.events import MatterDecided, MatterProposed, MatterRevised, MatterUnscheduled
from consult.meeting import actions as meetings
from consult.meeting.actions import sittings
from consult.meeting.events import DiscussionClosed, MeetingClosed
from consult.meeting.rules.sittings.words import Confirmed
from consult.minutes import actions as minutes
from consult.minutes import queries as minutes_seen
from consult.minutes.events import MinutesPublished, ReaderReplied
from consult.project import actions as projects
from consult.publishing import actions as publishing
from consult.resolution import actions as resolutions
from consult.resolution.events import (
    DoneReported,
    DoneSaid,
    EntryAcknowledged,
    OutcomeDocketed,
    ReplyMissed,
    ResolutionGiven,
    TaskDone,
    TaskOverdue,
    TaskReopened,
    WorkNoted,
)
from consult.storage.work import Reaction, Work


def the_matter_learns_the_outcome(work: Work, e: DiscussionClosed) -> None:
    """The matter's timeline says how its discussion ended."""
    matters.note_outcome(work, MatterDecided(
        matter_id=e.matter_id, meeting_id=e.meeting_id, discussion_id=e.discussion_id,
        ballot_id=e.ballot_id, outcome=e.outcome, motion=e.motion, reason=e.reason, owner=e.owner,
        due_on=e.due_on, escalated_to=e.escalated_to, counts=_counts(e.result),
    ))


def _counts(result: dict[str, Any] | None) -> dict[str, Any] | None:
    if result is None or result.get("withheld"):
        return None
    return {k: result[k] for k in ("for", "against", "abstain")}


def the_minutes_are_drafted(work: Work, e: MeetingClosed) -> None:
    """The log becomes a draft."""
    minutes.draft_from_log(work, meeting_id=e.meeting_id)


def each_matter_learns_of_the_minutes(work: Work, e: MinutesPublished) -> None:
    """The timelines of the matters discussed lead to the minutes."""
    for matter_id in e.matter_ids:
        matters.note_minutes(work, matter_id=matter_id, meeting_id=e.meeting_id, number=e.number)


def the_hearing_learns_who_confirmed(work: Work, e: ReaderReplied) -> None:
    """What a speaker says of the record is one fact, whether in the room or in the draft."""
    reason = minutes_seen.reason_of(work.db, e.minutes_id, e.person_id)
    sittings.note_reply(work, meeting_id=e.meeting_id, person_id=e.person_id, answer=Confirmed(e.state), reason=reason)


def the_matter_waits_for_a_reply(work: Work, e: OutcomeDocketed) -> None:
    """The body owes the next step."""
    matters.await_reply(
        work, matter_id=e.matter_id, entry_id=e.entry_id, body_id=e.body_id, body=e.body, body_en=e.body_en,
        due_on=e.due_on, passed_on_by=e.passed_on_by,
    )


def the_matter_learns_the_answer(work: Work, e: ResolutionGiven) -> None:
    """The reply, on the matter's timeline."""
    told = dict(vars(e))
    del told["resolution_id"]
    matters.note_answer(work, **told)


def the_matter_learns_it_was_received(work: Work, e: EntryAcknowledged) -> None:
    """The body has what was passed on to it."""
    matters.note_acknowledged(work, **vars(e))


def the_matter_learns_there_is_no_reply(work: Work, e: ReplyMissed) -> None:
    """The day passed without a reply."""
    matters.note_overdue_reply(work, **vars(e))


def the_matter_learns_of_the_work(work: Work, e: WorkNoted) -> None:
    """Progress, blocks, hands and days, on the matter's timeline; owner and day of the matter go with them."""
    matters.note_progress(work, **vars(e))


def the_matter_learns_the_work_is_late(work: Work, e: TaskOverdue) -> None:
    """The day passed and it is not done."""
    matters.note_overdue_work(work, **vars(e))


def neighbours_are_asked(work: Work, e: DoneReported) -> None:
    """What is reported done waits for residents' word."""
    matters.note_reported_done(work, **vars(e))


def the_matter_learns_who_agrees(work: Work, e: DoneSaid) -> None:
    """How many households say it is done."""
    told = dict(vars(e))
    del told["round"]
    matters.note_confirmed(work, **told)


def the_matter_is_open_again(work: Work, e: TaskReopened) -> None:
    """A household says it is not done."""
    told = dict(vars(e))
    del told["round"]
    matters.note_reopened(work, **told)


def the_matter_is_done(work: Work, e: TaskDone) -> None:
    """Residents have confirmed it."""
    matters.note_done(work, **vars(e))


def the_public_version_is_made(work: Work, e: MinutesPublished) -> None:
    """What the public may read waits for a second reader; the record itself is sealed."""
    publishing.follow_record(work, minutes_id=e.minutes_id)
    publishing.seal_minutes(work, minutes_id=e.minutes_id)


def the_matter_is_found_by_its_public_words(work: Work, e: MatterProposed | MatterRevised) -> None:
    """What is hidden on its page is hidden from the search."""
    publishing.index_matter(work, matter_id=e.matter_id)


def the_ballot_is_sealed(work: Work, e: BallotClosed) -> None:
    """A closed ballot does not change any more."""
    publishing.seal_ballot(work, ballot_id=e.ballot_id)


def the_order_goes_on(work: Work, e: DiscussionClosed) -> None:
    """An order that was discussed in the room goes on."""
    projects.conclude_deliberation(work, matter_id=e.matter_id, meeting_id=e.meeting_id, outcome=e.outcome)


def the_order_stands_where_it_stood(work: Work, e: MatterUnscheduled) -> None:
    """The meeting that was to discuss an order did not."""
    projects.forget_deliberation(work, matter_id=e.matter_id, meeting_id=e.meeting_id)


def whoever_leaves_is_signed_out(work: Work, e: PersonGone | ResidentLeft) -> None:
    """No device of theirs goes on speaking for them."""
    accounts.sign_out_person(work, person_id=e.person_id)


REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {
    PersonsMerged: [
        ballots.follow_merge, meetings.follow_merge, accounts.follow_merge, matters.follow_merge, merging.the_living_go_on,
    ],
    DiscussionClosed: [
        the_matter_learns_the_outcome, resolutions.docket_outcome, resolutions.begin_decided_work, the_order_goes_on,
    ],
    MatterUnscheduled: [the_order_stands_where_it_stood],
    MeetingClosed: [the_minutes_are_drafted],
    BallotClosed: [the_ballot_is_sealed],
    MatterProposed: [the_matter_is_found_by_its_public_words],
    MatterRevised: [the_matter_is_found_by_its_public_words],
    MinutesPublished: [each_matter_learns_of_the_minutes, the_public_version_is_made],
    ReaderReplied: [the_hearing_learns_who_confirmed],
    OutcomeDocketed: [the_matter_waits_for_a_reply],
    ResolutionGiven: [the_matter_learns_the_answer],
    EntryAcknowledged: [the_matter_learns_it_was_received],
    ReplyMissed: [the_matter_learns_there_is_no_reply],
    WorkNoted: [the_matter_learns_of_the_work],
    TaskOverdue: [the_matter_learns_the_work_is_late],
    DoneReported: [neighbours_are_asked],
    DoneSaid: [the_matter_learns_who_agrees],
    TaskReopened: [the_matter_is_open_again],
    TaskDone: [the_matter_is_done],
    PersonGone: [whoever_leaves_is_signed_out],
    ResidentLeft: [whoever_leaves_is_signed_out],
}
