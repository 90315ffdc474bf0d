"""A list handed in, the office's choices, and the one commit that enters it."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from consult.community import policy
from consult.community.actions.lists.captured import Captured, capturing
from consult.community.actions.lists.entering import Entering
from consult.community.actions.register import today
from consult.community.events import ListTakenIn
from consult.community.models import Community, ListImport, Person
from consult.community.queries.lists import planned_for
from consult.community.rules.lists.model import Reading
from consult.community.rules.lists.states import KEPT, ListState, check_as_shown, check_waiting
from consult.community.rules.lists.steps import Plan, Verb
from consult.community.rules.lists.stored import kept
from consult.core.arguments import Length
from consult.storage.work import Work

FileName = Annotated[str, Length(most=120)]
Digest = Annotated[str, Length(most=64)]


def hand_in(work: Work, *, community_id: int, file_name: FileName, reading: Reading) -> dict[str, int]:
    """Keep what was read of a list until it is entered, given up or seven days old; the register stays as it is."""
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "keep_register", community)
    handed = work.add(ListImport(
        community_id=community.id, kind=reading.kind, file_name=file_name[-120:], state=ListState.WAITING,
        by_id=actor.person_id or None, handed_in_at=work.now, taken_in_at=None, until=work.now + KEPT,
        entries=kept(reading), choices={}, counts={"dropped": reading.dropped, "rows": len(reading.entries)}))
    return {"list_id": handed.id}


def choose(work: Work, *, list_id: int, choices: Mapping[str, str]) -> dict[str, int]:
    """Keep what the office chose about rows of a list; what it chose before about others stays."""
    handed = _waiting(work, list_id)
    known = {question.name for row in _plan(work, handed).rows for question in row.questions}
    handed.choices = {**(handed.choices or {}), **{name: said for name, said in choices.items() if name in known}}
    return {"list_id": handed.id}


def give_up(work: Work, *, list_id: int) -> dict[str, int]:
    """Enter nothing of a list; what was read of it is erased."""
    handed = _waiting(work, list_id)
    handed.state, handed.entries, handed.choices = ListState.GIVEN_UP, None, None
    return {"list_id": handed.id}


def confirm_list(work: Work, *, list_id: int, digest: Digest, choices: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Enter a list as it was shown, all of it or nothing.

    The plan is made again, with the community held fast: RuleBroken("list_changed_meanwhile") where the register is not
    what it was when it was shown. Choices that came with the press and change the plan are kept and shown first
    ("look_again").
    """
    handed = _waiting(work, list_id)
    community = work.get(Community, handed.community_id)
    planned = _plan(work, handed)
    check_as_shown(digest, planned.digest)
    choose(work, list_id=list_id, choices=choices or {})
    if _plan(work, handed).digest != digest:
        return {"list_id": handed.id, "look_again": True}
    return {**_entered(work, community, handed, planned), "look_again": False}


def _plan(work: Work, handed: ListImport) -> Plan:
    return planned_for(work.db, handed, today(work, work.get(Community, handed.community_id, lock=False)))


def _entered(work: Work, community: Community, handed: ListImport, planned: Plan) -> dict[str, Any]:
    with capturing(work.db) as captured, work.facts_together():
        entering = Entering(work, community, captured, handed.file_name or str(handed.kind))
        entering.enter(planned.steps)
        work.record(ListTakenIn(community_id=community.id, list_id=handed.id, kind=handed.kind, **_numbers(planned)))
    _close(work, handed, planned, captured)
    return {"list_id": handed.id, "counts": _numbers(planned), "people": _people(entering, planned)}


def _close(work: Work, handed: ListImport, planned: Plan, captured: Captured) -> None:
    handed.state, handed.taken_in_at, handed.until = ListState.TAKEN_IN, work.now, work.now + KEPT
    handed.digest, handed.entries, handed.choices = planned.digest, None, None
    handed.counts = {**handed.counts, **_numbers(planned)}
    work.db.add_all(captured.changes(handed.id))
    work.db.flush()


def _numbers(planned: Plan) -> dict[str, int]:
    return {str(happens): count for happens, count in planned.counts.items()}


def _people(entering: Entering, planned: Plan) -> dict[int, int]:
    """The persons a list entered, by row."""
    made = {step.makes: line for line, step in planned.steps if step.verb == Verb.PERSON}
    return {line: row.id for key, line in made.items() if isinstance(row := entering.made[key], Person)}


def _waiting(work: Work, list_id: int) -> ListImport:
    """A list that waits, held fast."""
    handed = work.get(ListImport, list_id)
    policy.require(work.actor, "keep_register", handed)
    check_waiting(handed.state, handed.until, work.now)
    return handed
