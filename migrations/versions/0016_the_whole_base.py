"""The base of a ballot is kept whole: who is entitled and cannot give a voice stays on the roll, with the reason.

Ballots and sittings from before keep their roll as it was; what their base left out nobody wrote down. A roll that
lies open now takes back whom it had left out for want of an owner, a delegate or a representative.
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered

revision = "0016"
down_revision = "0015"

UNHEARD = ("no_owner", "no_delegate", "no_representative")
FROZEN = "the ballot is open: nothing of it may change"
IS_SEALED = "EXISTS (SELECT 1 FROM sealed_ballot WHERE ballot_id = OLD.{id})"


def upgrade() -> None:
    for table in ("ballot", "ballot_announcement", "meeting"):
        op.add_column(table, sa.Column("base", sa.JSON()))
    with altered("ballot_roll", {"somebody_gives_it_or_it_is_silent": "person_id IS NOT NULL OR silent_because <> ''"}) as roll:
        roll.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        roll.add_column(sa.Column("area_known", sa.Boolean(), nullable=False, server_default=sa.true()))
    for name, length in (("silent_because", 40), ("note", 40), ("stepped_back", 200)):
        op.add_column("ballot_announced_roll", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("ballot_announced_roll", sa.Column("area_known", sa.Boolean(), nullable=False, server_default=sa.true()))
    _take_back()
    _frozen("ballot", "base", "id")
    _frozen("ballot_roll", "area_known", "ballot_id")


def _take_back() -> None:
    """Whoever an open roll left out because nobody could give the voice is entitled all the same."""
    rows = sa.table("ballot_announced_roll", sa.column("announcement_id"), sa.column("silent_because"), sa.column("excluded_why"))
    told = sa.table("ballot_announcement", sa.column("id"), sa.column("state"))
    still_open = sa.select(told.c.id).where(told.c.state == "announced")
    op.execute(sa.update(rows).where(rows.c.excluded_why.in_(UNHEARD), rows.c.announcement_id.in_(still_open)).values(
        silent_because=rows.c.excluded_why, excluded_why=""))


def _frozen(table: str, column: str, id: str) -> None:
    """The database refuses to change it once the ballot is a sealed one."""
    name, sealed = f"{table}_{column}_is_frozen", IS_SEALED.format(id=id)
    if op.get_bind().dialect.name != "postgresql":
        op.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN "
                   f"NEW.{column} IS NOT OLD.{column} AND {sealed} BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END")
        return
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
               f"IF NEW.{column}::text IS DISTINCT FROM OLD.{column}::text AND {sealed} THEN "
               f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
               "RETURN NEW; END $$")
    op.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
