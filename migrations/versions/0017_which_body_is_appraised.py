"""An appraisal may be about a body: whoever belongs to it gives no voice."""
from __future__ import annotations

import sqlalchemy as sa

from consult.storage.altering import altered

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with altered("ballot_announcement") as announcement:
        announcement.add_column(sa.Column("about_body_id", sa.Integer(), sa.ForeignKey("body.id", name="fk_announcement_body")))
