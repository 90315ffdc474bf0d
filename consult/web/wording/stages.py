"""The six stages of the public board, and which matters stand in each."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consult.core.working_days import days_late
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import ENDED, MatterState, Owner

STATES_OF: dict[str, tuple[MatterState, ...]] = {
    "gathering": ("proposed",),
    "screening": ("endorsed", "join_suggested", "returned", "admitted", "scheduled"),
    "deliberating": ("in_meeting", "deferred"),
    "replying": ("escalated", "awaiting_reply"),
    "working": ("working", "reported_done", "reopened"),
    "ended": ENDED,
}
SHOWN = 3
"""How many matters of a stage the board shows before it says how many more there are."""
ANSWERABLE = frozenset({Owner.SECRETARY, Owner.CONVENOR, Owner.BODY, Owner.UNIT})
"""Who can be late in public: those who owe neighbours an answer. Neighbours themselves owe nobody."""


@dataclass(frozen=True)
class Stage:
    """One column of the board."""

    name: str
    count: int
    first: Sequence[Matter]

    @property
    def more(self) -> int:
        """How many matters of this stage are not shown."""
        return self.count - len(self.first)


def board(going: Iterable[Matter], ended: Iterable[Matter], counts: Mapping[MatterState, int]) -> list[Stage]:
    """Every stage with its count and its first matters: what is due first, and of the ended the newest."""
    together = [*going, *ended]
    return [
        Stage(
            name, sum(counts.get(state, 0) for state in states),
            [matter for matter in together if matter.state in states][:SHOWN],
        )
        for name, states in STATES_OF.items()
    ]


def under_way(counts: Mapping[MatterState, int]) -> int:
    """How many matters have not ended."""
    return sum(count for state, count in counts.items() if state not in ENDED)


def is_late(matter: Matter, today: date) -> bool:
    """Whether an answer is overdue: someone who owes neighbours one has let the day pass."""
    limit = matter.limit
    return limit is not None and days_late(limit, today) > 0 and matter.owed_by in ANSWERABLE


def gathered_in_vain(matter: Matter, today: date) -> bool:
    """Whether the time to gather endorsements has run out."""
    return matter.state == "proposed" and matter.due_on is not None and matter.due_on < today
