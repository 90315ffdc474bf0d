"""Verbs: draft from the log, edit the prose, publish."""
from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from consult.community.models import Community
from consult.core.clock import local_date
from consult.core.errors import BadShape, RuleBroken
from consult.core.events import canonical
from consult.meeting.models import Discussion, Meeting
from consult.minutes import policy
from consult.minutes.events import MinutesDrafted, MinutesEdited, MinutesPublished
from consult.minutes.models import MINUTES, Minutes, MinutesLine
from consult.minutes.rules.drafting import Fact, draft
from consult.storage.event_log import all_events
from consult.storage.unit_of_work import Work

LONGEST = 20_000
IN_THEIR_OWN_WORDS = ("statement",)
"""Written by a resident, word for word: nobody else words it anew."""


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
                    source_seq=line.source_seq) for i, line in enumerate(lines, start=1)
    )
    work.record(MinutesDrafted(
        minutes_id=minutes.id, meeting_id=meeting_id, log_seq=minutes.log_seq, log_hash=minutes.log_hash,
    ))
    return minutes


def edit(
    work: Work, *, minutes_id: int, revision: int, texts: Mapping[int, str], added: str = ""
) -> dict[str, int]:
    """Change the prose of lines, and add one at the end; what comes from the log stays as it is.

    RuleBroken("edited_meanwhile") when someone saved since `revision` was read.
    """
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "edit", minutes)
    if minutes.state != "draft":
        raise RuleBroken("not_now", thing="minutes", state=minutes.state, move="edit")
    if minutes.revision != revision:
        raise RuleBroken("edited_meanwhile", revision=minutes.revision)
    changed = _changed(work, minutes, texts)
    if added.strip():
        changed.append(_append(work, minutes, added.strip()))
    if changed:
        minutes.revision += 1
        work.record(MinutesEdited(
            minutes_id=minutes.id, meeting_id=minutes.meeting_id, revision=minutes.revision, line_ids=changed,
        ))
    return {"revision": minutes.revision, "changed": len(changed)}


def _changed(work: Work, minutes: Minutes, texts: Mapping[int, str]) -> list[int]:
    if too_long := {f"line_{id}": f"too_long:{LONGEST}" for id, t in texts.items() if len(t) > LONGEST}:
        raise BadShape(too_long)
    changed = []
    for line in _lines(work, minutes):
        new = texts.get(line.id, line.text).replace("\r\n", "\n").strip()
        if new != line.text:
            if line.kind in IN_THEIR_OWN_WORDS:
                raise RuleBroken("in_their_own_words", line=line.lead)
            line.text = new
            changed.append(line.id)
    return changed


def _append(work: Work, minutes: Minutes, text: str) -> int:
    if len(text) > LONGEST:
        raise BadShape({"added": f"too_long:{LONGEST}"})
    last = max((line.position for line in _lines(work, minutes)), default=0)
    return work.add(MinutesLine(minutes_id=minutes.id, position=last + 1, kind="prose", lead="", text=text)).id


def _lines(work: Work, minutes: Minutes) -> list[MinutesLine]:
    wanted = select(MinutesLine).where(MinutesLine.minutes_id == minutes.id).order_by(MinutesLine.position)
    return list(work.db.scalars(wanted))


def publish(work: Work, *, minutes_id: int, revision: int) -> dict[str, Any]:
    """Publish the minutes under the year's next number; from here on they do not change."""
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "publish", minutes)
    community = work.get(Community, minutes.community_id)
    if minutes.revision != revision:
        raise RuleBroken("edited_meanwhile", revision=minutes.revision)
    minutes.state = MINUTES.after(minutes.state, "publish")
    minutes.year = local_date(work.now, community.timezone).year
    minutes.number = _next_number(work, minutes)
    minutes.published_at = work.now
    whole = [minutes.title, [[line.lead, line.text] for line in _lines(work, minutes)]]
    matters = select(Discussion.matter_id).where(
        Discussion.meeting_id == minutes.meeting_id, Discussion.state == "closed")
    work.record(MinutesPublished(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, number=minutes.no,
        text_hash=sha256(canonical(whole)).hexdigest(), matter_ids=list(work.db.scalars(matters)),
    ))
    return {"number": minutes.no}


def _next_number(work: Work, minutes: Minutes) -> int:
    taken = select(func.max(Minutes.number)).where(
        Minutes.community_id == minutes.community_id, Minutes.year == minutes.year, Minutes.id != minutes.id)
    return (work.db.scalar(taken) or 0) + 1
