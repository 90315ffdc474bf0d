"""Which lines of a record a reader has before them: the archive's, or the public version's."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consult.minutes import policy
from consult.minutes.models import Minutes
from consult.publishing import policy as publishing_policy
from consult.publishing import queries
from consult.web.doorway import outgoing
from consult.web.doorway.access import actor_here, db


@dataclass(frozen=True)
class ShownLine:
    """A line of the record with the words of its public version."""

    id: int
    position: int
    kind: str
    lead: str
    text: str


def lines_for_reader(record: Minutes) -> Sequence[Any] | None:
    """The archive's lines for who keeps the record, and for those who took part while they check it; else the public
    version's. None where no second person has let the public version out.
    """
    if record.state != "published" or policy.permits(actor_here(), "see_draft", record):
        outgoing.this_is_the_archive()
        return record.lines
    version = queries.version_of(db(), record.id)
    if version is None or version.state != "approved":
        return None
    ids = {line.position: line.id for line in record.lines}
    return [ShownLine(ids.get(n.position, 0), n.position, n.kind, n.lead, n.text) for n in queries.lines_of(version)]


def public_state(record: Minutes) -> str:
    """How far the public version is, for those who may read it before it is let out; empty for everyone else."""
    if record.state != "published" or not publishing_policy.permits(actor_here(), "see_prepared", record):
        return ""
    version = queries.version_of(db(), record.id)
    return version.state if version else ""
