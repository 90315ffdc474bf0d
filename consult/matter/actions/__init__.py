"""Verbs of a matter."""
from consult.matter.actions.from_below import (
    endorse,
    lapse,
    propose,
    put_forward_for,
    revise,
    take_back_endorsement,
    withdraw,
)
from consult.matter.actions.outcome import await_reply, note_answer, note_minutes, note_outcome
from consult.matter.actions.projects import bring, note_project
from consult.matter.actions.screening import admit, answer_join, redirect, return_to_author, suggest_join
from consult.matter.actions.session import schedule, take_up, unschedule

__all__ = [
    "admit", "answer_join", "await_reply", "bring", "endorse", "lapse", "note_answer", "note_minutes", "note_outcome", "note_project",
    "propose", "put_forward_for", "redirect", "return_to_author", "revise", "schedule", "suggest_join", "take_back_endorsement",
    "take_up", "unschedule", "withdraw",
]
