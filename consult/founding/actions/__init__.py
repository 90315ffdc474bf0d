"""Verbs of founding: the code of the set-up page, its draft, and the founding itself."""
from consult.founding.actions.beginning import fresh_slips, keep_draft, make_code, slips_again, try_code
from consult.founding.actions.founding import found, found_first, found_with_lists

__all__ = ["found", "found_first", "found_with_lists", "fresh_slips", "keep_draft", "make_code", "slips_again", "try_code"]
