"""Reads of an installation that is being set up."""
from consult.founding.queries.offered import fitting_rules, offered_rules
from consult.founding.queries.standing import draft, founded, names_taken, still_open, unused_accounts

__all__ = ["draft", "fitting_rules", "founded", "names_taken", "offered_rules", "still_open", "unused_accounts"]
