"""A real meeting as a record without a server: its transcript told as the log of a room would tell it."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from consult.cli.replay.transcript import Transcript, read_transcript
from consult.community.queries import years_at_hand
from consult.community.rules.year_of_days import working_days_of
from consult.minutes.rules.drafting import Fact, draft
from consult.minutes.rules.papers.paper import Entry, Office, Record, Signed
from consult.minutes.rules.papers.sitting import read_sitting

FILE = Path(__file__).parents[1] / "data" / "uberx-consultation-meeting-2015-08-27.zh-Hant.md"
BEGUN = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
OFFICE = Office("青禾社区居民委员会", "Qinghe Residents' Committee", "青禾路1号", "周一至周五9:00至17:00", "021-5555 0101")


def transcript() -> Transcript:
    """The real meeting: 89 turns of 30 speakers."""
    return read_transcript(FILE.read_text("utf-8"))


def as_log(told: Transcript, kind: str = "residents_council") -> list[Fact]:
    """The events that holding it in a room leaves behind, as far as drafting reads them."""
    facts: list[Fact] = []

    def happens(name: str, **data: Any) -> None:
        facts.append(Fact(len(facts) + 1, name, BEGUN + timedelta(seconds=20 * len(facts)), data))

    ids = {name: n for n, name in enumerate(told.speakers, start=1)}
    happens("MeetingConvened", body="咨询会议", body_en="consultation meeting", kind=kind, year=2026, number=1,
            place="会场", chair="主持人", extraordinary_reason="", agenda=[{"discussion_id": 1}])
    happens("MeetingOpened", chair="主持人", quorum={"needed": 20, "citation": "议事规则", "citation_en": "rules"}, roll=[
        {"person_id": id, "called": name, "capacity": "member", "voting": True} for name, id in ids.items()])
    happens("DiscussionOpened", discussion_id=1, no="2026-001", title=told.title, what="记录回放。")
    for name, id in ids.items():
        happens("AttendanceMarked", person_id=id, called=name, capacity="member", voting=True, status="present")
    happens("SomethingNobodyKnows", odd=1)
    for turn_id, said in enumerate(told.turns, start=1):
        who = {"person_id": ids[said.speaker], "called": said.speaker, "turn_id": turn_id, "discussion_id": 1}
        happens("FloorGiven", **who, stance="question", nth_turn=1, override_reason="")
        happens("TurnNoted", **who, text=said.text)
        happens("FloorEnded", **who, stance="question", spoke_seconds=60)
    happens("VoteClosed", discussion_id=1, result={
        "for": 20, "against": 8, "abstain": 2, "eligible": 30, "present": 30, "verdict": "passed",
        "said": {"zh": "赞成20，反对8，弃权2，通过。", "en": "20 for, 8 against, 2 abstained: passed."}})
    happens("DiscussionClosed", discussion_id=1, outcome="adopted", motion="委托两家公司出图报价。", reason="", owner="青禾物业",
            due_on="2026-12-31", escalated_to="", motion_id=1)
    happens("MeetingClosed", closed_at=(BEGUN + timedelta(hours=3)).isoformat())
    return facts


def record(told: Transcript | None = None, *, kind: str = "residents_council", **changed: Any) -> Record:
    """The record of a transcript, signed and published."""
    facts = as_log(told or transcript(), kind)
    title, lines = draft([fact for fact in facts if fact.name != "VoteClosed"], "zh", "Asia/Shanghai")
    entries = [Entry(n, x.kind, x.lead, x.text, x.source_seq, x.at, x.person_id) for n, x in enumerate(lines, start=1)]
    return Record(**{
        "title": title, "language": "zh", "timezone": "Asia/Shanghai", "sitting": read_sitting(facts), "entries": entries,
        "community": "qinghe", "body_id": 3, "meeting_id": 12, "office": OFFICE,
        "number": "〔2026〕第3号", "published_on": date(2026, 11, 29), "frozen": True, "text_hash": "ab" * 32,
        "working_days": working_days_of(years_at_hand()),
        "signatures": [Signed("chair", "周建国", date(2026, 11, 28)), Signed("recorder", "林晓梅", date(2026, 11, 28))],
        **changed})


def three_pages() -> Record:
    """A record whose summary takes three pages."""
    whole = record()
    words = "加装电梯关系到全单元住户的出行安全与生活便利应当在充分听取一楼住户关于采光通风噪声与房屋价值的意见以后"
    place = next(entry.position for entry in whole.entries if entry.kind == "matter")
    more = [Entry(place, "considered", "", words * 6 + "。") for _ in range(3)]
    entries = [*whole.entries[:place], *more, *whole.entries[place:]]
    return record(entries=entries)
