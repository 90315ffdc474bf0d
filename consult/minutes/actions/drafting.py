"""Drafting: the log of a closed meeting becomes lines."""
from __future__ import annotations

from consult.community.models import Community
from consult.meeting.models import Meeting
from consult.minutes.actions.loading import version
from consult.minutes.events import MinutesDrafted
from consult.minutes.models import Minutes, MinutesLine
from consult.minutes.rules.drafting import Fact, draft
from consult.storage.event_log import all_events
from consult.storage.work import Work


def draft_from_log(work: Work, *, meeting_id: int) -> Minutes:
    """Draft the minutes of a closed meeting; called in the transaction that closes it."""
    meeting = work.get(Meeting, meeting_id, lock=False)
    community = work.get(Community, meeting.community_id, lock=False)
    events = list(all_events(work.db, f"meeting:{meeting_id}"))
    facts = [Fact(e.seq, e.name, e.at, e.data) for e in events if e.audience == "room"]
    title, lines = draft(facts, community.language, community.timezone)
    minutes = work.add(Minutes(
        community_id=community.id, meeting_id=meeting_id, title=title, language=community.language,
        state="draft", revision=1, drafted_at=work.now, log_seq=events[-1].seq, log_hash=events[-1].hash,
    ))
    work.db.add_all(
        MinutesLine(minutes_id=minutes.id, position=i, kind=line.kind, lead=line.lead, text=line.text,
                    source_seq=line.source_seq, at=line.at, person_id=line.person_id)
        for i, line in enumerate(lines, start=1)
    )
    work.add(version(work, minutes, "drafted", []))
    work.record(MinutesDrafted(
        minutes_id=minutes.id, meeting_id=meeting_id, log_seq=minutes.log_seq, log_hash=minutes.log_hash,
    ))
    return minutes
