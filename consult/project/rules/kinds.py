"""Kinds of source, filing, terms, times and grades."""
from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """Where a need was heard (bodies.md 1.2, the needs list)."""

    RESIDENT = "resident"
    UNIT = "unit"
    GRID = "grid"
    PARTY_GROUP = "party_group"
    MEETING = "meeting"
    MATTER = "matter"


class Filing(StrEnum):
    """Who wrote a need down: the one who has it, a helper for someone else, or somebody who is not kept."""

    OWN = "own"
    HELPER = "helper"
    ANONYMOUS = "anonymous"


class Terms(StrEnum):
    """On which terms something is given: 无偿或低偿. Nothing here ever asks anybody to pay."""

    FREE = "free"
    LOW_COST = "low_cost"


class Times(StrEnum):
    """When something is needed, or can be given."""

    ANY = "any"
    WORKDAYS = "workdays"
    EVENINGS = "evenings"
    WEEKENDS = "weekends"


class Grade(StrEnum):
    """What a household or person of the scope says of work that was reported as done."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    DISSATISFIED = "dissatisfied"


class Confirming(StrEnum):
    """The two sides of a claim agreement."""

    CLAIMANT = "claimant"
    COMMUNITY = "community"
