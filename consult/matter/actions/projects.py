"""What a service project does to a matter: brings it to a room, and tells its timeline of each step."""
from __future__ import annotations

from dataclasses import asdict

from consult.community.models import Community
from consult.core.working_days import kept_years
from consult.matter import policy
from consult.matter.actions.filing import index_words, next_number
from consult.matter.actions.moving import limits_of, move, today
from consult.matter.events import MatterAdmitted, MatterProposed, ProjectNoted
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import Owner, due_after
from consult.matter.rules.proposal import Proposal
from consult.storage.work import Work


def bring(work: Work, *, community_id: int, proposal: Proposal, reason: str) -> Matter:
    """The office brings something before a meeting itself: proposed and admitted in one step, with the reason."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "bring", community)
    limits, day = limits_of(work.db, community), today(work, community)
    due_on = due_after("endorsed", day, limits)
    assert due_on is not None
    matter = work.add(Matter(
        community_id=community.id, year=day.year, number=next_number(work, community.id, day.year),
        **asdict(proposal),
        proposer_id=actor.person_id, household_id=None, proposed_at=work.now, changed_at=work.now,
        threshold=limits.threshold, state="endorsed", owed_by=Owner.SECRETARY, due_on=due_on, due_without=kept_years(due_on),
    ))
    index_words(work, matter)
    work.record(MatterProposed(
        matter_id=matter.id, no=matter.no, title=matter.title, proposer=actor.called, threshold=matter.threshold,
        due_on=due_on, due_without=matter.due_without,
    ))
    matter.reason = reason
    move(work, matter, "admit")
    assert matter.due_on is not None
    work.record(MatterAdmitted(matter_id=matter.id, reason=reason, due_on=matter.due_on))
    return matter


def note_project(
    work: Work, *, matter_id: int, project_id: int, no: str, title: str, step: str, by: str = ""
) -> None:
    """Write down on the matter's timeline how far a project that carries it out has come."""
    work.record(ProjectNoted(
        matter_id=matter_id, project_id=project_id, no=no, title=title, step=step, by=by,
    ))
