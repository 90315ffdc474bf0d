"""The reply of a body to an outcome on its docket."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from consult.ballot.models import Ballot
from consult.community import queries as register
from consult.community.models import Building, Community, Grid, Unit
from consult.community.rules.whereabouts import ANYWHERE, Whereabouts
from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.resolution import policy
from consult.resolution.actions.answering import Reply, store_reply
from consult.resolution.actions.docketing import loaded, receiving_body, today
from consult.resolution.actions.starting import begin
from consult.resolution.models import DocketEntry
from consult.resolution.rules.reply import (
    Basis,
    Decision,
    carried,
    check_reply,
    given_where,
)
from consult.resolution.rules.work import milestones_from
from consult.storage.work import Work


@dataclass(frozen=True)
class Answer:
    """What a body says, why, and to those who disagreed."""

    decision: Decision
    reason: Annotated[str, Length(most=2_000, least=20)]
    basis: Basis = Basis.OTHER
    to_dissenters: Annotated[str, Length(most=2_000)] = ""


@dataclass(frozen=True)
class Promise:
    """Which unit is to do it by which day, with its milestones one a line; or somebody outside, by name."""

    unit_id: int | None = None
    due_on: date | None = None
    milestones: Annotated[str, Length(most=2_000)] = ""
    referred_to: Annotated[str, Length(most=120)] = ""


NO_PROMISE = Promise()


def reply(
    work: Work, *, entry_id: int, answer: Answer, promise: Promise = NO_PROMISE, to_body_id: int | None = None,
    meeting_id: int | None = None, between_rule: Annotated[str, Length(most=200)] = "", where: Whereabouts = ANYWHERE,
) -> dict[str, Any]:
    """Answer an outcome for the body that owes it; the reason goes to proposer, endorsers and dissenters.

    Who adopts names the unit and the day, and may name milestones and whose households say whether it is done.
    Who refers names somebody outside, or a body here or of the street, which then owes the reply. A reply names the
    sitting at which the body gave it, or says by which rule it is given between sittings; a body without a member has none.
    """
    entry = loaded(work, entry_id)
    policy.require(work.actor, "reply", entry)
    if entry.resolution is not None:
        raise RuleBroken("already_answered", decision=entry.resolution.decision)
    decision, day = answer.decision, today(work, entry.community_id)
    if not register.has_members(work.db, entry.body, day):
        raise RuleBroken("body_without_members", body={"zh": entry.body.name, "en": entry.body.name_en})
    given_where(meeting_id, between_rule)
    to = receiving_body(work, entry, to_body_id) if to_body_id and decision == Decision.REFER else None
    unit_id, due_on, referred_to = carried(
        decision, unit_id=promise.unit_id, due_on=promise.due_on, referred_to=promise.referred_to)
    check_reply(
        decision, unit=unit_id, due_on=due_on, referred_to=to.name if to else referred_to, today=day,
        disagreed=to is None and somebody_disagreed(work, entry), to_dissenters=answer.to_dissenters,
    )
    planned = milestones_from(promise.milestones, today=day, due_on=due_on)
    unit = _unit(work, entry, unit_id)
    _check_meeting(work, entry, meeting_id)
    _check_where(work, entry, where)
    resolution = store_reply(work, entry, Reply(
        **vars(answer), unit=None if to else unit, due_on=None if to else due_on, referred_to=referred_to,
        meeting_id=meeting_id, between_rule=between_rule.strip(), to=to, milestones=planned,
    ))
    if resolution.due_on:
        begin(work, entry, resolution, unit, planned, where)
    return {"entry_id": entry.id, "decision": decision, "no": entry.matter.no}


def somebody_disagreed(work: Work, entry: DocketEntry) -> bool:
    """Whether there is a minority to explain the reply to: somebody voted, spoke or wrote against."""
    ballot = work.db.get(Ballot, entry.ballot_id) if entry.ballot_id else None
    if ballot and ballot.result and ballot.result.get("against"):
        return True
    return any(meetings.heard_against(work.db, entry.discussion_id))


def _unit(work: Work, entry: DocketEntry, unit_id: int | None) -> Unit | None:
    """The unit that is to do it: of the matter's community, or for a body of the street one of the street."""
    if unit_id is None:
        return None
    unit = work.get(Unit, unit_id, lock=False)
    street_id = work.get(Community, entry.community_id, lock=False).street_id
    of_the_street = entry.body.community_id is None and unit.community_id is None and unit.street_id == street_id
    if unit.community_id != entry.community_id and not of_the_street:
        raise NotFound("unit")
    return unit


def _check_meeting(work: Work, entry: DocketEntry, meeting_id: int | None) -> None:
    if meeting_id is None:
        return
    meeting = work.get(Meeting, meeting_id, lock=False)
    if meeting.body_id != entry.body_id or meeting.state not in ("open", "closed"):
        raise NotFound("meeting")


def _check_where(work: Work, entry: DocketEntry, where: Whereabouts) -> None:
    grid = work.get(Grid, where.grid_id, lock=False) if where.grid_id else None
    building = work.get(Building, where.building_id, lock=False) if where.building_id else None
    if any(place and place.community_id != entry.community_id for place in (grid, building)):
        raise NotFound("place")
