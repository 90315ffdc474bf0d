"""Verbs of the record: draft, edit, circulate, object, answer, confirm, sign, publish, correct."""
from __future__ import annotations

from consult.minutes.actions.circulating import circulate, reopen
from consult.minutes.actions.drafting import draft_from_log
from consult.minutes.actions.editing import LONGEST, add_line, edit, merge_up, move_line
from consult.minutes.actions.objecting import (
    answer_objection,
    ask_dissent,
    object_to_line,
    withdraw_objection,
)
from consult.minutes.actions.publishing import append_erratum, publish
from consult.minutes.actions.reading import correct_own_words, mark_not_reached, reply
from consult.minutes.actions.signing import sign, sign_on_paper
from consult.minutes.rules.kinds import IN_THEIR_OWN_WORDS

__all__ = [
    "IN_THEIR_OWN_WORDS", "LONGEST", "add_line", "answer_objection", "append_erratum", "ask_dissent", "circulate",
    "correct_own_words", "draft_from_log", "edit", "mark_not_reached", "merge_up", "move_line", "object_to_line",
    "publish", "reopen", "reply", "sign", "sign_on_paper", "withdraw_objection",
]
