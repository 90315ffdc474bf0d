"""Screening by the secretary, in the open: admit, return, redirect, suggest to join."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length, Line
from consult.core.errors import RuleBroken
from consult.matter import policy, queries
from consult.matter.actions.moving import move
from consult.matter.events import (
    JoinAnswered,
    JoinSuggested,
    MatterAdmitted,
    MatterJoinedHere,
    MatterRedirected,
    MatterReturned,
)
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import ENDED
from consult.storage.work import Work

Reason = Annotated[str, Length(most=2_000, least=10)]
Whom = Annotated[str, Length(most=120, least=1)]


def admit(work: Work, *, matter_id: int, reason: Reason) -> dict[str, str]:
    """Take a matter in, with a reason everyone can read; convening is owed next."""
    matter = _to_screen(work, matter_id)
    move(work, matter, "admit")
    matter.reason = reason
    assert matter.due_on is not None
    work.record(MatterAdmitted(matter_id=matter.id, reason=reason, due_on=matter.due_on))
    return {"no": matter.no, "state": matter.state}


def return_to_author(work: Work, *, matter_id: int, reason: Reason) -> dict[str, str]:
    """Give a matter back with a published reason; the author may revise it."""
    matter = _to_screen(work, matter_id)
    move(work, matter, "return")
    matter.reason = reason
    assert matter.due_on is not None
    work.record(MatterReturned(matter_id=matter.id, reason=reason, due_on=matter.due_on))
    return {"no": matter.no, "state": matter.state}


def redirect(work: Work, *, matter_id: int, to: Whom, reason: Reason) -> dict[str, str]:
    """Send a matter to whom it belongs, with a published reason; here it ends."""
    matter = _to_screen(work, matter_id)
    move(work, matter, "redirect")
    matter.reason, matter.referred_to = reason, to
    work.record(MatterRedirected(matter_id=matter.id, to=to, reason=reason))
    return {"no": matter.no, "state": matter.state}


def suggest_join(work: Work, *, matter_id: int, into_no: Line, reason: Reason) -> dict[str, str]:
    """Ask the author to join another matter of the community; nothing moves without consent."""
    matter = _to_screen(work, matter_id)
    into = queries.matter_by_no(work.db, matter.community_id, into_no)
    if into.id == matter.id:
        raise RuleBroken("joins_itself")
    if into.state in ENDED:
        raise RuleBroken("joins_ended", no=into.no)
    matter.into_id = into.id
    matter.reason = reason
    move(work, matter, "suggest_join")
    assert matter.due_on is not None
    work.record(JoinSuggested(
        matter_id=matter.id, into_no=into.no, into_title=into.title, reason=reason, due_on=matter.due_on,
    ))
    return {"no": matter.no, "state": matter.state}


def answer_join(work: Work, *, matter_id: int, agreed: bool) -> dict[str, str]:
    """The author agrees to join, or does not; endorsers are not moved, they are asked on the other page."""
    matter, into = _the_two(work, matter_id)
    policy.require(work.actor, "answer_join", matter)
    move(work, matter, "accept_join" if agreed else "decline_join")
    assert into is not None
    if agreed and into.state in ENDED:
        raise RuleBroken("joins_ended", no=into.no)
    if not agreed:
        matter.into_id = None
    work.record(JoinAnswered(matter_id=matter.id, into_no=into.no, agreed=agreed))
    if agreed:
        work.record(MatterJoinedHere(matter_id=into.id, from_no=matter.no, from_title=matter.title))
    return {"no": matter.no, "state": matter.state}


def _the_two(work: Work, matter_id: int) -> tuple[Matter, Matter | None]:
    """A matter and the one it is asked to join, locked in the order of their ids, so that no two answers
    wait for each other."""
    into_id = work.get(Matter, matter_id, lock=False).into_id
    rows = {id: work.get(Matter, id) for id in sorted({matter_id, into_id or matter_id})}
    return rows[matter_id], rows.get(into_id or 0)


def _to_screen(work: Work, matter_id: int) -> Matter:
    matter = work.get(Matter, matter_id)
    policy.require(work.actor, "screen", matter)
    return matter
