"""What a community needs before its first session, from what its register holds: the check-list (开张清单)."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MINUTES = {"places": 5, "homes": 15, "people": 15, "posts": 5, "bodies": 10, "numbers": 2, "slips": 10, "session": 10}
"""About how long each step takes an office that has its lists at hand (docs/FIRST-SESSION.md says how that is reckoned)."""


@dataclass(frozen=True)
class Register:
    """What the register of a community holds on a day, as numbers."""

    buildings: int = 0
    homes: int = 0
    homes_stated: int = 0
    """What the community states of itself; 0 where it states nothing."""
    people: int = 0
    representatives: int = 0
    secretaries: int = 0
    facilitators: int = 0
    convenors: int = 0
    """Who may call the council together."""
    bodies: int = 0
    empty_bodies: int = 0
    seats: int = 0
    """Seats of the council that somebody has."""
    accounts: int = 0
    accounts_waiting: int = 0
    """Accounts whose owner has set no password yet."""
    called: int = 0
    """Meetings of the council that were convened."""


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, and about how many minutes it takes."""

    code: str
    done: bool
    minutes: int


def steps(held: Register) -> list[Step]:
    """The eight steps in their order."""
    done = {
        "places": held.buildings > 0,
        "homes": held.homes > 0 and held.homes >= held.homes_stated * 98 // 100,
        "people": held.people > 0 and held.representatives > 0,
        "posts": held.secretaries > 0 and held.facilitators > 0 and held.convenors > 0,
        "bodies": held.seats > 0,
        "numbers": held.homes_stated > 0,
        "slips": held.accounts > 0 and held.accounts_waiting < held.accounts,
        "session": held.called > 0,
    }
    return [Step(code, done[code], minutes) for code, minutes in MINUTES.items()]


def lacking(held: Register) -> list[str]:
    """What a lawful first session of the council still lacks, by code; nothing where it can be convened."""
    found: dict[str, Any] = {
        "no_council": held.bodies == 0, "no_members": held.bodies > 0 and held.seats == 0,
        "no_convenor": held.convenors == 0, "no_facilitator": held.facilitators == 0, "no_secretary": held.secretaries == 0,
    }
    return [code for code, missing in found.items() if missing]
