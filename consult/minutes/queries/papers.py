"""A record with everything that its papers are made from."""
from __future__ import annotations

from sqlalchemy.orm import Session

from consult.community.models import Community
from consult.community.queries import working_days
from consult.core.clock import local_date
from consult.meeting.queries import meeting
from consult.minutes.models import Minutes
from consult.minutes.queries import published_objections
from consult.minutes.rules.drafting import Fact
from consult.minutes.rules.kinds import ReaderState
from consult.minutes.rules.papers.paper import Entry, Office, Record, Remark, Signed
from consult.minutes.rules.papers.sitting import Sitting, read_sitting
from consult.storage.event_log import all_events


def sitting_of(db: Session, meeting_id: int) -> Sitting:
    """The facts of a meeting, read from what its room heard."""
    events = all_events(db, f"meeting:{meeting_id}")
    return read_sitting(Fact(e.seq, e.name, e.at, e.data) for e in events if e.audience == "room")


def record_for_papers(db: Session, minutes: Minutes, community: Community) -> Record:
    """Minutes (whole, as `of_meeting` gives them) as the archive version of every paper."""
    zone, body_id = community.timezone, meeting(db, minutes.meeting_id, community.id).body_id
    return Record(
        community=community.slug, body_id=body_id, meeting_id=minutes.meeting_id,
        title=minutes.title, language=minutes.language, timezone=zone, sitting=sitting_of(db, minutes.meeting_id),
        entries=[Entry(x.position, x.kind, x.lead, x.text, x.source_seq, x.at, x.person_id) for x in minutes.lines],
        office=Office(community.name, community.name_en, community.desk_place, community.desk_hours, community.desk_phone),
        number=minutes.no, frozen=minutes.frozen, read_out=minutes.read_out, text_hash=minutes.text_hash or "",
        published_on=local_date(minutes.published_at, zone) if minutes.published_at else None,
        signatures=[Signed(s.capacity, s.shown_as, local_date(s.signed_at, zone)) for s in minutes.signatures],
        objections=[Remark(o.position, o.shown_as, o.text, o.answer) for o in published_objections(minutes)],
        errata=[Remark(e.position, e.shown_as, e.text, reason=e.reason) for e in minutes.errata],
        readers=_replies(minutes), working_days=working_days(db, community.id),
    )


def _replies(minutes: Minutes) -> dict[str, int]:
    said = [reader.state for reader in minutes.readers]
    return {str(state): said.count(state) for state in ReaderState if state in said}
