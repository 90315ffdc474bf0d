"""Every rule against every roll, named and secret, in a meeting and between meetings: it fits, or why it does not."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consult.ballot.rules.fit import Place, why_not
from consult.ballot.rules.secrecy import K, settled
from consult.ballot.rules.vote_rule import SCOPES, SECRECIES, VoteRule
from consult.community.rules.kinds import BodyKind, Membership
from consult.community.rules.presets import PRESETS
from consult.core.errors import RuleBroken

REASONS = {
    "": "fits", "held_elsewhere": "held elsewhere, recorded only", "rule_needs_a_meeting": "needs a meeting",
    "rule_between_meetings": "between meetings only", "rule_not_of_this_body": "not a rule of this body",
    "rule_not_of_this_place": "not for this place", "rule_counts_others": "counts other people",
    "weights_are_named": "areas tell whose it is", "groups_are_named": "counts groups apart",
    "secrecy_not_by_this_rule": "the rule has no such way", "no_meeting": "no meeting of a place",
}
HEADS = ("between meetings, named", "between meetings, secret", "in a meeting, named", "in a meeting, secret")


@dataclass(frozen=True)
class Row:
    """One rule and one roll: a code for each of HEADS, empty where it fits."""

    place: str
    cells: tuple[str, ...]


def places() -> Iterator[tuple[str, Place]]:
    """Every roll there is: the places of a community, and the bodies that meet in a room with their usual rolls."""
    yield from ((scope, Place(scope)) for scope in SCOPES if scope != "body")
    for kind, preset in PRESETS.items():
        yield kind, Place("body", str(kind), str(preset.membership))
    yield "residents_assembly of all adults", Place("body", str(BodyKind.RESIDENTS_ASSEMBLY), str(Membership.ADULTS))


def rows(rule: VoteRule) -> Iterator[Row]:
    """A rule against every roll."""
    for name, place in places():
        yield Row(name, tuple(_cell(rule, place, secrecy, in_meeting=meeting)
                              for meeting in (False, True) for secrecy in SECRECIES))


def _cell(rule: VoteRule, place: Place, secrecy: str, *, in_meeting: bool) -> str:
    if in_meeting and place.scope != "body":
        return "no_meeting"
    if code := why_not(rule, replace(place, in_meeting=in_meeting)):
        return code
    try:
        settled(rule, secrecy, voices=K)
    except RuleBroken as refusal:
        return refusal.code
    return ""


def markdown(rules: Iterable[VoteRule]) -> str:
    """The table as a document: a section a rule, a row a roll."""
    said = [INTRODUCTION]
    for rule in rules:
        said += ["", f"## `{rule.code}` {rule.name}", "", f"{rule.name_en}. Counts {rule.electorate.replace('_', ' ')}: "
                 f"{rule.electorate_source_en}.", "", f"| | {' | '.join(HEADS)} |", f"|---|{'---|' * len(HEADS)}"]
        said += [f"| {row.place.replace('_', ' ')} | {' | '.join(REASONS[cell] for cell in row.cells)} |" for row in rows(rule)]
    return "\n".join(said) + "\n"


INTRODUCTION = """# Which rule fits which roll

Every vote rule that is in force against every roll that a community has: its places, and the bodies that meet in a room
with the members they usually have. What does not fit is not offered, and is refused with this reason on every way in
(`consult/ballot/rules/fit.py`). A secret ballot further needs five who can vote. This file is made by
`consult rules table --on DAY`, and a test compares the two.
"""
