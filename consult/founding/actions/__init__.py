"""Verbs of founding: the code of the set-up page, its draft, and the founding itself."""
from consult.founding.actions.beginning import fresh_slips, keep_draft, make_code, slips_again, try_code
from consult.founding.actions.founding import found, found_first, found_with_lists
from consult.founding.actions.rehearsing import note_rehearsal

__all__ = ["found", "found_first", "found_with_lists", "fresh_slips", "keep_draft", "make_code", "note_rehearsal", "slips_again",
           "try_code"]
