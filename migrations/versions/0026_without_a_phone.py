"""Endorsing on paper or through a helper; a matter that somebody else wrote down."""
from __future__ import annotations

import sqlalchemy as sa

from consult.storage.altering import altered

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    with altered("endorsement", {
        "way_of_endorsing_known": "way IN ('own', 'desk', 'helper')",
        "endorsed_for_somebody_with_reason_and_slip":
            "way = 'own' OR (entered_by_id IS NOT NULL AND reason <> '' AND slip IS NOT NULL)",
        "helper_names_a_witness": "way <> 'helper' OR witness <> ''",
    }) as endorsement:
        endorsement.add_column(sa.Column("way", sa.String(10), nullable=False, server_default="own"))
        endorsement.add_column(sa.Column(
            "entered_by_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_endorsement_entered_by")))
        endorsement.add_column(sa.Column("hand", sa.JSON(), nullable=False, server_default="{}"))
        endorsement.add_column(sa.Column("reason", sa.String(200), nullable=False, server_default=""))
        endorsement.add_column(sa.Column("witness", sa.String(60), nullable=False, server_default=""))
        endorsement.add_column(sa.Column("slip", sa.Integer()))
        endorsement.create_unique_constraint("uq_endorsement_slip", ["matter_id", "slip"])
    with altered("matter") as matter:
        matter.add_column(sa.Column("hand", sa.JSON(), nullable=False, server_default="{}"))
