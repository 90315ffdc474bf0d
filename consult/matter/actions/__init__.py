"""Verbs of a matter."""
from consult.matter.actions.agenda import adjourn, schedule, take_up, unschedule
from consult.matter.actions.from_below import (
    endorse,
    lapse,
    propose,
    put_forward_for,
    revise,
    take_back_endorsement,
    withdraw,
)
from consult.matter.actions.linking import follow, link, revoke_link, unfollow
from consult.matter.actions.merging import follow_merge
from consult.matter.actions.outcome import await_reply, note_answer, note_minutes, note_outcome
from consult.matter.actions.projects import bring, note_project
from consult.matter.actions.screening import admit, answer_join, redirect, return_to_author, suggest_join
from consult.matter.actions.without_a_phone import endorse_for, propose_for, take_back_for
from consult.matter.actions.work import (
    note_acknowledged,
    note_confirmed,
    note_done,
    note_overdue_reply,
    note_overdue_work,
    note_progress,
    note_reopened,
    note_reported_done,
)

__all__ = [
    "adjourn", "admit", "answer_join", "await_reply", "bring", "endorse", "endorse_for", "follow", "follow_merge", "lapse", "link",
    "note_acknowledged", "note_answer", "note_confirmed", "note_done", "note_minutes", "note_outcome",
    "note_overdue_reply", "note_overdue_work", "note_progress", "note_project", "note_reopened",
    "note_reported_done", "propose", "propose_for", "put_forward_for", "redirect", "return_to_author", "revise",
    "revoke_link", "schedule", "suggest_join", "take_back_endorsement", "take_back_for", "take_up", "unfollow",
    "unschedule", "withdraw",
]
