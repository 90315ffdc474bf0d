"""One table: what becomes of every column that names a person when two entries of one person become one.

What is living goes on under the entry that stays, in the same transaction; what is over, or was signed, counted, sealed or
entered in somebody's office, stays as it was written. A column without an entry here fails a test.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, exists, select, update

from consult.community.events import PersonsMerged
from consult.storage.base import Base
from consult.storage.work import Work

Condition = Callable[[Mapping[str, Table]], Any]
"""Over the tables by name: which rows are living."""


@dataclass(frozen=True)
class Moves:
    """Rows go on under the entry that stays: those that meet the condition; where `once` names columns, only those for
    which the entry that stays has no row alike. One that stands twice stays as it was, or falls away."""

    living: Condition | None = None
    once: tuple[str, ...] = ()
    twice_falls_away: bool = False


@dataclass(frozen=True)
class Stays:
    """Rows stay as they were written, for this reason."""

    why: str


@dataclass(frozen=True)
class Followed:
    """A verb of the chapter sees to it."""

    by: str


SIGNED, OFFICE, SEALED, SPOKEN = (
    Stays("signed or said once, for good"), Stays("who did it in an office or at a desk"), Stays("a frozen roll or a sealed row"),
    Stays("said or done in a sitting: its log has it so"))
REGISTER, ROLLS = Followed("community.actions.merging"), Followed("ballot.actions.merging")


def _meeting_to_come(t: Mapping[str, Table]) -> Any:
    return t["meeting"].c.state.in_(("convened", "postponed"))


def _of_a_meeting_to_come(name: str) -> Condition:
    return lambda t: t[name].c.meeting_id.in_(select(t["meeting"].c.id).where(_meeting_to_come(t)))


def _unconfirmed(t: Mapping[str, Table]) -> Any:
    change = t["representative_change"]
    return change.c.confirm_until.is_not(None) & change.c.confirmed_at.is_(None) & change.c.lapsed_on.is_(None)


def _record_under_way(t: Mapping[str, Table]) -> Any:
    return t["minutes_reader"].c.minutes_id.in_(select(t["minutes"].c.id).where(t["minutes"].c.state.in_(("draft", "circulated"))))


FATES: dict[str, Moves | Stays | Followed] = {
    # the register
    "residency.person_id": REGISTER, "post.person_id": REGISTER, "body_member.person_id": REGISTER,
    "delegacy.person_id": REGISTER, "grid_duty.person_id": REGISTER, "co_owner.person_id": REGISTER,
    "ownership.person_id": REGISTER, "ownership.voter_id": REGISTER, "naming_consent.person_id": REGISTER,
    "person.merged_into_id": Moves(),
    "person_merge.gone_id": SIGNED, "person_merge.kept_id": SIGNED, "person_merge.by_id": OFFICE,
    "former_name.by_id": OFFICE, "representative_change.from_id": Moves(_unconfirmed), "representative_change.by_id": OFFICE,
    "representative_change.to_id": Moves(_unconfirmed), "representative_change.confirmed_by_id": SIGNED,
    "representative_change.objected_by_id": SIGNED, "invitation.made_by_id": OFFICE, "way_change.by_id": OFFICE,
    "adopted_year.adopted_by_id": OFFICE, "stated_number.by_id": OFFICE,
    "life_event.person_id": Stays("the history of an entry stays with it; both say that they were one"),
    "life_event.by_id": OFFICE, "sign_in_slip.issued_by_id": OFFICE, "sign_in_slip.second_id": OFFICE,
    "account.person_id": Followed("account.actions.merging"),
    # ballots
    "ballot_roll.person_id": ROLLS, "ballot_announced_roll.person_id": ROLLS, "ballot_proxy.holder_id": ROLLS,
    "ballot_announcement.about_id": ROLLS, "ballot_subject.person_id": Moves(),
    "ballot_cast.by_id": SEALED, "ballot_announcement.announced_by_id": OFFICE, "ballot_proxy.filed_by_id": OFFICE,
    "ballot_paper.issued_by_id": OFFICE, "ballot_paper_entry.by_id": OFFICE, "ballot_hall_link.made_by_id": OFFICE,
    "ballot_hand_count.by_id": OFFICE, "ballot_roll_objection.by_id": SIGNED, "ballot_roll_objection.ruled_by_id": OFFICE,
    "community_rule.adopted_by_id": OFFICE, "official_result.recorded_by_id": OFFICE,
    # matters
    "endorsement.entered_by_id": OFFICE, "list_import.by_id": OFFICE,
    "matter.proposer_id": Moves(), "endorsement.person_id": Followed("matter.actions.merging"),
    "matter_follower.person_id": Moves(once=("matter_id",), twice_falls_away=True),
    "matter_link.linked_by_id": OFFICE, "matter_link.revoked_by_id": OFFICE,
    # sittings
    "meeting.chair_id": Moves(_meeting_to_come), "meeting.acting_chair_id": Moves(_meeting_to_come),
    "meeting.convened_by_id": OFFICE, "attendee.person_id": Followed("meeting.actions.merging"),
    "sign_up.person_id": Moves(_of_a_meeting_to_come("sign_up"), once=("meeting_id",)),
    "sitting_part.person_id": Moves(_of_a_meeting_to_come("sitting_part"), once=("meeting_id",)),
    "recusal.person_id": Moves(_of_a_meeting_to_come("recusal")), "recusal.asked_by_id": SIGNED,
    "forum_question.person_id": Moves(_of_a_meeting_to_come("forum_question")),
    "statement.person_id": Moves(), "parked.person_id": Moves(lambda t: t["parked"].c.state == "kept"),
    "hand.person_id": SPOKEN, "turn.person_id": SPOKEN, "help_call.person_id": SPOKEN, "point.person_id": SPOKEN,
    "motion.mover_id": SPOKEN, "motion.seconder_id": SPOKEN, "amendment.mover_id": SPOKEN, "question.asked_by_id": SPOKEN,
    "ruling.person_id": SPOKEN, "ruling.made_by_id": SPOKEN, "straw_answer.person_id": SPOKEN, "kiosk.opened_by_id": OFFICE,
    "record_confirmation.person_id": SIGNED, "light_meeting.noted_by_id": OFFICE,
    # records, the board
    "minutes_reader.person_id": Moves(_record_under_way, once=("minutes_id",)),
    "minutes_line.person_id": SEALED, "minutes_signature.person_id": SEALED, "minutes_version.saved_by_id": SIGNED,
    "minutes_objection.person_id": SIGNED, "minutes_erratum.person_id": SIGNED,
    "public_version.prepared_by_id": SEALED, "public_version.approved_by_id": SEALED, "notice.prepared_by_id": SEALED,
    "notice.posted_by_id": SEALED, "notice_objection.person_id": SEALED, "notice_objection.answered_by_id": SEALED,
    "notice_photo.taken_by_id": SEALED,
    # answers and work
    "docket_entry.acknowledged_by_id": OFFICE, "resolution.given_by_id": OFFICE, "review_stage.recorded_by_id": OFFICE,
    "verdict.person_id": SIGNED, "work_note.by_id": SIGNED,
    # needs, resources, projects
    "need.filed_by_id": Moves(), "need.reviewed_by_id": OFFICE, "resource.person_id": Moves(),
    "resource.offered_by_id": SIGNED, "resource.listed_by_id": OFFICE,
    "project.drawn_by_id": OFFICE, "project.dispatched_by_id": OFFICE, "project.accepted_by_id": SIGNED,
    "project.deliberated_by_id": OFFICE, "project.closed_by_id": OFFICE, "project_need.confirmed_by_id": OFFICE,
    "project_resource.confirmed_by_id": OFFICE,
    "claim.person_id": Moves(lambda t: t["claim"].c.state.in_(("claimed", "agreed")), once=("project_id",)),
    "claim.claimed_by_id": SIGNED, "claim_agreement.drawn_by_id": SIGNED, "claim_agreement.claimant_by_id": SIGNED,
    "claim_agreement.community_by_id": OFFICE, "milestone.done_by_id": SIGNED, "closing_report.reported_by_id": SIGNED,
    "thanks.given_by_id": SIGNED, "post_claim.person_id": Moves(once=("post_id",)), "volunteer_post.set_by_id": OFFICE,
    "volunteer_hours.decided_by_id": OFFICE,
}


def the_living_go_on(work: Work, e: PersonsMerged) -> None:
    """Carry out the table; what was read before is read anew from then on."""
    work.db.flush()
    for place, fate in FATES.items():
        if isinstance(fate, Moves):
            name, _, column = place.partition(".")
            _move(work, Base.metadata.tables[name], column, fate, e)
    work.db.expire_all()


def _move(work: Work, table: Table, column: str, fate: Moves, e: PersonsMerged) -> None:
    of_gone = [table.c[column] == e.gone_id]
    if fate.living:
        of_gone.append(fate.living(Base.metadata.tables))
    other = table.alias("of_kept")
    alike = exists(select(1).select_from(other).where(
        other.c[column] == e.kept_id, *(other.c[key] == table.c[key] for key in fate.once)))
    work.db.execute(update(table).where(*of_gone, *([~alike] if fate.once else [])).values({column: e.kept_id}))
    if fate.twice_falls_away:
        work.db.execute(delete(table).where(*of_gone))
