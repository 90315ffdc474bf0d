"""四议两公开: four reviews and two disclosures, an optional course of six stages beside a reply (practice.md 2.5)."""
from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from consult.core.errors import RuleBroken


class Stage(StrEnum):
    """The six stages, in their order."""

    PROPOSED = "proposed_by_party"
    CONSULTED = "consulted_by_committees"
    REVIEWED = "reviewed_by_members"
    RESOLVED = "resolved_by_residents"
    DECISION_DISCLOSED = "decision_disclosed"
    RESULT_DISCLOSED = "result_disclosed"


def check_in_order(stage: Stage, held: Collection[str]) -> None:
    """Refuse a stage that was written down already, or whose forerunner was not."""
    if stage in held:
        raise RuleBroken("stage_written_down")
    before = list(Stage)[:list(Stage).index(stage)]
    missing = next((one for one in before if one not in held), None)
    if missing:
        raise RuleBroken("stage_before_it")
