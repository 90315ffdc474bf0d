"""Sealed ballots: public keys, statements, box and roll marks; what is open cannot be changed."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FROZEN = "the ballot is open: nothing of it may change"
IS_SEALED = "EXISTS (SELECT 1 FROM sealed_ballot WHERE ballot_id = {row})"
GUARDS = {
    # table: (its columns that must stay as they are, whose ballot must be a sealed one)
    "ballot": (("id", "community_id", "question", "rule", "eligible", "present", "opened_at"), "OLD.id"),
    "ballot_roll": (("ballot_id", "voter_key", "person_id", "shown_as", "present"), "OLD.ballot_id"),
    "sealed_ballot": (("ballot_id", "public_key", "question", "open_hash"), ""),
    "ballot_statement": (("community_id", "seq", "ballot_id", "kind", "body", "hash", "signature", "signed_by"), ""),
    "ballot_box": (("ballot_id", "question", "tracker", "choice"), ""),
    "ballot_roll_mark": (("ballot_id", "voter_key"), ""),
    "ballot_cast_log": (("ballot_id", "n", "envelope", "head", "counted"), ""),
}


def upgrade() -> None:
    _sealed_ballots()
    _what_a_close_writes()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SCHEMA IF NOT EXISTS sealed")
    for table, (columns, whose) in GUARDS.items():
        changed = " OR ".join(_differs(column) for column in columns)
        _guard(f"{table}_is_frozen", "UPDATE", table, f"({changed})" + (f" AND {IS_SEALED.format(row=whose)}" if whose else ""))
    _guard("ballot_roll_takes_no_more", "INSERT", "ballot_roll", IS_SEALED.format(row="NEW.ballot_id"))
    _guard("ballot_roll_loses_none", "DELETE", "ballot_roll", IS_SEALED.format(row="OLD.ballot_id"))
    for table in ("ballot_box", "ballot_roll_mark", "ballot_cast_log"):
        counted = IS_SEALED.format(row="NEW.ballot_id AND state <> 'open'")
        _guard(f"{table}_takes_no_more", "INSERT", table, counted)
        _guard(f"{table}_loses_none", "DELETE", table, "1 = 1")
    _guard("ballot_statement_loses_none", "DELETE", "ballot_statement", "1 = 1")


def _differs(column: str) -> str:
    """Compared as text: PostgreSQL's json has no equality."""
    is_not = "IS DISTINCT FROM" if op.get_bind().dialect.name == "postgresql" else "IS NOT"
    return f"CAST(NEW.{column} AS TEXT) {is_not} CAST(OLD.{column} AS TEXT)"


def _guard(name: str, what: str, table: str, when: str) -> None:
    """A trigger that refuses. PostgreSQL allows no subquery in WHEN, so there the trigger's function asks."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute(f"CREATE TRIGGER {name} BEFORE {what} ON {table} FOR EACH ROW WHEN {when} "
                   f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END")
        return
    last = "OLD" if what == "DELETE" else "NEW"
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
               f"IF {when} THEN RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
               f"RETURN {last}; END $$")
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _sealed_ballots() -> None:
    op.create_table(
        "sealed_ballot",
        sa.Column("ballot_id", sa.Integer(), sa.ForeignKey("ballot.id", name="fk_sealed_ballot_ballot_id"),
                  primary_key=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("public_key", sa.String(64), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("open_hash", sa.String(64), nullable=False),
        sa.Column("roll_salt", sa.LargeBinary()),
        sa.CheckConstraint("state IN ('open', 'counted', 'sealed')", name="sealing_state_known"),
        sa.CheckConstraint("(state = 'open') = (roll_salt IS NULL)", name="roll_salt_once_counted"),
    )
    op.create_table(
        "ballot_statement",
        sa.Column("community_id", sa.Integer(),
                  sa.ForeignKey("community.id", name="fk_ballot_statement_community_id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("ballot_id", sa.Integer(),
                  sa.ForeignKey("sealed_ballot.ballot_id", name="fk_ballot_statement_ballot_id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.Column("signed_by", sa.String(64), nullable=False),
        sa.CheckConstraint("kind IN ('open', 'close')", name="statement_kind_known"),
        sa.CheckConstraint("seq > 0", name="statements_count_from_one"),
    )
    op.create_index("uq_ballot_statement_kind", "ballot_statement", ["ballot_id", "kind"], unique=True)


def _what_a_close_writes() -> None:
    """Box and marks hold nothing but what is published: no time, no running number."""
    op.create_table(
        "ballot_box",
        sa.Column("ballot_id", sa.Integer(),
                  sa.ForeignKey("sealed_ballot.ballot_id", name="fk_ballot_box_ballot_id"), primary_key=True),
        sa.Column("question", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("tracker", sa.String(24), primary_key=True),
        sa.Column("choice", sa.String(400), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_roll_mark",
        sa.Column("ballot_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("voter_key", sa.String(40), primary_key=True),
        sa.ForeignKeyConstraint(["ballot_id", "voter_key"], ["ballot_roll.ballot_id", "ballot_roll.voter_key"],
                                name="fk_ballot_roll_mark_voice"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_cast_log",
        sa.Column("ballot_id", sa.Integer(),
                  sa.ForeignKey("sealed_ballot.ballot_id", name="fk_ballot_cast_log_ballot_id"), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("envelope", sa.String(64), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
    )
