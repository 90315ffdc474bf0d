"""Meetings in courtyards, buildings, grids and party groups: noted after the fact; what was raised may become a matter."""
from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from consult.community.models import Building, Community, Grid, Person
from consult.community.queries import shown_name
from consult.community.rules.sittings import Kind, kind_from
from consult.community.rules.whereabouts import ANYWHERE, Whereabouts
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.core.events import plain
from consult.matter import actions as matters
from consult.matter.rules.proposal import Proposal
from consult.meeting import policy
from consult.meeting.events.sittings import IssueProposed, LightMeetingNoted
from consult.meeting.models.sittings import LightMeeting, RaisedIssue
from consult.meeting.policy import LightKind
from consult.meeting.queries import sittings as queries
from consult.storage.work import Work

Code = Annotated[str, Length(most=40, least=1)]
Where = Annotated[str, Length(most=120, least=1)]
Issues = Annotated[str, Length(most=5_000)]
MOST_ISSUES, LONGEST_ISSUE, MOST_PRESENT = 20, 500, 2_000


def note_light_meeting(
    work: Work, *, community_id: int, kind: Code, held_on: date, place: Where, present: int, issues: Issues = "",
    where: Whereabouts = ANYWHERE,
) -> dict[str, int]:
    """Write a light meeting down: where, when, how many came, and what was raised, one a line ("王师傅：路灯坏了").

    Nobody is listed by name but who raised something and is named so; nothing else is asked for (bodies.md #10-12).
    """
    community = work.get(Community, community_id, lock=False)
    found = queries.kinds(work.db).get(kind)
    if found is None or found.form != "light":
        raise BadShape({"kind": "not_a_choice"})
    actor = policy.require(work.actor, "note_light", LightKind(community.id, found.convened_by))
    raised = _checked(work, community, held_on, present, issues, where)
    person = work.get(Person, actor.person_id, lock=False)
    row = work.add(LightMeeting(
        community_id=community.id, kind=found.code, ways=plain(found.plain()), **asdict(where),
        place=place, held_on=held_on, present=present, noted_by_id=actor.person_id,
        noted_by=shown_name(work.db, person, local_date(work.now, community.timezone)), noted_at=work.now,
    ))
    for by, text in raised:
        work.add(RaisedIssue(light_meeting_id=row.id, text=text, raised_by=by))
    work.record(LightMeetingNoted(
        community_id=community.id, light_meeting_id=row.id, kind=found.code, held_on=held_on, present=present,
        issues=len(raised),
    ))
    return {"light_meeting_id": row.id}


def _checked(
    work: Work, community: Community, held_on: date, present: int, issues: str, where: Whereabouts
) -> list[tuple[str, str]]:
    wrong = {}
    if held_on > local_date(work.now, community.timezone):
        wrong["held_on"] = "future"
    if not 0 < present <= MOST_PRESENT:
        wrong["present"] = "not_a_number"
    raised = [_issue(line.strip()) for line in issues.splitlines() if line.strip()]
    if len(raised) > MOST_ISSUES or any(len(text) > LONGEST_ISSUE for _, text in raised):
        wrong["issues"] = f"too_long:{LONGEST_ISSUE}"
    if wrong:
        raise BadShape(wrong)
    grid = work.get(Grid, where.grid_id, lock=False) if where.grid_id else None
    building = work.get(Building, where.building_id, lock=False) if where.building_id else None
    if any(place is not None and place.community_id != community.id for place in (grid, building)):
        raise NotFound("place")
    return raised


def _issue(line: str) -> tuple[str, str]:
    """Who raised it, where the line says so before a colon, and what it is."""
    for colon in ("：", ":"):
        who, found, text = line.partition(colon)
        if found and 0 < len(who.strip()) <= 12 and text.strip():
            return who.strip(), text.strip()
    return "", line


def propose_issue(
    work: Work, *, issue_id: int, proposal: Proposal, proposer_id: int | None = None
) -> dict[str, str]:
    """What was raised becomes a matter, put forward for who raised it, or else for the meeting by who noted it."""
    issue = work.get(RaisedIssue, issue_id)
    held = work.get(LightMeeting, issue.light_meeting_id, lock=False)
    kind = _kind(held)
    actor = policy.require(work.actor, "note_light", LightKind(held.community_id, kind.convened_by))
    if issue.matter_id is not None:
        raise RuleBroken("issue_is_proposed")
    made = matters.put_forward_for(
        work, community_id=held.community_id, proposer_id=proposer_id or actor.person_id, proposal=proposal)
    issue.matter_id = made["matter_id"]
    work.record(IssueProposed(
        community_id=held.community_id, light_meeting_id=held.id, issue_id=issue.id, matter_id=made["matter_id"],
    ))
    return {"no": made["no"]}


def _kind(held: LightMeeting) -> Kind:
    return kind_from(held.ways)
