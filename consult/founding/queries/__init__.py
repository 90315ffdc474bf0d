"""Reads of an installation that is being set up."""
from consult.founding.queries.offered import fitting_rules, offered_rules
from consult.founding.queries.opening import council_of, deciding_bodies, register_of
from consult.founding.queries.standing import (
    draft,
    founded,
    names_taken,
    slug_taken,
    still_open,
    unused_accounts,
)

__all__ = [
    "council_of",
    "deciding_bodies",
    "draft",
    "fitting_rules",
    "founded",
    "names_taken",
    "offered_rules",
    "register_of",
    "slug_taken",
    "still_open",
    "unused_accounts",
]
