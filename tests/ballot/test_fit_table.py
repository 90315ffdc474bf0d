"""Which rule fits which roll: the table in the documents is the one that the rules give."""
from __future__ import annotations

from datetime import date
from pathlib import Path

from consult.ballot.queries import rule_for, rules_at_hand
from consult.ballot.rules.fit_table import HEADS, REASONS, markdown, places, rows

DAY = date(2026, 12, 1)
DOCUMENT = Path(__file__).parents[2] / "docs" / "RULES.md"


def cells(code: str, place: str) -> tuple[str, ...]:
    return next(row.cells for row in rows(rule_for(code, DAY)) if row.place == place)


def test_the_document_is_what_the_rules_give() -> None:
    said = markdown(rule for rule in rules_at_hand() if rule.in_force(DAY))
    assert DOCUMENT.read_text("utf-8") == said, "consult rules table --on 2026-12-01 > docs/RULES.md"


def test_every_cell_fits_or_says_why() -> None:
    for rule in rules_at_hand():
        for row in rows(rule):
            assert len(row.cells) == len(HEADS) and set(row.cells) <= set(REASONS)


def test_every_rule_that_is_voted_on_here_fits_somewhere_but_those_of_villagers_groups() -> None:
    """A villagers' group has no body here, and the assembly's roll would be the wrong base."""
    homeless = [rule.code for rule in rules_at_hand() if rule.in_force(DAY) and rule.binding != "record_only"
                and not any("" in row.cells for row in rows(rule))]
    assert homeless == ["group_meeting", "group_meeting_household"]


def test_every_roll_has_a_rule() -> None:
    fits = {row.place for rule in rules_at_hand() if rule.in_force(DAY) for row in rows(rule) if "" in row.cells}
    assert fits == {name for name, _ in places()}


def test_cells_that_a_court_would_look_at() -> None:
    assert cells("assembly_household", "community") == ("rule_needs_a_meeting", "rule_needs_a_meeting", "no_meeting", "no_meeting")
    assert cells("assembly_household", "residents_assembly") == ("rule_needs_a_meeting", "rule_needs_a_meeting", "", "")
    assert cells("assembly_all", "residents_assembly") == (
        "rule_needs_a_meeting", "rule_needs_a_meeting", "rule_counts_others", "rule_counts_others")
    assert cells("assembly_all", "residents_assembly of all adults")[2:] == ("", "")
    assert cells("rep_meeting", "residents_council")[2:] == ("rule_not_of_this_body",) * 2
    assert cells("owners_special", "building") == ("", "weights_are_named", "no_meeting", "no_meeting")
    assert cells("owners_ordinary", "residents_assembly") == ("rule_not_of_this_body",) * 2 + ("rule_between_meetings",) * 2
    assert set(cells("committee_election", "community")[:2]) == {"held_elsewhere"}
