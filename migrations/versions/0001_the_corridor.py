"""The corridor: one matter from a resident's proposal to the joint meeting's answer."""
from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _log()
    _places_and_people()
    _ways_in()
    _ballots()
    _matters()
    _meetings()
    _minutes()
    _replies()


def where(condition: str) -> dict[str, Any]:
    """An index over these rows alone, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _log() -> None:
    """The log, and the commands already carried out."""
    op.create_table(
        "stream",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
    )
    op.create_table(
        "event_log",
        sa.Column("stream", sa.String(80), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer()),
        sa.Column("audience", sa.String(10), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("seq > 0", name="seq_counts_from_one"),
    )
    op.create_table(
        "command",
        sa.Column("account_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("args_hash", sa.String(64), nullable=False),
        sa.Column("answer", sa.JSON()),
        sa.Column("at", MOMENT, nullable=False),
    )


def _places_and_people() -> None:
    """Street, community, grid, building, household; people, posts, units and bodies."""
    op.create_table(
        "street",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False, unique=True),
        sa.Column("name_en", sa.String(80), nullable=False),
    )
    op.create_table(
        "community",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("street_id", sa.Integer(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("slug", sa.String(30), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("timezone", sa.String(40), nullable=False),
        sa.Column("desk_place", sa.String(120), nullable=False),
        sa.Column("desk_hours", sa.String(120), nullable=False),
        sa.Column("desk_phone", sa.String(30), nullable=False),
        sa.Column("endorse_households", sa.Integer(), nullable=False),
        sa.Column("endorse_days", sa.Integer(), nullable=False),
        sa.Column("screen_workdays", sa.Integer(), nullable=False),
        sa.CheckConstraint("endorse_households > 0", name="endorse_households_positive"),
        sa.CheckConstraint("endorse_days > 0", name="endorse_days_positive"),
        sa.CheckConstraint("screen_workdays > 0", name="screen_workdays_positive"),
    )
    op.create_table(
        "grid",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
    )
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("grid_id", sa.Integer(), sa.ForeignKey("grid.id"), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
    )
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id"), nullable=False),
        sa.Column("door", sa.String(40), nullable=False),
        sa.UniqueConstraint("building_id", "door"),
    )
    op.create_index("ix_household_community", "household", ["community_id"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("street_id", sa.Integer(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id")),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("called", sa.String(60), nullable=False),
    )
    op.create_index("ix_person_community", "person", ["community_id"])
    op.create_table(
        "residency",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("household_id", sa.Integer(), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.CheckConstraint("until IS NULL OR until >= since", name="residency_ends_after_it_begins"),
    )
    op.create_index("ix_residency_household", "residency", ["household_id"])
    op.create_index("ix_residency_person", "residency", ["person_id"])
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("street_id", sa.Integer(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id")),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.CheckConstraint(
            "kind IN ('enterprise', 'school', 'police_station', 'owners_committee', 'property_manager', "
            "'residents_committee', 'street_office', 'mass_organisation', 'social_organisation', "
            "'health_centre', 'other')",
            name="unit_kind_known",
        ),
    )
    op.create_table(
        "delegacy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.CheckConstraint("until IS NULL OR until >= since", name="delegacy_ends_after_it_begins"),
    )
    op.create_index("ix_delegacy_unit", "delegacy", ["unit_id"])
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("street_id", sa.Integer(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id")),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
        sa.Column("membership", sa.String(20), nullable=False),
        sa.Column("convened_by", sa.JSON(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("vote_rule", sa.String(60), nullable=False),
        sa.Column("cadence", sa.String(20), nullable=False),
        sa.Column("rules_of_order", sa.JSON(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("body.id")),
        sa.Column("answer_days", sa.Integer()),
        sa.CheckConstraint(
            "kind IN ('residents_council', 'joint_meeting', 'two_committees', 'representatives_meeting', "
            "'residents_assembly', 'hearing', 'public_forum', 'appraisal', 'courtyard_meeting', "
            "'building_meeting', 'grid_meeting', 'party_group_meeting')",
            name="body_kind_known",
        ),
        sa.CheckConstraint("level IN ('street', 'community', 'grid', 'building')", name="body_level_known"),
        sa.CheckConstraint("membership IN ('listed', 'households')", name="body_membership_known"),
        sa.CheckConstraint(
            "cadence IN ('on_demand', 'monthly', 'quarterly', 'half_yearly', 'yearly')",
            name="body_cadence_known",
        ),
        sa.CheckConstraint("notice_days >= 0", name="notice_days_not_negative"),
        sa.CheckConstraint("answered_by_id IS NULL OR answer_days > 0", name="answer_days_if_answered"),
    )
    op.create_table(
        "body_member",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id")),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="member_is_person_or_unit"),
        sa.CheckConstraint("until IS NULL OR until >= since", name="membership_ends_after_it_begins"),
    )
    op.create_index("ix_body_member_body", "body_member", ["body_id"])
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id")),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id")),
        sa.Column("grid_id", sa.Integer(), sa.ForeignKey("grid.id")),
        sa.Column("household_id", sa.Integer(), sa.ForeignKey("household.id")),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.CheckConstraint(
            "kind IN ('party_secretary', 'committee_director', 'committee_member', 'secretary', "
            "'facilitator', 'grid_head', 'building_head', 'resident_group_leader', "
            "'resident_representative', 'household_representative', 'council_member', 'oversight_member')",
            name="post_kind_known",
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="post_ends_after_it_starts"),
        sa.CheckConstraint(
            "kind <> 'household_representative' OR household_id IS NOT NULL",
            name="household_if_representative",
        ),
    )
    op.create_index("ix_post_community_kind", "post", ["community_id", "kind"])
    op.create_index("ix_post_person", "post", ["person_id"])
    op.create_index(
        "uq_post_one_representative_a_household", "post", ["household_id"], unique=True,
        **where("kind = 'household_representative' AND ends_on IS NULL"),
    )


def _ways_in() -> None:
    """Accounts, sessions, invitations."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False, unique=True),
        sa.Column("login_name", sa.String(40), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("device", sa.String(80), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.CheckConstraint("expires_at > begun_at", name="session_expires_after_it_begins"),
    )
    op.create_index("ix_sign_in_session_account", "sign_in_session", ["account_id"])
    op.create_table(
        "sign_in_failure",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("household_id", sa.Integer(), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.CheckConstraint("uses_left >= 0", name="uses_left_not_negative"),
        sa.CheckConstraint("expires_at > made_at", name="invitation_expires_after_it_is_made"),
    )
    op.create_index("ix_invitation_household", "invitation", ["household_id"])


def _ballots() -> None:
    """Questions, their frozen rolls, what was cast."""
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("result", sa.JSON(none_as_null=True)),
        sa.CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name="result_if_closed"),
        sa.CheckConstraint("present <= eligible", name="present_among_eligible"),
    )
    op.create_index("ix_ballot_community", "ballot", ["community_id"])
    op.create_table(
        "ballot_roll",
        sa.Column("ballot_id", sa.Integer(), sa.ForeignKey("ballot.id"), primary_key=True),
        sa.Column("voter_key", sa.String(40), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "ballot_cast",
        sa.Column("ballot_id", sa.Integer(), sa.ForeignKey("ballot.id"), primary_key=True),
        sa.Column("voter_key", sa.String(40), primary_key=True),
        sa.Column("choice", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice_known"),
        sa.CheckConstraint("revision > 0", name="revision_counts_from_one"),
    )


def _matters() -> None:
    """Matters, who stands behind them, and the tokens they are found by."""
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("affected", sa.String(300), nullable=False),
        sa.Column("expected", sa.String(), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("proposer_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("household_id", sa.Integer(), sa.ForeignKey("household.id")),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("owed_by", sa.String(20), nullable=False),
        sa.Column("owed_name", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("into_id", sa.Integer(), sa.ForeignKey("matter.id")),
        sa.Column("referred_to", sa.String(120), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("community_id", "year", "number"),
        sa.CheckConstraint(
            "state IN ('proposed', 'endorsed', 'join_suggested', 'returned', 'admitted', 'deferred', "
            "'scheduled', 'in_session', 'working', 'escalated', 'awaiting_reply', 'lapsed', 'withdrawn', "
            "'redirected', 'joined', 'rejected', 'answered')",
            name="matter_state_known",
        ),
        sa.CheckConstraint(
            "category IN ('facilities', 'safety', 'environment', 'parking', 'property_service', "
            "'neighbours', 'elder_care', 'health', 'culture', 'other')",
            name="matter_category_known",
        ),
        sa.CheckConstraint(
            "owed_by IN ('neighbours', 'author', 'secretary', 'convenor', 'room', 'body', 'unit', "
            "'nobody')",
            name="matter_owner_known",
        ),
        sa.CheckConstraint(
            "(state IN ('withdrawn', 'lapsed', 'joined', 'redirected', 'rejected', 'answered')) = (due_on"
            " IS NULL)",
            name="due_unless_ended",
        ),
        sa.CheckConstraint(
            "(state IN ('withdrawn', 'lapsed', 'joined', 'redirected', 'rejected', 'answered')) = "
            "(owed_by = 'nobody')",
            name="owner_unless_ended",
        ),
        sa.CheckConstraint(
            "state NOT IN ('returned', 'redirected', 'rejected') OR reason <> ''",
            name="reason_if_refused",
        ),
        sa.CheckConstraint(
            "state NOT IN ('join_suggested', 'joined') OR into_id IS NOT NULL", name="into_if_joined",
        ),
    )
    op.create_index("ix_matter_community_state", "matter", ["community_id", "state"])
    op.create_index("ix_matter_proposer", "matter", ["proposer_id"])
    op.create_table(
        "endorsement",
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("household_id", sa.Integer(), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("endorsed_at", MOMENT, nullable=False),
    )
    op.create_index("ix_endorsement_household", "endorsement", ["matter_id", "household_id"])
    op.create_index("ix_endorsement_person", "endorsement", ["person_id"])
    op.create_table(
        "matter_token",
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), primary_key=True),
        sa.Column("token", sa.String(20), primary_key=True),
    )
    op.create_index("ix_matter_token_token", "matter_token", ["token"])


def _meetings() -> None:
    """Meetings, their roll, discussions, hands, turns, statements, motions."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("convened_at", MOMENT, nullable=False),
        sa.Column("convened_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("chair_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("extraordinary", sa.Boolean(), nullable=False),
        sa.Column("extraordinary_reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("cancelled_reason", sa.String(), nullable=False),
        sa.Column("expected", sa.Integer()),
        sa.Column("quorum_needed", sa.Integer()),
        sa.Column("vote_rule", sa.String(60), nullable=False),
        sa.Column("rules_of_order", sa.JSON(), nullable=False),
        sa.UniqueConstraint("body_id", "year", "number"),
        sa.CheckConstraint(
            "state IN ('convened', 'open', 'cancelled', 'closed')", name="meeting_state_known",
        ),
        sa.CheckConstraint(
            "extraordinary = false OR extraordinary_reason <> ''", name="reason_if_extraordinary",
        ),
        sa.CheckConstraint("state <> 'cancelled' OR cancelled_reason <> ''", name="reason_if_cancelled"),
        sa.CheckConstraint(
            "(state IN ('open', 'closed')) = (opened_at IS NOT NULL)", name="opened_at_if_opened",
        ),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_if_closed"),
        sa.CheckConstraint(
            "state = 'convened' OR state = 'cancelled' OR quorum_needed IS NOT NULL",
            name="quorum_if_opened",
        ),
    )
    op.create_index("ix_meeting_community", "meeting", ["community_id", "starts_at"])
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("capacity", sa.String(40), nullable=False),
        sa.Column("voting", sa.Boolean(), nullable=False),
        sa.Column("voter_key", sa.String(40)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(10)),
        sa.Column("seat", sa.String(20), nullable=False),
        sa.Column("marked_at", MOMENT),
        sa.UniqueConstraint("meeting_id", "voter_key"),
        sa.CheckConstraint("status IN ('expected', 'present', 'excused', 'left')", name="status_known"),
        sa.CheckConstraint("channel IN ('hall', 'phone')", name="attendee_channel_known"),
        sa.CheckConstraint(
            "capacity IN ('member', 'delegate', 'household_representative', 'proposer', 'observer')",
            name="capacity_known",
        ),
        sa.CheckConstraint("voting = (voter_key IS NOT NULL)", name="voter_key_if_voting"),
        sa.CheckConstraint("status <> 'present' OR marked_at IS NOT NULL", name="marked_if_present"),
    )
    op.create_index("ix_attendee_meeting_person", "attendee", ["meeting_id", "person_id"])
    op.create_table(
        "discussion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("outcome", sa.String(20)),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("escalated_to_id", sa.Integer(), sa.ForeignKey("body.id")),
        sa.UniqueConstraint("meeting_id", "matter_id"),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'dropped', 'closed')", name="discussion_state_known",
        ),
        sa.CheckConstraint(
            "outcome IN ('adopted', 'rejected', 'deferred', 'escalated')", name="outcome_known",
        ),
        sa.CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="outcome_if_closed"),
        sa.CheckConstraint(
            "outcome <> 'adopted' OR (owner <> '' AND due_on IS NOT NULL)",
            name="owner_and_date_if_adopted",
        ),
        sa.CheckConstraint(
            "outcome = 'adopted' OR outcome IS NULL OR reason <> ''", name="reason_unless_adopted",
        ),
        sa.CheckConstraint("outcome <> 'deferred' OR due_on IS NOT NULL", name="date_if_deferred"),
        sa.CheckConstraint("outcome <> 'escalated' OR escalated_to_id IS NOT NULL", name="body_if_escalated"),
    )
    op.create_index("ix_discussion_matter", "discussion", ["matter_id"])
    op.create_index(
        "uq_discussion_one_open_a_room", "discussion", ["meeting_id"], unique=True,
        **where("state = 'open'"),
    )
    op.create_table(
        "hand",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("stance", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'given', 'lowered')", name="hand_state_known"),
        sa.CheckConstraint("stance IN ('for', 'against', 'question', 'addition')", name="stance_known"),
        sa.CheckConstraint("channel IN ('hall', 'phone')", name="hand_channel_known"),
    )
    op.create_index(
        "uq_hand_one_waiting_a_person", "hand", ["discussion_id", "person_id"], unique=True,
        **where("state = 'waiting'"),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        sa.Column("hand_id", sa.Integer(), sa.ForeignKey("hand.id"), nullable=False, unique=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("stance", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("spoke_seconds", sa.Integer()),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("stance IN ('for', 'against', 'question', 'addition')", name="turn_stance_known"),
        sa.CheckConstraint("(ended_at IS NULL) = (spoke_seconds IS NULL)", name="seconds_if_ended"),
    )
    op.create_index("ix_turn_discussion_person", "turn", ["discussion_id", "person_id"])
    op.create_index(
        "uq_turn_one_running_a_discussion", "turn", ["discussion_id"], unique=True,
        **where("ended_at IS NULL"),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("stance", sa.String(10), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "stance IN ('for', 'against', 'question', 'addition')", name="statement_stance_known",
        ),
    )
    op.create_index("ix_statement_discussion", "statement", ["discussion_id"])
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        sa.Column("mover_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("mover", sa.String(160), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("with_what", sa.String(300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("ballot_id", sa.Integer(), sa.ForeignKey("ballot.id"), unique=True),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('moved', 'put', 'withdrawn', 'passed', 'failed')", name="motion_state_known",
        ),
        sa.CheckConstraint(
            "state NOT IN ('put', 'passed', 'failed') OR ballot_id IS NOT NULL", name="ballot_if_put",
        ),
        sa.CheckConstraint("draft > 0", name="draft_counts_from_one"),
    )
    op.create_index("ix_motion_discussion", "motion", ["discussion_id"])
    op.create_index(
        "uq_motion_one_pending_a_discussion", "motion", ["discussion_id"], unique=True,
        **where("state IN ('moved', 'put')"),
    )
    op.create_table(
        "help_call",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
    )
    op.create_index(
        "uq_help_call_one_open_a_person", "help_call", ["meeting_id", "person_id"], unique=True,
        **where("answered_at IS NULL"),
    )


def _minutes() -> None:
    """The record."""
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("number", sa.Integer()),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("log_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("community_id", "year", "number"),
        sa.CheckConstraint("state IN ('draft', 'published')", name="minutes_state_known"),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name="published_at_if_published",
        ),
        sa.CheckConstraint("(state = 'published') = (number IS NOT NULL)", name="number_if_published"),
    )
    op.create_table(
        "minutes_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_seq", sa.Integer()),
        sa.CheckConstraint("lead <> '' OR source_seq IS NULL", name="lead_if_from_the_log"),
    )
    op.create_index("ix_minutes_line_minutes", "minutes_line", ["minutes_id", "position"])


def _replies() -> None:
    """Dockets and replies."""
    op.create_table(
        "docket_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id"), nullable=False),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False, unique=True),
        sa.Column("ballot_id", sa.Integer(), sa.ForeignKey("ballot.id")),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("motion", sa.String(), nullable=False),
        sa.Column("docketed_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_docket_entry_body", "docket_entry", ["body_id", "due_on"])
    op.create_index("ix_docket_entry_matter", "docket_entry", ["matter_id"])
    op.create_index("ix_docket_entry_meeting", "docket_entry", ["meeting_id"])
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("docket_entry.id"), nullable=False, unique=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id")),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id")),
        sa.Column("due_on", sa.Date()),
        sa.Column("referred_to", sa.String(120), nullable=False),
        sa.Column("given_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "decision IN ('adopt', 'adopt_in_part', 'refer', 'decline')", name="decision_known",
        ),
        sa.CheckConstraint("reason <> ''", name="reason_always"),
        sa.CheckConstraint(
            "decision NOT IN ('adopt', 'adopt_in_part') OR (unit_id IS NOT NULL AND due_on IS NOT NULL)",
            name="unit_and_date_if_work",
        ),
        sa.CheckConstraint("decision <> 'refer' OR referred_to <> ''", name="to_whom_if_referred"),
        sa.CheckConstraint(
            "decision <> 'decline' OR (unit_id IS NULL AND due_on IS NULL)", name="no_work_if_declined"
        ),
    )
