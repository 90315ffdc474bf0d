"""Which kinds of job there are, and what does each."""
from __future__ import annotations

from consult.jobs import papers, working
from consult.storage.store import Store

MAKERS: dict[str, working.Maker] = {"invitations": papers.invitations, "slips": papers.slips}


def work_off(store: Store, job_id: int | None = None) -> int:
    """Do what waits, or one job alone unless somebody does it already; how many were done."""
    return working.work_off(store, MAKERS, job_id)
