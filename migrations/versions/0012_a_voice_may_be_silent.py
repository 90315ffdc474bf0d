"""Whether a voice may vote is a fact of the frozen roll, with the reason."""
from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

FROZEN = "the ballot is open: nothing of it may change"
IS_SEALED = "EXISTS (SELECT 1 FROM sealed_ballot WHERE ballot_id = OLD.ballot_id)"
OPEN_VOTES = """
    SELECT ballot.id, ballot.rule, meeting.rules_of_order, COALESCE(meeting.acting_chair_id, meeting.chair_id)
    FROM ballot JOIN (
        SELECT ballot_id, discussion_id FROM motion UNION
        SELECT amendment.ballot_id, motion.discussion_id FROM amendment JOIN motion ON motion.id = amendment.motion_id
    ) AS held ON held.ballot_id = ballot.id
    JOIN discussion ON discussion.id = held.discussion_id JOIN meeting ON meeting.id = discussion.meeting_id
    WHERE ballot.closed_at IS NULL
"""


def upgrade() -> None:
    op.execute("ALTER TABLE ballot_roll ADD COLUMN silent_because VARCHAR(40) NOT NULL DEFAULT ''")
    _chairs_of_open_votes()
    _frozen()


def _chairs_of_open_votes() -> None:
    """Where a vote is open now, its room refuses the chair's voice: so does its roll from here on."""
    db = op.get_bind()
    for ballot_id, rule, order, chair_id in db.execute(sa.text(OPEN_VOTES)).all():
        ways, secrecy = _said(order).get("chair_votes", "secret"), _said(rule).get("secrecy")
        if ways == "never" or (ways == "secret" and secrecy != "secret"):
            db.execute(
                sa.text("UPDATE ballot_roll SET silent_because = 'chair_is_neutral'"
                        " WHERE ballot_id = :ballot_id AND person_id = :chair_id"),
                {"ballot_id": ballot_id, "chair_id": chair_id})


def _said(stored: Any) -> dict[str, Any]:
    """What a JSON column says: SQLite hands out its text."""
    said: dict[str, Any] = json.loads(stored) if isinstance(stored, str) else stored or {}
    return said


def _frozen() -> None:
    """The database refuses to change it once the ballot is a sealed one, as it refuses for the rest of the roll."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute("CREATE TRIGGER ballot_roll_silence_is_frozen BEFORE UPDATE ON ballot_roll FOR EACH ROW WHEN "
                   f"NEW.silent_because IS NOT OLD.silent_because AND {IS_SEALED} "
                   f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END")
        return
    op.execute("CREATE FUNCTION ballot_roll_silence_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
               f"IF NEW.silent_because IS DISTINCT FROM OLD.silent_because AND {IS_SEALED} THEN "
               f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
               "RETURN NEW; END $$")
    op.execute("CREATE TRIGGER ballot_roll_silence_is_frozen BEFORE UPDATE ON ballot_roll FOR EACH ROW "
               "EXECUTE FUNCTION ballot_roll_silence_is_frozen()")
