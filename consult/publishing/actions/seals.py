"""Seals: the rows of something finished under one hash in the log, so that a byte changed in any of them is found."""
from __future__ import annotations

from consult.publishing.events import RecordSealed
from consult.publishing.queries.sealing import columns_of, digest_of, row_hashes, shortened
from consult.storage.work import Work


def seal_minutes(work: Work, *, minutes_id: int) -> None:
    """Seal a published record with its signatures."""
    seal(work, "minutes", minutes_id)


def seal_ballot(work: Work, *, ballot_id: int) -> None:
    """Seal a closed ballot: question, rule, roll, what was cast and the result."""
    seal(work, "ballot", ballot_id)


def seal(work: Work, kind: str, id: int) -> None:
    """Write the hash of a thing's rows into the log, as they are now."""
    work.db.flush()
    columns = columns_of(kind)
    hashes = row_hashes(work.db, kind, id, columns)
    work.record(RecordSealed(
        kind=kind, record_id=id, columns=dict(columns), rows=dict(shortened(hashes)), digest=digest_of(hashes)))
