"""The server is stopped as a service manager stops it: it says so, finishes, and everyone comes back."""
from __future__ import annotations

import asyncio
import time

import pytest

from consult.live import protocol
from tests.faults.conftest import Voting
from tests.faults.participant import everyone
from tests.faults.test_kill_in_a_vote import check, the_vote, what_the_server_said

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]


def test_a_restart_in_a_vote_is_told_and_loses_nothing(voting: Voting) -> None:
    people, result = asyncio.run(the_vote(voting, 3, "stop"))
    check(voting, people, result)
    for person in people:
        assert ("closing", {"retry_after": protocol.RETRY_AFTER_SECONDS}) in person.heard
    assert what_the_server_said(voting) == "", "nothing to complain about in a restart"


def test_a_server_that_is_told_to_stop_goes_within_seconds(voting: Voting) -> None:
    async def stopped_under_sockets() -> float:
        people = await everyone(voting.server.url, voting.assembly.voters[:20], voting.assembly.meeting_id, 4)
        begun = time.monotonic()
        await asyncio.to_thread(voting.server.stop)
        took = time.monotonic() - begun
        for person in people:
            await person.goes()
        return took

    assert asyncio.run(stopped_under_sockets()) < 8
    assert voting.server.process is not None and voting.server.process.returncode == 0
