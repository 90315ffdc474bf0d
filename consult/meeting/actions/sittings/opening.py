"""What a kind says of the opening: who is on the roll, how many make the quorum, what must be posted before."""
from __future__ import annotations

from typing import Any

from consult.ballot.rules.roll_base import base_of, frozen
from consult.ballot.rules.vote_rule import Electorate, VoteRule
from consult.community import queries as register
from consult.community.queries import Seat
from consult.community.rules.electors import Elector
from consult.community.rules.sittings import Kind
from consult.core.errors import RuleBroken
from consult.meeting.actions.loading import today
from consult.meeting.models import Attendee, Meeting
from consult.meeting.queries import sittings as queries
from consult.meeting.queries.bases import base_of_body
from consult.meeting.rules.kinds import Capacity
from consult.storage.work import Work


def seats(work: Work, meeting: Meeting) -> list[Seat]:
    """Whose voices make up the roll: the body's, a role's, or nobody's."""
    kind = queries.kind_of_meeting(work.db, meeting.id)
    if kind.voices == "body":
        found = register.roll_of(work.db, meeting.body, today(work, meeting))
    elif kind.voices == "none":
        return []
    else:
        found = [Seat(f"person:{p.person_id}", p.person_id, p.shown_as, str(Capacity.MEMBER))
                 for p in queries.parts(work.db, meeting.id) if p.role == kind.voices]
    if not found:
        raise RuleBroken("empty_roll", body=meeting.body.name)
    return found


def base(work: Work, meeting: Meeting, rule: VoteRule, *, voices: int) -> dict[str, Any]:
    """Who is entitled in this sitting, whole: a household without a representative and a unit without a delegate
    cannot come, and are counted (居委会组织法 arts. 27, 29). Where a role has the voices, its holders are the base."""
    if queries.kind_of_meeting(work.db, meeting.id).voices != "body":
        return frozen(rule, base_of([Elector("", None, "")] * voices, Electorate.MEMBERS))
    return base_of_body(work.db, meeting, rule, today(work, meeting))


def others_with_a_part(work: Work, meeting: Meeting, on_roll: set[int]) -> list[Attendee]:
    """Those with a part and no voice: they are expected like everyone on the roll."""
    return [
        work.add(Attendee(
            meeting_id=meeting.id, person_id=part.person_id, shown_as=part.shown_as, capacity=Capacity.MEMBER,
            voting=False, voter_key=None, seat="",
        )) for part in queries.parts(work.db, meeting.id) if part.person_id not in on_roll
    ]


def check_published(work: Work, meeting: Meeting) -> None:
    """Where the list of participants is to be posted beforehand, nothing opens without it."""
    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    if kind.participants_days is None or meeting.extraordinary:
        _check_out(held.participants_at is not None or kind.participants_days is None)
        return
    _check_out(held.participants_at is not None)
    assert held.participants_at is not None
    days = (meeting.starts_at - held.participants_at).total_seconds() / 86_400
    if held.follows_id is None and days < kind.participants_days:
        raise RuleBroken("participants_too_late", needed=kind.participants_days)


def _check_out(out: bool) -> None:
    if not out:
        raise RuleBroken("participants_not_out")


def quorum(work: Work, meeting: Meeting, voices: int) -> dict[str, Any] | None:
    """The quorum of the kind, with its source; None leaves it to the vote rule."""
    kind: Kind = queries.kind_of_meeting(work.db, meeting.id)
    source = {"citation": kind.citation, "citation_en": kind.citation_en}
    if kind.voices == "none":
        return {"needed": 0, "bar": None, **source}
    if kind.quorum is None:
        return None
    bar = {"measure": "present", "op": ">=", "num": kind.quorum.num, "den": kind.quorum.den, "base": "eligible"}
    return {"needed": kind.quorum.needed(voices), "bar": bar, **source}
