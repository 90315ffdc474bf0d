"""Who has a part in a sitting, its papers, and the list that is posted before it."""
from __future__ import annotations

from typing import Annotated

from consult.community.rules.sittings import Kind
from consult.core.arguments import Length, LongText
from consult.core.errors import BadShape, RuleBroken
from consult.core.house_words import CHAIR_REPLACED
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import chair_post, the_meeting
from consult.meeting.actions.sittings.loading import a_neighbour, before_it_opens, the_sitting
from consult.meeting.events.sittings import PaperAdded, PartEnded, PartGiven, ParticipantsPublished
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Paper, Part, Sitting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.sittings.composition import check_composition
from consult.meeting.rules.sittings.phases import named
from consult.storage.work import Work

Code = Annotated[str, Length(most=40, least=1)]
MaybeCode = Annotated[str, Length(most=40)]
Title = Annotated[str, Length(most=120, least=1)]
Why = Annotated[str, Length(most=500, least=2)]


@room_command
def give_part(work: Work, *, meeting_id: int, person_id: int, role: Code, group: MaybeCode = "") -> dict[str, int]:
    """Give somebody a part, before the sitting begins its order.

    Seats that are drawn by lot are given by the lot alone, and who is heard is settled once the list is posted.
    """
    meeting, _ = the_meeting(work, meeting_id, "arrange")
    held, kind = the_sitting(work, meeting)
    _check_still(meeting, held)
    _check_part(kind, held, role, group)
    a_neighbour(work, meeting, person_id)
    if role == "chair":
        _end_chair(work, meeting)
        meeting.chair_id, meeting.chair_post = person_id, chair_post(work, meeting, person_id)
    return {"part_id": write_part(work, meeting, person_id, role, group)}


def _check_still(meeting: Meeting, held: Sitting) -> None:
    if meeting.state not in ("convened", "open") or held.phase is not None:
        raise RuleBroken("parts_are_settled")


def _check_part(kind: Kind, held: Sitting, role: str, group: str) -> None:
    wanted = kind.role(role)
    if wanted is None:
        raise BadShape({"role": "not_a_choice"})
    chosen = next((g for g in wanted.groups if g.code == group), None)
    if bool(wanted.groups) != (chosen is not None):
        raise BadShape({"group": "not_a_choice"})
    if chosen and chosen.drawn:
        raise RuleBroken("group_is_drawn", group=named(chosen))
    if wanted.groups and held.participants_at:
        raise RuleBroken("participants_are_out")


def _end_chair(work: Work, meeting: Meeting) -> None:
    for part in queries.parts(work.db, meeting.id):
        if part.role == "chair":
            write_part_end(work, meeting, part, CHAIR_REPLACED)


def write_part(work: Work, meeting: Meeting, person_id: int, role: str, group: str) -> int:
    """Write the part down; one person has one part."""
    _, called = a_neighbour(work, meeting, person_id)
    if before := queries.part_of(work.db, meeting.id, person_id):
        raise RuleBroken("has_a_part", called=before.shown_as)
    part = work.add(Part(
        meeting_id=meeting.id, person_id=person_id, shown_as=called, role=role, grp=group, since=work.now,
        ended_reason="",
    ))
    work.record(PartGiven(meeting_id=meeting.id, person_id=person_id, called=called, role=role, group=group))
    return part.id


@room_command
def end_part(work: Work, *, meeting_id: int, person_id: int, reason: Why) -> None:
    """Take a part back, with a reason that is logged."""
    meeting, _ = the_meeting(work, meeting_id, "arrange")
    held, _kind = the_sitting(work, meeting)
    _check_still(meeting, held)
    part = queries.part_of(work.db, meeting.id, person_id)
    if part is None or part.role == "chair":
        raise RuleBroken("no_such_part")
    write_part_end(work, meeting, part, reason)


def write_part_end(work: Work, meeting: Meeting, part: Part, reason: str) -> None:
    """Write down that a part ended."""
    part.ended_at, part.ended_reason = work.now, reason
    work.record(PartEnded(
        meeting_id=meeting.id, person_id=part.person_id, called=part.shown_as, role=part.role, reason=reason,
    ))


@room_command
def add_paper(work: Work, *, meeting_id: int, title: Title, text: LongText) -> dict[str, int]:
    """Put a paper out beside the notice."""
    meeting, _actor, _held, _kind = before_it_opens(work, meeting_id, "arrange")
    return {"paper_id": write_paper(work, meeting, title, text)}


def write_paper(work: Work, meeting: Meeting, title: str, text: str) -> int:
    """Write the paper down."""
    paper = work.add(Paper(meeting_id=meeting.id, title=title, text=text, added_at=work.now))
    work.record(PaperAdded(meeting_id=meeting.id, paper_id=paper.id, title=title))
    return paper.id


@room_command
def publish_participants(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Put the list of participants out; whoever is missing or out of proportion is named in the refusal.

    Before the sitting, as 重大行政决策程序暂行条例 art. 16 asks for.
    """
    meeting, _actor, held, kind = before_it_opens(work, meeting_id, "arrange")
    if held.participants_at:
        raise RuleBroken("participants_are_out")
    if any(row.state == "signed" for row in queries.sign_ups(work.db, meeting.id)):
        raise RuleBroken("lot_not_drawn")
    parts = queries.parts(work.db, meeting.id)
    check_composition(kind, queries.as_composed(parts))
    held.participants_at = work.now
    work.record(ParticipantsPublished(meeting_id=meeting.id, count=len(parts)))
    return {"count": len(parts)}
