"""Ballots of every kind: units, methods, channels, proxies, hands counted."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
FORMS = "IN ('for_against', 'one', 'several', 'grades')"


def upgrade() -> None:
    _owners_and_representatives()
    _the_question()
    _the_roll()
    _what_was_cast()
    _beside_the_phone()
    _the_announcement()
    _rules_and_results()


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _to(table: str, name: str, *, null: bool = False, key: bool = False, unique: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{table}.id")
    if key:
        return sa.Column(name, sa.Integer(), reference, primary_key=True)
    return sa.Column(name, sa.Integer(), reference, nullable=null, unique=unique or None)


def _words(name: str, length: int, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=null)


def _owners_and_representatives() -> None:
    """Who owns what, and households that named another representative."""
    open_term = sa.text("until IS NULL")
    op.create_table(
        "ownership", _id(), _to("household", "household_id"), _to("person", "person_id", null=True),
        _to("unit", "unit_id", null=True), sa.Column("area_cm2", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False), sa.Column("until", sa.Date()),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="owner_is_person_or_unit"),
        sa.CheckConstraint("area_cm2 > 0", name="owned_area_positive"),
        sa.CheckConstraint("until IS NULL OR until >= since", name="ownership_ends_after_it_begins"),
    )
    op.create_index("ix_ownership_household", "ownership", ["household_id"])
    op.create_index("uq_ownership_one_owner_a_household", "ownership", ["household_id"], unique=True,
                    sqlite_where=open_term, postgresql_where=open_term)
    op.create_table(
        "representative_change", _id(), _to("household", "household_id"), _to("person", "from_id", null=True),
        _to("person", "to_id"), sa.Column("changed_on", sa.Date(), nullable=False), _to("person", "by_id"),
        _words("reason", 200), _words("disputed", 300),
    )
    op.create_index("ix_representative_change_household", "representative_change", ["household_id"])


def _the_question() -> None:
    """What is asked and how it is answered. Written out: SQLite takes a check with a column, and with no other."""
    for column in (
        f"form VARCHAR(20) NOT NULL DEFAULT 'for_against' CONSTRAINT form_known CHECK (form {FORMS})",
        "options JSON NOT NULL DEFAULT '[]'",
        "most INTEGER NOT NULL DEFAULT 1 CONSTRAINT most_positive CHECK (most > 0)",
        "allows_other BOOLEAN NOT NULL DEFAULT false",
        "way VARCHAR(10) NOT NULL DEFAULT 'ballots' CONSTRAINT way_known CHECK (way IN ('ballots', 'hands'))",
        "standing BOOLEAN NOT NULL DEFAULT false",
    ):
        op.execute(f"ALTER TABLE ballot ADD COLUMN {column}")
    op.add_column("ballot", sa.Column("closes_at", MOMENT))
    op.create_table("ballot_subject", _to("ballot", "ballot_id", key=True), _to("person", "person_id"))
    op.create_index("ix_ballot_subject_person", "ballot_subject", ["person_id"])


def _the_roll() -> None:
    """What a voice weighs. The check comes with its column, as above."""
    op.execute("ALTER TABLE ballot_roll ADD COLUMN area_cm2 BIGINT NOT NULL DEFAULT 0"
               " CONSTRAINT area_not_negative CHECK (area_cm2 >= 0)")
    op.execute("ALTER TABLE ballot_roll ADD COLUMN \"group\" VARCHAR(60) NOT NULL DEFAULT ''")
    op.create_index("ix_ballot_roll_person", "ballot_roll", ["person_id"])


def _what_was_cast() -> None:
    """Longer answers, and the channel by which they came: the table is made anew and its rows are kept."""
    op.execute("CREATE TEMPORARY TABLE cast_before AS SELECT * FROM ballot_cast")
    op.drop_table("ballot_cast")
    op.create_table(
        "ballot_cast", _to("ballot", "ballot_id", key=True), sa.Column("voter_key", sa.String(40), primary_key=True),
        _words("choice", 200), _words("other", 200), sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False), _words("channel", 10), _to("person", "by_id", null=True),
        _words("why", 200),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain') OR choice LIKE 'o_%'", name="choice_known"),
        sa.CheckConstraint("revision > 0", name="revision_counts_from_one"),
        sa.CheckConstraint("channel IN ('phone', 'hall', 'paper', 'helper')", name="channel_known"),
        sa.CheckConstraint("channel <> 'helper' OR (by_id IS NOT NULL AND why <> '')",
                           name="helper_named_with_reason"),
    )
    op.execute("INSERT INTO ballot_cast (ballot_id, voter_key, choice, revision, cast_at, other, channel, why)"
               " SELECT ballot_id, voter_key, choice, revision, cast_at, '', 'phone', '' FROM cast_before")
    op.execute("DROP TABLE cast_before")


def _beside_the_phone() -> None:
    """Proxies, papers, the hall's tablet, hands."""
    op.create_table(
        "ballot_proxy", _to("ballot", "ballot_id", key=True), sa.Column("voter_key", sa.String(40), primary_key=True),
        _to("person", "holder_id"), _words("document", 200), sa.Column("filed_at", MOMENT, nullable=False),
        _to("person", "filed_by_id"),
    )
    op.create_table(
        "ballot_paper", _id(), _to("ballot", "ballot_id"), sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(30), nullable=False, unique=True), _words("voter_key", 40), _words("state", 10),
        _words("void_why", 200), sa.Column("issued_at", MOMENT, nullable=False), _to("person", "issued_by_id"),
        sa.UniqueConstraint("ballot_id", "number"),
        sa.CheckConstraint("state IN ('issued', 'entered', 'differs', 'valid', 'void')", name="paper_state_known"),
        sa.CheckConstraint("(state = 'void') = (void_why <> '')", name="reason_if_void"),
    )
    op.create_table(
        "ballot_paper_entry", _id(), _to("ballot_paper", "paper_id"), _to("person", "by_id"), _words("choice", 200),
        _words("other", 200), sa.Column("entered_at", MOMENT, nullable=False),
    )
    op.create_index("ix_ballot_paper_entry_paper", "ballot_paper_entry", ["paper_id"])
    op.create_table(
        "ballot_hall_link", _id(), _to("ballot", "ballot_id"), _words("voter_key", 40),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("made_at", MOMENT, nullable=False), _to("person", "made_by_id"), sa.Column("used_at", MOMENT),
    )
    op.create_table(
        "ballot_hand_count", _to("ballot", "ballot_id", key=True), _to("person", "by_id", key=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("votes_for", "against", "abstain", "not_voting")),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.CheckConstraint("votes_for >= 0 AND against >= 0 AND abstain >= 0 AND not_voting >= 0",
                           name="hands_not_negative"),
    )


def _the_announcement() -> None:
    """Ballots announced with their roll, and objections to it."""
    op.create_table(
        "ballot_announcement", _id(), _to("community", "community_id"), sa.Column("question", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False), _words("form", 20), sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False), sa.Column("allows_other", sa.Boolean(), nullable=False),
        _to("person", "about_id", null=True), sa.Column("scope", sa.JSON(), nullable=False), _words("state", 12),
        sa.Column("announced_at", MOMENT, nullable=False), _to("person", "announced_by_id"),
        sa.Column("opens_at", MOMENT, nullable=False), sa.Column("closes_at", MOMENT, nullable=False),
        _to("ballot", "ballot_id", null=True, unique=True), _words("called_off_why", 300),
        sa.CheckConstraint("state IN ('announced', 'opened', 'called_off')", name="announcement_state_known"),
        sa.CheckConstraint("(state = 'opened') = (ballot_id IS NOT NULL)", name="ballot_if_opened"),
        sa.CheckConstraint("(state = 'called_off') = (called_off_why <> '')", name="reason_if_called_off"),
        sa.CheckConstraint("opens_at < closes_at", name="closes_after_it_opens"),
        sa.CheckConstraint(f"form {FORMS}", name="announced_form_known"),
    )
    op.create_index("ix_ballot_announcement_community", "ballot_announcement", ["community_id"])
    op.create_table(
        "ballot_announced_roll", _to("ballot_announcement", "announcement_id", key=True),
        sa.Column("voter_key", sa.String(40), primary_key=True), _to("person", "person_id", null=True),
        _words("shown_as", 160), sa.Column("area_cm2", sa.BigInteger(), nullable=False), _words("group", 60),
        _words("excluded_why", 200),
        sa.CheckConstraint("area_cm2 >= 0", name="announced_area_not_negative"),
    )
    op.create_table(
        "ballot_roll_objection", _id(), _to("ballot_announcement", "announcement_id"), _to("person", "by_id"),
        _words("voter_key", 40), _words("says", 500), sa.Column("made_at", MOMENT, nullable=False),
        _words("ruling", 10, null=True), _words("reason", 500), sa.Column("ruled_at", MOMENT),
        _to("person", "ruled_by_id", null=True),
        sa.CheckConstraint("ruling IS NULL OR ruling IN ('upheld', 'dismissed')", name="ruling_known"),
        sa.CheckConstraint("(ruling IS NULL) = (ruled_at IS NULL)", name="ruled_at_if_ruled"),
        sa.CheckConstraint("ruling IS NULL OR reason <> ''", name="reason_if_ruled"),
    )
    op.create_index("ix_ballot_roll_objection_announcement", "ballot_roll_objection", ["announcement_id"])


def _rules_and_results() -> None:
    """A community's own vote rules, and results of votes held elsewhere."""
    op.create_table(
        "community_rule", _id(), _to("community", "community_id"), _words("code", 60),
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False), _to("person", "adopted_by_id", null=True),
        sa.UniqueConstraint("community_id", "code", "version"),
    )
    op.create_table(
        "official_result", _id(), _to("community", "community_id"), _words("title", 200),
        sa.Column("rule", sa.JSON(), nullable=False), sa.Column("held_on", sa.Date(), nullable=False),
        _words("held_by", 120), sa.Column("says", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False), _words("document", 200),
        sa.Column("document_on", sa.Date(), nullable=False), sa.Column("file", sa.LargeBinary()),
        sa.Column("file_kind", sa.String(40)), sa.Column("recorded_at", MOMENT, nullable=False),
        _to("person", "recorded_by_id"),
        sa.CheckConstraint("document <> '' OR file IS NOT NULL", name="document_is_there"),
        sa.CheckConstraint("(file IS NULL) = (file_kind IS NULL)", name="kind_if_file"),
    )
    op.create_index("ix_official_result_community", "official_result", ["community_id"])
