"""Publishing: redaction, notices, objections to notices, signed heads."""
from __future__ import annotations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
