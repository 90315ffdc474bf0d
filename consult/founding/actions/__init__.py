"""Verbs of founding: the code of the set-up page, its draft, and the founding itself."""
from consult.founding.actions.beginning import fresh_passwords, keep_draft, make_code, try_code
from consult.founding.actions.founding import found, found_first, found_in

__all__ = ["found", "found_first", "found_in", "fresh_passwords", "keep_draft", "make_code", "try_code"]
