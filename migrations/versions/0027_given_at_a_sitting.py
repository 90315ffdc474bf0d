"""A reply names the sitting it was given at; one voice alone does not open work again."""
from __future__ import annotations

import sqlalchemy as sa

from consult.storage.altering import altered, guarded_anew

revision = "0027"
down_revision = "0026"


KINDS = (
    "kind IN ('begun', 'progress', 'milestone', 'blocked', 'unblocked', 'handed_over', 'extended', 'renewed', 'overdue', "
    "'reported_done', 'not_done', 'answered', 'done')")
WITH_TEXT = "kind NOT IN ('progress', 'blocked', 'handed_over', 'extended', 'renewed', 'not_done', 'answered') OR text <> ''"


def upgrade() -> None:
    with altered("body", {
        "reopen_percent_of_a_hundred": "reopen_percent BETWEEN 1 AND 100", "reopen_least_positive": "reopen_least > 0",
    }) as body:
        body.add_column(sa.Column("reopen_percent", sa.Integer(), nullable=False, server_default="10"))
        body.add_column(sa.Column("reopen_least", sa.Integer(), nullable=False, server_default="2"))
    with altered("task", {"reopens_at_positive": "reopens_at > 0"}) as task:
        # Work that was promised before keeps the rule it was promised under: one household is enough.
        task.add_column(sa.Column("reopens_at", sa.Integer(), nullable=False, server_default="1"))
    with altered("work_note", {"work_note_kind_known": KINDS, "text_if_it_says_something": WITH_TEXT}) as note:
        note.add_column(sa.Column("answers_id", sa.Integer(), sa.ForeignKey("work_note.id", name="fk_work_note_answers")))
        note.add_column(sa.Column("hand", sa.JSON(), nullable=False, server_default="{}"))
    with altered("resolution", {
        "way_of_giving_known": "given IN ('', 'sitting', 'between')",
        "sitting_named_if_given_there": "given <> 'sitting' OR meeting_id IS NOT NULL",
        "rule_if_given_between": "given <> 'between' OR (meeting_id IS NULL AND between_rule <> '')",
    }) as resolution:
        resolution.add_column(sa.Column("given", sa.String(20), nullable=False, server_default=""))
        resolution.add_column(sa.Column("between_rule", sa.String(200), nullable=False, server_default=""))
        resolution.add_column(sa.Column("given_hand", sa.JSON(), nullable=False, server_default="{}"))
    with altered("docket_entry") as entry:
        entry.add_column(sa.Column("acknowledged_hand", sa.JSON(), nullable=False, server_default="{}"))
    for table in ("milestone", "closing_report", "resource"):
        with altered(table) as written:
            written.add_column(sa.Column("hand", sa.JSON(), nullable=False, server_default="{}"))
    for table in ("work_note", "resolution", "closing_report"):
        guarded_anew(table)
