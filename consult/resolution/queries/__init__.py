"""Reads of dockets, of the work that follows, and of the agendas that fill themselves."""
from consult.resolution.queries.agendas import Proposed, agenda_of
from consult.resolution.queries.dockets import (
    PAGE,
    answered,
    awaits_reply,
    docket,
    entries_of_matter,
    entries_of_meeting,
    entry,
    overdue_work,
    owed,
    stages,
    street_docket,
    street_entry,
    unanswered_after,
)
from consult.resolution.queries.work import (
    SHOWN,
    Word,
    counts,
    living_in,
    milestones,
    notes,
    overdue_after,
    picture,
    pictures_of,
    post_of,
    scope_of,
    task,
    task_of_matter,
    tasks,
    tasks_for,
    tasks_of_resolution,
    to_confirm,
    voice_answered,
    word,
)

__all__ = [
    "PAGE", "SHOWN", "Proposed", "Word", "agenda_of", "answered", "awaits_reply", "counts", "docket",
    "entries_of_matter", "entries_of_meeting", "entry", "living_in", "milestones", "notes", "overdue_after", "overdue_work", "owed",
    "picture", "pictures_of", "post_of", "scope_of", "stages", "street_docket", "street_entry", "task", "task_of_matter", "tasks",
    "tasks_for", "tasks_of_resolution", "to_confirm", "unanswered_after", "voice_answered", "word",
]
