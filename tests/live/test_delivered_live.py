"""Every event there is reaches the screens that are in the room when it happens, once, in order, each in its own form."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from consult.core.events import Recorded
from consult.live.snapshot import visible
from consult.meeting import actions as meetings
from consult.meeting.models import Meeting
from consult.meeting.queries import room_state
from tests.builders import Neighbourhood
from tests.builders_sittings import tell_sittings
from tests.live.conftest import Hall, Screen, log_of
from tests.meeting.told_by_the_rules import by_the_rules

STORIES: dict[str, Callable[[Neighbourhood], Any]] = {"rules of order": by_the_rules, "sittings": tell_sittings}


def watched(hall: Hall, screens: list[Screen]) -> set[int]:
    """From here on the screens are in every meeting as soon as it is there, and hear after each step; the meetings."""
    n, inside = hall.n, set(hall.n.look(lambda db: db.scalars(select(Meeting.id)).all()))
    watching: set[int] = set()

    def look() -> None:
        for id in sorted(set(n.look(lambda db: db.scalars(select(Meeting.id)).all())) - inside):
            inside.add(id)
            watching.add(id)
            for screen in screens:
                assert "refused" not in screen.enter(id)
        for screen in screens:
            screen.hear()

    for name in ("do", "run"):
        really = getattr(n, name)

        def and_look(*args: Any, _really: Callable[..., Any] = really, **more: Any) -> Any:
            answer = _really(*args, **more)
            look()
            return answer

        setattr(n, name, and_look)
    return watching


@pytest.mark.parametrize("story", STORIES)
def test_it_is_delivered_live_and_in_order(hall: Hall, story: str) -> None:
    off = hall.n.a_meeting()
    hall.n.do("lin", meetings.cancel, meeting_id=off.meeting_id, reason="主持人生病，改期。")
    screens = [hall.come("lin"), hall.come("gu")]
    watching = watched(hall, screens)
    STORIES[story](hall.n)
    assert sum(len(screen.heard("event")) for screen in screens) > 100 and watching
    for id in sorted(watching):
        log = log_of(hall, id)
        for screen, at_desk in zip(screens, (True, False), strict=True):
            pushed = [e for e in screen.heard("event") if e["stream"] == f"meeting:{id}"]
            first = pushed[0]["seq"] if pushed else len(log) + 1
            assert len({str(e["at"]) for e in log[:first - 1]}) == 1, "they came in with the notice, one commit"
            assert [e["seq"] for e in pushed] == list(range(first, len(log) + 1))
            assert pushed == [visible(Recorded(**e), desk=at_desk) for e in log[first - 1:]]
            epoch, seq, state = hall.n.see(room_state, id, desk=at_desk)
            following = screen.rooms[id]
            assert (following.epoch, following.seq, following.state) == (epoch, seq, state)
            assert following.snapshots == 1, "nothing was fetched"
