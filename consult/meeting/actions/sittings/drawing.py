"""Signing up to be heard, and the lot that decides where too many did."""
from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from sqlalchemy import func, select

from consult.community.rules.sittings import Kind, Role
from consult.core.arguments import Length
from consult.core.errors import BadShape, RuleBroken
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.sittings.loading import a_neighbour, before_it_opens
from consult.meeting.actions.sittings.people import Code, write_part
from consult.meeting.events.sittings import LotDrawn, SignedUp, SignUpWithdrawn
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import SignUp, Sitting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.sittings.lot import Entry, draw
from consult.storage.work import Work

Seed = Annotated[str, Length(most=200)]


@room_command
def sign_up(work: Work, *, meeting_id: int, group: Code) -> dict[str, int]:
    """Sign up to be heard, as one of a group; until the lot is drawn."""
    meeting, actor, held, kind = before_it_opens(work, meeting_id, "sign_up")
    role = _open_role(held, kind)
    if group not in {g.code for g in role.groups if g.drawn}:
        raise BadShape({"group": "not_a_choice"})
    if part := queries.part_of(work.db, meeting.id, actor.person_id):
        raise RuleBroken("has_a_part", called=part.shown_as)
    row = queries.sign_up_of(work.db, meeting.id, actor.person_id)
    if row and row.state == "signed":
        return {"no": row.no}
    no = _next_no(work, meeting)
    if row:
        row.no, row.grp, row.state, row.signed_at = no, group, "signed", work.now
    else:
        _, called = a_neighbour(work, meeting, actor.person_id)
        work.add(SignUp(meeting_id=meeting.id, person_id=actor.person_id, shown_as=called, no=no, grp=group,
                        signed_at=work.now))
    work.record(SignedUp(meeting_id=meeting.id, no=no, group=group))
    return {"no": no}


def _open_role(held: Sitting, kind: Kind) -> Role:
    role = kind.signed_up
    if role is None or held.lot is not None or held.participants_at:
        raise RuleBroken("sign_up_is_over")
    return role


def _next_no(work: Work, meeting: Meeting) -> int:
    """One more than any that was given, to those taken back too: none is given twice."""
    taken = select(func.max(SignUp.no)).where(SignUp.meeting_id == meeting.id)
    return (work.db.scalar(taken) or 0) + 1


@room_command
def withdraw_sign_up(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Take one's sign-up back, until the lot is drawn."""
    meeting, actor, held, kind = before_it_opens(work, meeting_id, "sign_up")
    _open_role(held, kind)
    row = queries.sign_up_of(work.db, meeting.id, actor.person_id)
    if row is None or row.state != "signed":
        raise RuleBroken("not_signed_up")
    row.state = "withdrawn"
    work.record(SignUpWithdrawn(meeting_id=meeting.id, no=row.no, group=row.grp))
    return {"no": row.no}


@room_command
def draw_lots(work: Work, *, meeting_id: int, seed: Seed = "") -> dict[str, int]:
    """Close the sign-up; where more signed up than there are seats, draw by lot from a public seed.

    How the lot is drawn, so that anybody can draw it again, is in rules/sittings/lot.py.
    """
    meeting, _actor, held, kind = before_it_opens(work, meeting_id, "arrange")
    role = _open_role(held, kind)
    rows = {row.no: row for row in queries.sign_ups(work.db, meeting.id)}
    crowded = any(sum(row.grp == g for row in rows.values()) > seats for g, seats in held.seats.items())
    if crowded and len(seed.strip()) < 4:
        raise RuleBroken("seed_needed")
    tickets = draw([Entry(row.no, row.grp) for row in rows.values()], held.seats, seed)
    held.lot = {"seed": seed, "at": work.now.isoformat(), "tickets": [asdict(t) for t in tickets]}
    work.record(LotDrawn(meeting_id=meeting.id, seed=seed, seats=held.seats, tickets=[asdict(t) for t in tickets]))
    for drawn in tickets:
        rows[drawn.no].state = "drawn" if drawn.drawn else "not_drawn"
        if drawn.drawn:
            write_part(work, meeting, rows[drawn.no].person_id, role.code, drawn.group)
    return {"drawn": sum(t.drawn for t in tickets), "signed_up": len(tickets)}
