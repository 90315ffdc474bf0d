"""The set-up of an installation in which nothing is founded yet."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.storage.base import Base


class Setup(Base):
    """One row: the code that opens the set-up page, and what was filled in so far.

    The code is that of the newest start, whichever process printed it, and is kept only as a hash.
    """

    __tablename__ = "setup"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    """None once the code was used, and before one was made."""
    code_until: Mapped[datetime | None]
    tries_left: Mapped[int] = mapped_column(default=0)
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the steps were filled in with, by step; emptied by the founding."""
