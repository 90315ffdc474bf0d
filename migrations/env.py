"""What Alembic runs: every chapter's tables, on the connection that consult.storage.migrations hands in."""
from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import consult.account.models
import consult.ballot.models
import consult.community.models
import consult.founding.models
import consult.matter.models
import consult.meeting.models
import consult.minutes.models
import consult.project.models
import consult.resolution.models
import consult.storage.commands
import consult.storage.event_log
import consult.storage.jobs
import consult.storage.looks  # noqa: F401
from consult.storage.base import Base, UtcDateTime


def rendered(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """A migration names no class of ours: what it does must not change when the class does."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_item=rendered,
    render_as_batch=connection.dialect.name == "sqlite",
)
# The caller has begun the transaction, and ends it.
context.run_migrations()
