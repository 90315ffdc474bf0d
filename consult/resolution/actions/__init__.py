"""Verbs of dockets and of the work that follows."""
from consult.resolution.actions.confirming import answer_voice, confirm_done, say_not_done
from consult.resolution.actions.docketing import acknowledge, docket_outcome, miss_reply
from consult.resolution.actions.replying import reply
from consult.resolution.actions.reviewing import record_stage
from consult.resolution.actions.starting import begin_decided_work, begin_work
from consult.resolution.actions.working import (
    block,
    extend,
    hand_over,
    miss_date,
    note_progress,
    reach_milestone,
    renew,
    report_done,
    unblock,
)

__all__ = [
    "acknowledge", "answer_voice", "begin_decided_work", "begin_work", "block", "confirm_done", "docket_outcome", "extend", "hand_over",
    "miss_date", "miss_reply", "note_progress", "reach_milestone", "record_stage", "renew", "reply", "report_done",
    "say_not_done", "unblock",
]
