"""Propose, endorse, revise, withdraw: what residents do."""
from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from consult.community.models import Community, Person
from consult.community.queries import household_ids
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.matter import policy, queries
from consult.matter.actions.filing import index_words, next_number
from consult.matter.actions.moving import community_of, limits_of, move, today
from consult.matter.events import (
    EndorsedEnough,
    EndorsementTakenBack,
    MatterEndorsed,
    MatterLapsed,
    MatterProposed,
    MatterRevised,
    MatterWithdrawn,
)
from consult.matter.models import Endorsement, Matter
from consult.matter.rules.by_whom import Way
from consult.matter.rules.lifecycle import CAN_ENDORSE, Owner, due_after
from consult.matter.rules.proposal import FIELDS, Proposal
from consult.storage.work import Work


def propose(work: Work, *, community_id: int, proposal: Proposal) -> dict[str, Any]:
    """Put a matter forward; neighbours' endorsements are owed next. Answers with its id and number."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "propose", community)
    home = min(actor.household_ids, default=None)
    return put_forward(work, community, actor.person_id, actor.called, home, proposal)


def put_forward_for(work: Work, *, community_id: int, proposer_id: int, proposal: Proposal) -> dict[str, Any]:
    """Put a matter forward for somebody who said it aloud; called by a meeting, which has permitted it."""
    community = work.get(Community, community_id)
    person = work.get(Person, proposer_id, lock=False)
    if person.community_id != community.id:
        raise NotFound("person")
    homes = household_ids(work.db, person.id, today(work, community))
    return put_forward(work, community, person.id, person.called, min(homes, default=None), proposal)


def put_forward(
    work: Work, community: Community, proposer_id: int, called: str, household_id: int | None, proposal: Proposal,
    *, hand: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Put a matter forward that was permitted; `hand` is who wrote it down for the proposer (community/rules/hands.py)."""
    limits, day = limits_of(work.db, community), today(work, community)
    due_on = due_after("proposed", day, limits)
    assert due_on is not None
    matter = work.add(Matter(
        community_id=community.id, year=day.year, number=next_number(work, community.id, day.year),
        **asdict(proposal), proposer_id=proposer_id, household_id=household_id,
        proposed_at=work.now, changed_at=work.now, threshold=limits.threshold, state="proposed",
        owed_by=Owner.NEIGHBOURS, due_on=due_on, hand=hand or {},
    ))
    index_words(work, matter)
    work.record(MatterProposed(
        matter_id=matter.id, no=matter.no, title=matter.title, proposer=called, threshold=matter.threshold,
        due_on=due_on, hand=matter.hand,
    ))
    return {"matter_id": matter.id, "no": matter.no}


def endorse(work: Work, *, matter_id: int) -> dict[str, int]:
    """Stand behind a neighbour's matter; households are counted, and the author's own does not count."""
    matter = work.get(Matter, matter_id)
    actor = policy.require(work.actor, "endorse", matter)
    if matter.state not in CAN_ENDORSE:
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="endorse")
    if matter.proposer_id == actor.person_id or matter.household_id in actor.household_ids:
        raise RuleBroken("own_household")
    if queries.stands_behind(work.db, matter.id, actor.person_id):
        return {"households": queries.households_behind(work.db, matter.id), "threshold": matter.threshold}
    return stand_behind(work, matter, Endorsement(
        matter_id=matter.id, person_id=actor.person_id, household_id=min(actor.household_ids), endorsed_at=work.now))


def stand_behind(work: Work, matter: Matter, endorsement: Endorsement) -> dict[str, int]:
    """Add an endorsement that was checked, tell of it and see whether they are enough now."""
    work.add(endorsement)
    households = queries.households_behind(work.db, matter.id)
    work.record(MatterEndorsed(
        matter_id=matter.id, households=households, threshold=matter.threshold, way=endorsement.way or Way.OWN,
        hand=endorsement.hand or {}))
    _check_threshold(work, matter, households)
    return {"households": households, "threshold": matter.threshold}


def _check_threshold(work: Work, matter: Matter, households: int) -> None:
    if matter.state == "proposed" and households >= matter.threshold:
        move(work, matter, "gather_enough")
        assert matter.due_on is not None
        work.record(EndorsedEnough(
            matter_id=matter.id, households=households, threshold=matter.threshold, due_on=matter.due_on,
            due_without=matter.due_without,
        ))


def take_back_endorsement(work: Work, *, matter_id: int) -> dict[str, int]:
    """No longer stand behind a matter; possible until it is screened."""
    matter = work.get(Matter, matter_id)
    actor = policy.require(work.actor, "endorse", matter)
    if matter.state not in CAN_ENDORSE:
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="take_back_endorsement")
    row = work.db.get(Endorsement, (matter.id, actor.person_id))
    if row is not None:
        work.db.delete(row)
        return count_again(work, matter)
    return {"households": queries.households_behind(work.db, matter.id), "threshold": matter.threshold}


def count_again(work: Work, matter: Matter) -> dict[str, int]:
    """Tell how many households are left behind a matter after one left it."""
    work.db.flush()
    households = queries.households_behind(work.db, matter.id)
    work.record(EndorsementTakenBack(matter_id=matter.id, households=households, threshold=matter.threshold))
    check_still_enough(work, matter, households)
    return {"households": households, "threshold": matter.threshold}


def check_still_enough(work: Work, matter: Matter, households: int) -> None:
    """A matter that has too few behind it after all gathers again."""
    if matter.state == "endorsed" and households < matter.threshold:
        move(work, matter, "fall_short", due_on=_first_due(work, matter))


def _first_due(work: Work, matter: Matter) -> date:
    """The end of the time that neighbours were given at first: falling short does not begin it anew."""
    community = community_of(work, matter)
    proposed_on = local_date(matter.proposed_at, community.timezone)
    first = due_after("proposed", proposed_on, limits_of(work.db, community))
    return max(first or proposed_on, today(work, community))


def revise(work: Work, *, matter_id: int, proposal: Proposal) -> dict[str, str]:
    """Change one's own matter while it gathers endorsements, or after it was returned; the old words are kept."""
    matter = work.get(Matter, matter_id)
    policy.require(work.actor, "revise", matter)
    before = {name: getattr(matter, name) for name in FIELDS if name != "category"}
    due_on = matter.due_on if matter.state == "proposed" else None
    move(work, matter, "revise", due_on=due_on)
    for name, said in asdict(proposal).items():
        setattr(matter, name, said)
    index_words(work, matter)
    assert matter.due_on is not None
    work.record(MatterRevised(
        matter_id=matter.id, title=matter.title, before=before, due_on=matter.due_on,
        due_without=matter.due_without))
    return {"no": matter.no}


def withdraw(work: Work, *, matter_id: int) -> dict[str, str]:
    """Take one's own matter back, before it is admitted."""
    matter = work.get(Matter, matter_id)
    policy.require(work.actor, "withdraw", matter)
    move(work, matter, "withdraw")
    work.record(MatterWithdrawn(matter_id=matter.id))
    return {"no": matter.no}


def lapse(work: Work, *, matter_id: int) -> None:
    """Let a matter end that gathered too few households in its time."""
    matter = work.get(Matter, matter_id)
    policy.require(work.actor, "lapse", matter)
    if matter.due_on is None or matter.due_on >= today(work, community_of(work, matter)):
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="lapse")
    move(work, matter, "lapse")
    households = queries.households_behind(work.db, matter.id)
    work.record(MatterLapsed(matter_id=matter.id, households=households, threshold=matter.threshold))
