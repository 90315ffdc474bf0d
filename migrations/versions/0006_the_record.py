"""The record: versions, objections, confirmation, signatures, errata, and that what is signed stays as it is."""
# ruff: noqa: S608 (every part of a statement here is written in this file)
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "minutes_state_known": "state IN ('draft', 'circulated', 'signed', 'published')",
    "until_when_if_circulated": "(state = 'draft') = (objections_until IS NULL)",
    "text_hash_if_frozen": "(state IN ('signed', 'published')) = (text_hash IS NOT NULL)",
}
COLUMNS = (
    ("objections_until", MOMENT, {}), ("read_out", sa.Boolean(), {"nullable": False, "server_default": sa.false()}),
    ("text_hash", sa.String(64), {}),
)
FROZEN = "('signed', 'published')"
GUARDED = ("minutes_line", "minutes_reader", "minutes_objection", "minutes_signature")
"""Rows of these belong to minutes; once those are signed, nothing of them comes, changes or goes."""
APPENDED = ("minutes_version", "minutes_erratum")
"""Rows of these are written once."""
KEPT = ("title", "language", "text_hash", "log_seq", "log_hash", "revision", "objections_until", "read_out")


def upgrade() -> None:
    """Tables, columns, and the triggers."""
    _minutes()
    _lines()
    _versions_and_readers()
    _objections()
    _signatures_and_errata()
    if op.get_bind().dialect.name == "postgresql":
        _guards_of_postgresql()
    else:
        _guards_of_sqlite()


def _minutes() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, kind, more in COLUMNS:
        op.add_column("minutes", sa.Column(name, kind, **more))
    # What was published before there were signatures is sealed with the hash that its event holds.
    found = "json_extract(e.data, '$.text_hash')" if on_sqlite else "e.data->>'text_hash'"
    op.execute(
        f"UPDATE minutes SET text_hash = coalesce((SELECT {found} FROM event_log e "
        f"WHERE e.stream = 'minutes:' || minutes.id AND e.name = 'MinutesPublished'), '{'0' * 64}'), "
        "objections_until = published_at WHERE state = 'published'")
    with op.batch_alter_table("minutes") as table:
        table.drop_constraint("minutes_state_known", type_="check")
        for name, said in CHECKS.items():
            table.create_check_constraint(name, said)


def _lines() -> None:
    op.add_column("minutes_line", sa.Column("at", MOMENT))
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("minutes_line") as table:
            table.add_column(sa.Column("person_id", sa.Integer()))
            table.create_foreign_key("fk_minutes_line_person_id", "person", ["person_id"], ["id"])
        return
    op.add_column("minutes_line", sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")))


def _versions_and_readers() -> None:
    op.create_table(
        "minutes_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("saved_by", sa.String(160), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.UniqueConstraint("minutes_id", "revision"),
    )
    op.create_table(
        "minutes_reader",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("spoke", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("replied_at", MOMENT),
        sa.UniqueConstraint("minutes_id", "person_id"),
        sa.CheckConstraint("state IN ('asked', 'confirmed', 'corrected', 'refused', 'not_reached')",
                           name="reader_state_known"),
        sa.CheckConstraint("state <> 'refused' OR reason <> ''", name="reason_if_words_refused"),
    )
    op.create_index("ix_minutes_reader_person", "minutes_reader", ["person_id", "state"])


def _objections() -> None:
    op.create_table(
        "minutes_objection",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("line_id", sa.Integer(), sa.ForeignKey("minutes_line.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quoted", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.CheckConstraint("state IN ('open', 'accepted', 'declined', 'withdrawn')", name="objection_state_known"),
        sa.CheckConstraint("state <> 'declined' OR answer <> ''", name="answer_if_objection_declined"),
        sa.CheckConstraint("(state IN ('accepted', 'declined')) = (answered_at IS NOT NULL)",
                           name="answered_at_if_objection_answered"),
    )
    op.create_index("ix_minutes_objection_minutes", "minutes_objection", ["minutes_id"])


def _signatures_and_errata() -> None:
    op.create_table(
        "minutes_signature",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("capacity", sa.String(20), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("minutes_id", "capacity"),
        sa.CheckConstraint("capacity IN ('chair', 'recorder')", name="signature_capacity_known"),
        sa.CheckConstraint("method IN ('password', 'paper')", name="signature_method_known"),
        sa.CheckConstraint("method <> 'paper' OR note <> ''", name="note_if_signed_on_paper"),
    )
    op.create_table(
        "minutes_erratum",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer()),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("appended_at", MOMENT, nullable=False),
        sa.UniqueConstraint("minutes_id", "nth"),
        sa.CheckConstraint("text <> '' AND reason <> ''", name="text_and_reason_of_an_erratum"),
    )


def _changed() -> str:
    kept = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)
    if op.get_bind().dialect.name == "sqlite":
        kept = kept.replace("IS DISTINCT FROM", "IS NOT")
    return (f"OLD.state IN {FROZEN} AND (NEW.state NOT IN {FROZEN} OR (OLD.state = 'published' AND "
            f"(NEW.state <> 'published' OR NEW.number <> OLD.number OR NEW.year <> OLD.year)) OR {kept})")


def _guards_of_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'frozen_minutes'); END"
    for table in GUARDED:
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            op.execute(f"CREATE TRIGGER {table}_frozen_{act.lower()} BEFORE {act} ON {table} WHEN "
                       f"(SELECT state FROM minutes WHERE id = {row}.minutes_id) IN {FROZEN} {refuse}")
    for table in APPENDED:
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER minutes_frozen_update BEFORE UPDATE ON minutes WHEN {_changed()} {refuse}")
    op.execute(f"CREATE TRIGGER minutes_frozen_delete BEFORE DELETE ON minutes WHEN OLD.state IN {FROZEN} {refuse}")


def _guards_of_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_frozen_minutes() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'frozen_minutes' USING ERRCODE = 'integrity_constraint_violation'; END $$")
    op.execute(
        "CREATE FUNCTION refuse_rows_of_frozen_minutes() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE of_minutes integer := CASE TG_OP WHEN 'INSERT' THEN NEW.minutes_id ELSE OLD.minutes_id END; "
        f"BEGIN IF (SELECT state FROM minutes WHERE id = of_minutes) IN {FROZEN} THEN "
        "RAISE EXCEPTION 'frozen_minutes' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END $$")
    for table in GUARDED:
        op.execute(f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
                   "FOR EACH ROW EXECUTE FUNCTION refuse_rows_of_frozen_minutes()")
    for table in APPENDED:
        op.execute(f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
                   "FOR EACH ROW EXECUTE FUNCTION refuse_frozen_minutes()")
    op.execute(f"CREATE TRIGGER minutes_frozen_update BEFORE UPDATE ON minutes FOR EACH ROW WHEN ({_changed()}) "
               "EXECUTE FUNCTION refuse_frozen_minutes()")
    op.execute(f"CREATE TRIGGER minutes_frozen_delete BEFORE DELETE ON minutes FOR EACH ROW WHEN (OLD.state IN {FROZEN}) "
               "EXECUTE FUNCTION refuse_frozen_minutes()")
