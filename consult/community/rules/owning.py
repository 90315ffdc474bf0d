"""Who gives the one voice of a home that several own together, or that somebody owns who is not of age."""
from __future__ import annotations

from collections.abc import Collection, Sequence

from consult.community.rules.electors import NO_HEIR, NO_VOTER_NAMED, NOT_OF_AGE


def may_be_named(voter: int, owners: Sequence[int], adults: Collection[int]) -> str:
    """Why these owners cannot name somebody to give their voice, as a code; empty where they can.

    Co-owners name one of themselves in writing; whoever is not of age is spoken for by a guardian, who need own
    nothing (业主大会和业主委员会指导规则 arts. 24 and 25).
    """
    if voter not in adults:
        return "voter_not_of_age"
    if voter in owners or not set(owners) <= set(adults):
        return ""
    return "voter_is_no_owner"


def who_gives(
    owners: Sequence[int], named: Sequence[int | None], adults: Collection[int], gone: Collection[int] = ()
) -> tuple[int | None, str]:
    """Who gives the voice of these owners, or nobody and the code of the reason.

    `named` are the voters put in writing, the latest entry last; one that may not be named any more does not count.
    What somebody who is gone owned is their heirs' (民法典 art. 230) and silent until those are entered; of co-owners the
    others still name one of themselves.
    """
    living = [owner for owner in owners if owner not in gone]
    if not living:
        return None, NO_HEIR
    for voter in reversed(named):
        if voter is not None and voter not in gone and not may_be_named(voter, living, adults):
            return voter, ""
    if len(owners) > 1:
        return None, NO_VOTER_NAMED
    return (owners[0], "") if owners[0] in adults else (None, NOT_OF_AGE)
