"""A matter that is being discussed is in a meeting: a session is Flask's, SQLAlchemy's and the socket's word.

Events carry no state, so none of them says the word of before.
"""
from __future__ import annotations

from alembic import op

from consult.storage.altering import altered

revision = "0013"
down_revision = "0012"

KNOWN = (
    "state IN ('proposed', 'endorsed', 'join_suggested', 'returned', 'admitted', 'deferred', 'scheduled', {}, "
    "'working', 'escalated', 'reopened', 'awaiting_reply', 'reported_done', 'lapsed', 'withdrawn', 'redirected', "
    "'joined', 'rejected', 'answered', 'done')"
)


def upgrade() -> None:
    with altered("matter", {"matter_state_known": KNOWN.format("'in_session', 'in_meeting'")}):
        pass
    op.execute("UPDATE matter SET state = 'in_meeting' WHERE state = 'in_session'")
    with altered("matter", {"matter_state_known": KNOWN.format("'in_meeting'")}):
        pass
