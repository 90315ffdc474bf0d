"""Places of an order: how many are wanted, how many are taken."""
from __future__ import annotations

from consult.core.errors import BadShape, RuleBroken


def take(places: int, taken: int, wanted: int) -> int:
    """How many are taken after a claim for `wanted` more; refused where there are not so many left."""
    if wanted < 1:
        raise BadShape({"places": "not_a_number"})
    if taken + wanted > places:
        raise RuleBroken("places_taken", left=places - taken, wanted=wanted)
    return taken + wanted


def give_back(taken: int, given: int) -> int:
    """How many are still taken after a claim was given up."""
    return max(0, taken - given)
