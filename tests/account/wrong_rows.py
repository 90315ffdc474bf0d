"""Rows of accounts that no verb would write, and what has to be there for them; see test_what_the_database_refuses.py."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from consult.account import actions as accounts
from consult.core.clock import local_date
from consult.storage.jobs import KEPT, Job
from tests.builders import Neighbourhood

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "slip_reason_known": ("sign_in_slip", {}, {"reason": "because"}),
    "seen_known": ("sign_in_slip", {}, {"seen": "in_a_dream"}),
    "seen_if_forgotten": ("sign_in_slip", {"reason": "forgotten"}, {"seen": None}),
    "slip_expires_after_it_is_made": ("sign_in_slip", {}, {"expires_at": LONG_AGO}),
    "code_if_used": ("sign_in_slip", {}, {"used_at": LONG_AGO, "code_hash": None}),
    "job_state_known": ("job", {}, {"state": "asleep"}),
    "job_counts_not_negative": ("job", {}, {"done": -1}),
    "job_expires_after_it_is_made": ("job", {}, {"expires_at": LONG_AGO}),
}


def slips_to_spoil(n: Neighbourhood) -> None:
    """A slip for somebody who forgot the password, and a job."""
    n.do("lin", accounts.help_at_desk, person_id=n.people["ma"], seen="known", seen_on=local_date(n.clock(), "Asia/Shanghai"))
    n.run("lin", lambda work: work.add(Job(
        kind="none", account_id=1, community_id=n.community, told={}, made_at=work.now, beat_at=work.now,
        expires_at=work.now + KEPT)).id)
