"""What people of the demonstration put forward: the one place that fills in a word that their stories do not tell."""
from __future__ import annotations

from consult.matter.rules.lifecycle import Category
from consult.matter.rules.proposal import Proposal


def proposal(title: str, what: str, place: str, affected: str, expected: str, category: Category) -> Proposal:
    """The words of a proposal as a story tells them."""
    return Proposal(title=title, what=what, place=place, affected=affected, expected=expected, category=category)
