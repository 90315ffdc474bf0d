"""Rows that say what happened in a project, a record or on the board stay as they were written."""
from __future__ import annotations

from consult.storage.altering import never_changed, never_changed_once

revision = "0011"
down_revision = "0010"

WHOLE = (
    "project_need", "project_resource", "closing_report", "satisfaction_given", "satisfaction_remark",
    "minutes_version", "minutes_erratum", "signed_head", "notice_photo",
)
BUT = {
    "project": (
        "title", "aim", "category", "method", "measures", "owner", "grid_id", "building_id", "starts_on", "due_on", "places",
        "taken", "answers_needed", "round", "state", "reason", "dispatched_at", "dispatched_by_id", "accepted_at",
        "accepted_by_id", "discussed_as_id", "discussed_at_id", "no_discussion_because", "deliberated_at",
        "deliberated_by_id", "closed_at", "closed_by_id",
    ),
    "claim": ("state", "reason", "ended_at", "expires_on"),
    "claim_agreement": ("state", "claimant_at", "claimant_by_id", "community_at", "community_by_id"),
    "milestone": ("done_at", "done_by_id", "note"),
    "satisfaction_count": ("answers",),
    "thanks": ("named",),
    "volunteer_hours": ("confirmed", "decided_at", "decided_by_id"),
    "minutes_objection": ("state", "answer", "answered_at"),
    "notice_objection": ("answer", "answered_by_id", "answered_at"),
}
"""By table: what goes on after the row was written."""
ONCE = {
    ("project", "dispatched_at"): ("dispatched_at", "dispatched_by_id"),
    ("project", "closed_at"): ("state", "closed_at", "closed_by_id"),
    ("claim", "ended_at"): ("state", "reason", "ended_at"),
    ("claim_agreement", "claimant_at"): ("claimant_at", "claimant_by_id"),
    ("claim_agreement", "community_at"): ("community_at", "community_by_id"),
    ("milestone", "done_at"): ("done_at", "done_by_id", "note"),
    ("volunteer_hours", "decided_at"): ("confirmed", "decided_at", "decided_by_id"),
    ("minutes_objection", "answered_at"): ("state", "answer", "answered_at"),
    ("notice_objection", "answered_at"): ("answer", "answered_by_id", "answered_at"),
    ("matter_link", "revoked_at"): ("revoked_by_id", "revoked_by", "revoked_at", "revoked_reason"),
}
"""What is said once: from when the first column has a value on, the others keep theirs."""


def upgrade() -> None:
    for table in WHOLE:
        never_changed(table)
    for table, columns in BUT.items():
        never_changed(table, but=columns)
    for (table, since), columns in ONCE.items():
        never_changed_once(table, since, columns)
