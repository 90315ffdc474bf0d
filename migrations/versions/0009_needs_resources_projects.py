"""Needs, resources, projects: claims, agreements, volunteer posts, satisfaction."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)
HOLDS = "state IN ('claimed', 'agreed')"


def upgrade() -> None:
    _lists()
    _projects()
    _claims()
    _closing()
    _volunteering()


def _lists() -> None:
    """Needs and resources."""
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("filing", sa.String(20), nullable=False),
        sa.Column("filed_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("times", sa.String(20), nullable=False),
        sa.Column("grid_id", sa.Integer(), sa.ForeignKey("grid.id")),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id")),
        sa.Column("until", sa.Date()),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id")),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("into_id", sa.Integer(), sa.ForeignKey("need.id")),
        sa.Column("reviewed_at", MOMENT),
        sa.Column("reviewed_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id")),
        sa.CheckConstraint(
            "state IN ('filed', 'accepted', 'matched', 'merged', 'returned', 'withdrawn', 'met')",
            name="need_state_known",
        ),
        sa.CheckConstraint(
            "source IN ('resident', 'unit', 'grid', 'party_group', 'meeting', 'matter')",
            name="need_source_known",
        ),
        sa.CheckConstraint("filing IN ('own', 'helper', 'anonymous')", name="need_filing_known"),
        sa.CheckConstraint("times IN ('any', 'workdays', 'evenings', 'weekends')", name="need_times_known"),
        sa.CheckConstraint("(filing = 'anonymous') = (filed_by_id IS NULL)", name="filer_unless_anonymous"),
        sa.CheckConstraint("people > 0", name="need_people_positive"),
        sa.CheckConstraint("grid_id IS NULL OR building_id IS NULL", name="need_of_grid_or_building"),
        sa.CheckConstraint(
            "state NOT IN ('returned', 'merged') OR reason <> ''",
            name="reason_if_need_refused",
        ),
        sa.CheckConstraint("(state = 'merged') = (into_id IS NOT NULL)", name="into_if_merged"),
        sa.CheckConstraint(
            "state IN ('filed', 'withdrawn') OR (reviewed_at IS NOT NULL AND reviewed_by_id IS "
            "NOT NULL)",
            name="reviewed_if_listed",
        ),
    )
    op.create_index("ix_need_community_state", "need", ["community_id", "state"])
    op.create_index("ix_need_filed_by", "need", ["filed_by_id"])
    op.create_index("ix_need_matter", "need", ["matter_id"])
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id")),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("capacity_of", sa.String(40), nullable=False),
        sa.Column("times", sa.String(20), nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("terms", sa.String(20), nullable=False),
        sa.Column("terms_words", sa.String(200), nullable=False),
        sa.Column("grid_id", sa.Integer(), sa.ForeignKey("grid.id")),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id")),
        sa.Column("contact", sa.String(120), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("offered_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("listed_at", MOMENT),
        sa.Column("listed_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.CheckConstraint("state IN ('offered', 'listed', 'withdrawn')", name="resource_state_known"),
        sa.CheckConstraint("terms IN ('free', 'low_cost')", name="resource_terms_known"),
        sa.CheckConstraint(
            "times IN ('any', 'workdays', 'evenings', 'weekends')",
            name="resource_times_known",
        ),
        sa.CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="provider_is_person_or_unit"),
        sa.CheckConstraint("capacity > 0", name="resource_capacity_positive"),
        sa.CheckConstraint("grid_id IS NULL OR building_id IS NULL", name="resource_of_grid_or_building"),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR until >= since",
            name="resource_ends_after_it_begins",
        ),
        sa.CheckConstraint(
            "state <> 'listed' OR (listed_at IS NOT NULL AND listed_by_id IS NOT NULL)",
            name="listed_by_whom",
        ),
    )
    op.create_index("ix_resource_community_state", "resource", ["community_id", "state"])
    op.create_index("ix_resource_unit", "resource", ["unit_id"])


def _projects() -> None:
    """Projects, and what they were put together from."""
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("grid_id", sa.Integer(), sa.ForeignKey("grid.id")),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id")),
        sa.Column("starts_on", sa.Date()),
        sa.Column("due_on", sa.Date()),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("answers_needed", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id")),
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("docket_entry.id")),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("dispatched_at", MOMENT),
        sa.Column("dispatched_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("accepted_at", MOMENT),
        sa.Column("accepted_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("discussed_as_id", sa.Integer(), sa.ForeignKey("matter.id")),
        sa.Column("discussed_at_id", sa.Integer(), sa.ForeignKey("meeting.id")),
        sa.Column("no_discussion_because", sa.String(), nullable=False),
        sa.Column("deliberated_at", MOMENT),
        sa.Column("deliberated_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.UniqueConstraint("community_id", "year", "number"),
        sa.CheckConstraint(
            "state IN ('drawn', 'dispatched', 'accepted', 'deliberating', 'working', 'reported', "
            "'dropped', 'closed')",
            name="project_state_known",
        ),
        sa.CheckConstraint("taken >= 0 AND taken <= places", name="never_more_taken_than_places"),
        sa.CheckConstraint("answers_needed > 0", name="answers_needed_positive"),
        sa.CheckConstraint("round > 0", name="round_counts_from_one"),
        sa.CheckConstraint("grid_id IS NULL OR building_id IS NULL", name="project_of_grid_or_building"),
        sa.CheckConstraint(
            "due_on IS NULL OR starts_on IS NULL OR due_on >= starts_on",
            name="project_due_after_it_starts",
        ),
        sa.CheckConstraint("entry_id IS NULL OR matter_id IS NOT NULL", name="matter_if_from_a_docket"),
        sa.CheckConstraint(
            "NOT (state IN ('dispatched', 'accepted', 'deliberating', 'working', 'reported', "
            "'closed')) OR (dispatched_at IS NOT NULL AND dispatched_by_id IS NOT NULL)",
            name="dispatched_by_whom",
        ),
        sa.CheckConstraint(
            "NOT (state IN ('accepted', 'deliberating', 'working', 'reported', 'closed')) OR "
            "(accepted_at IS NOT NULL AND accepted_by_id IS NOT NULL)",
            name="accepted_by_whom",
        ),
        sa.CheckConstraint(
            "NOT (state IN ('accepted', 'deliberating', 'working', 'reported', 'closed')) OR "
            "taken > 0",
            name="claimed_if_accepted",
        ),
        sa.CheckConstraint(
            "state <> 'deliberating' OR discussed_as_id IS NOT NULL",
            name="matter_if_deliberating",
        ),
        sa.CheckConstraint(
            "NOT (state IN ('working', 'reported', 'closed')) OR (deliberated_at IS NOT NULL AND "
            "deliberated_by_id IS NOT NULL)",
            name="deliberated_if_under_way",
        ),
        sa.CheckConstraint(
            "deliberated_at IS NULL OR discussed_as_id IS NOT NULL OR no_discussion_because <> ''",
            name="discussed_or_said_why_not",
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL AND closed_by_id IS NOT NULL)",
            name="closed_by_whom",
        ),
        sa.CheckConstraint("state <> 'dropped' OR reason <> ''", name="reason_if_dropped"),
    )
    op.create_index("ix_project_community_state", "project", ["community_id", "state"])
    op.create_index("ix_project_discussed_as", "project", ["discussed_as_id"])
    op.create_index("ix_project_matter", "project", ["matter_id"])
    op.create_table(
        "project_need",
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), primary_key=True),
        sa.Column("need_id", sa.Integer(), sa.ForeignKey("need.id"), primary_key=True),
        sa.Column("confirmed_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
    )
    op.create_index("ix_project_need_need", "project_need", ["need_id"])
    op.create_table(
        "project_resource",
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), primary_key=True),
        sa.Column("resource_id", sa.Integer(), sa.ForeignKey("resource.id"), primary_key=True),
        sa.Column("confirmed_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
    )
    op.create_index("ix_project_resource_resource", "project_resource", ["resource_id"])


def _claims() -> None:
    """Claims, their agreements and dated steps."""
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id")),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("terms", sa.String(20), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.Column("claimed_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("replaces_id", sa.Integer(), sa.ForeignKey("claim.id")),
        sa.CheckConstraint(
            "state IN ('claimed', 'agreed', 'lapsed', 'handed_back', 'replaced', 'fulfilled')",
            name="claim_state_known",
        ),
        sa.CheckConstraint("terms IN ('free', 'low_cost')", name="claim_terms_known"),
        sa.CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="claimant_is_person_or_unit"),
        sa.CheckConstraint("places > 0", name="claim_places_positive"),
        sa.CheckConstraint(
            "(state IN ('lapsed', 'handed_back', 'replaced')) = (ended_at IS NOT NULL)",
            name="ended_at_if_given_up",
        ),
        sa.CheckConstraint(
            "state NOT IN ('handed_back', 'replaced') OR reason <> ''",
            name="reason_if_given_up",
        ),
    )
    op.create_index("ix_claim_person", "claim", ["person_id"])
    op.create_index("ix_claim_project", "claim", ["project_id"])
    op.create_index("ix_claim_unit", "claim", ["unit_id"])
    op.create_index(
        "uq_claim_one_a_person", "claim", ["project_id", "person_id"], unique=True,
        sqlite_where=sa.text(HOLDS), postgresql_where=sa.text(HOLDS),
    )
    op.create_index(
        "uq_claim_one_a_unit", "claim", ["project_id", "unit_id"], unique=True,
        sqlite_where=sa.text(HOLDS), postgresql_where=sa.text(HOLDS),
    )
    op.create_table(
        "claim_agreement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("claim_id", sa.Integer(), sa.ForeignKey("claim.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("terms", sa.String(20), nullable=False),
        sa.Column("terms_words", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("claimant_at", MOMENT),
        sa.Column("claimant_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("community_at", MOMENT),
        sa.Column("community_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.UniqueConstraint("claim_id", "version"),
        sa.CheckConstraint("state IN ('drafted', 'confirmed', 'superseded')", name="agreement_state_known"),
        sa.CheckConstraint("terms IN ('free', 'low_cost')", name="agreement_terms_known"),
        sa.CheckConstraint("version > 0", name="version_counts_from_one"),
        sa.CheckConstraint(
            "(claimant_at IS NULL) = (claimant_by_id IS NULL)",
            name="claimant_confirmed_by_whom",
        ),
        sa.CheckConstraint(
            "(community_at IS NULL) = (community_by_id IS NULL)",
            name="community_confirmed_by_whom",
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR (claimant_at IS NOT NULL AND community_at IS NOT NULL)",
            name="confirmed_by_both",
        ),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("agreement_id", sa.Integer(), sa.ForeignKey("claim_agreement.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("note", sa.String(), nullable=False),
        sa.UniqueConstraint("agreement_id", "position"),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="milestone_done_by_whom"),
    )


def _closing() -> None:
    """Closing reports, satisfaction and thanks."""
    op.create_table(
        "closing_report",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("reported_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.UniqueConstraint("project_id", "round"),
        sa.CheckConstraint("served >= 0", name="served_not_negative"),
    )
    op.create_table(
        "satisfaction_given",
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), primary_key=True),
        sa.Column("round", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("voter_key", sa.String(40), primary_key=True),
    )
    op.create_table(
        "satisfaction_count",
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), primary_key=True),
        sa.Column("round", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("grade", sa.String(20), primary_key=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.CheckConstraint("grade IN ('satisfied', 'mostly', 'dissatisfied')", name="grade_known"),
        sa.CheckConstraint("answers >= 0", name="answers_not_negative"),
    )
    op.create_table(
        "satisfaction_remark",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_index("ix_satisfaction_remark_project", "satisfaction_remark", ["project_id", "round"])
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False),
        sa.Column("claim_id", sa.Integer(), sa.ForeignKey("claim.id"), nullable=False, unique=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("given_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_thanks_project", "thanks", ["project_id"])


def _volunteering() -> None:
    """Volunteer posts, slots and hours."""
    op.create_table(
        "volunteer_post",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("when_words", sa.String(120), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("thanks", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name="volunteer_post_state_known"),
        sa.CheckConstraint("taken >= 0 AND taken <= slots", name="never_more_taken_than_slots"),
        sa.CheckConstraint("until IS NULL OR until >= since", name="volunteer_post_ends_after_it_begins"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_if_post_closed"),
    )
    op.create_index("ix_volunteer_post_community_state", "volunteer_post", ["community_id", "state"])
    op.create_table(
        "post_claim",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("post_id", sa.Integer(), sa.ForeignKey("volunteer_post.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("left_at", MOMENT),
        sa.UniqueConstraint("post_id", "person_id"),
        sa.CheckConstraint("state IN ('taken', 'left')", name="post_claim_state_known"),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left_at_if_left"),
    )
    op.create_index("ix_post_claim_person", "post_claim", ["person_id"])
    op.create_table(
        "volunteer_hours",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("claim_id", sa.Integer(), sa.ForeignKey("post_claim.id"), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("confirmed", sa.Boolean()),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.CheckConstraint("minutes > 0 AND minutes <= 720", name="minutes_within_a_day"),
        sa.CheckConstraint("(decided_at IS NULL) = (confirmed IS NULL)", name="decided_at_if_decided"),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="hours_decided_by_whom"),
    )
    op.create_index("ix_volunteer_hours_claim", "volunteer_hours", ["claim_id"])
