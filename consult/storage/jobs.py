"""Work that takes longer than a page may: who asked, how far it is, and where its result lies until the next day."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.lifecycle import one_of
from consult.storage.base import Base

JobState = Literal["waiting", "running", "done", "failed"]
KEPT = timedelta(days=1)
"""How long a result lies there for whoever asked."""


class Job(Base):
    """One piece of work. `told` is what its kind needs to know: ids and choices, never a secret."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(one_of("state", JobState), name="job_state_known"),
        CheckConstraint("done >= 0 AND total >= 0", name="job_counts_not_negative"),
        CheckConstraint("expires_at > made_at", name="job_expires_after_it_is_made"),
        Index("ix_job_state", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    account_id: Mapped[int]
    """Who asked, and alone gets the result."""
    community_id: Mapped[int]
    told: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(String(20), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(60), default="")
    """The code of the refusal, where it failed."""
    kept_as: Mapped[str] = mapped_column(String(60), default="")
    """The name of the result in the folder of results: random, so that nobody finds it by guessing."""
    name: Mapped[str] = mapped_column(String(80), default="")
    """Under which name it is given out."""
    made_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    """When whoever does it last said so; a process that was killed says nothing more."""
    expires_at: Mapped[datetime]
