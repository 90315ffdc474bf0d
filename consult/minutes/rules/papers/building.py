"""What each paper says, from one record: 会议记录, 会议纪要, 公示, 听证报告 (documents.md 4.2, 4.3; practice.md 2.4)."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from consult.core.working_days import GRACE_DAYS, without_of
from consult.minutes.rules.kinds import PROSE_KINDS
from consult.minutes.rules.papers.paper import Block, Entry, Paper, Record
from consult.minutes.rules.papers.sitting import Item, Seat
from consult.minutes.rules.papers.words import WORDS, day_in_words, heading, zone_in_words
from consult.minutes.rules.phrases import STANCES
from consult.minutes.rules.windows import REPORT_WORKDAYS, report_due_on

NOTICE_DAYS = 15
"""居委会组织法 art. 34: what has to be disclosed stays up for fifteen days at least."""
MAIN_POINT = 60
"""Characters of a speech that a report quotes."""


def papers_of(record: Record) -> tuple[str, ...]:
    """The papers that a record of this kind has."""
    return ("record", "report") if record.hearing else ("record", "summary", "notice")


def build(kind: str, record: Record) -> Paper:
    """One paper."""
    writer = _Writer(record)
    blocks = {"record": writer.record, "summary": writer.summary, "notice": writer.notice, "report": writer.report}[kind]
    return Paper(kind, record.marked(writer.title(kind)), list(blocks()), record.number, record.language,
                 draft=not record.frozen, author=writer.author(kind), rehearsal=record.rehearsal,
                 on=record.published_on or (writer.held_on() if record.sitting.opened_at else None))


class _Writer:
    def __init__(self, record: Record) -> None:
        self.r, self.s, self.language = record, record.sitting, record.language
        self.words = WORDS[record.language]

    def say(self, phrase: str, **facts: Any) -> str:
        return self.words[phrase].format(**facts)

    def title(self, kind: str) -> str:
        many = len(self.s.items) != 1
        facts = {"body": self.body, "year": self.s.year, "number": self.s.number, "title": self.subject}
        if kind == "record":
            return self.r.title
        return self.say({"notice": "notice_title_many" if many else "notice_title"}.get(kind, f"{kind}_title"), **facts)

    def author(self, kind: str) -> str:
        """Whose paper it is: a notice is the office's, which signs it; everything else the body's that sat."""
        return self._office() if kind == "notice" else self.body

    @property
    def body(self) -> str:
        return self.s.body if self.language == "zh" else self.s.body_en

    @property
    def subject(self) -> str:
        return self.words["and"].join(item.title for item in self.s.items) or self.body

    def day(self, day: date | str) -> str:
        return day_in_words(date.fromisoformat(day) if isinstance(day, str) else day, self.language)

    def held_on(self) -> date:
        assert self.s.opened_at is not None
        return self.r.local(self.s.opened_at).date()

    # --- 会议记录, 听证笔录

    def record(self) -> Iterator[Block]:
        yield from self._head()
        yield from self._attendance()
        yield Block("h1", self.words["proceedings"])
        for entry in self.r.entries:
            yield Block("p", self._line(entry))
        yield from self._checked()
        yield from self._objections()
        yield from self._signatures()
        yield from self._errata()
        if self.r.text_hash:
            yield Block("small", self.say("hash", hash=self.r.text_hash))

    def _head(self) -> Iterator[Block]:
        if self.s.opened_at:
            end = f"{self.r.local(self.s.closed_at):%H:%M}" if self.s.closed_at else ""
            yield Block("label", self.say(
                "from_to", day=self.day(self.held_on()), start=f"{self.r.local(self.s.opened_at):%H:%M}", end=end,
                zone=zone_in_words(self.r.local(self.s.opened_at), self.language),
            ), self.words["time"])
        yield Block("label", self.s.place, self.words["place"])
        yield Block("label", self.s.chair, self.words["chair"])
        if recorder := next((each.name for each in self.r.signatures if each.capacity == "recorder"), ""):
            yield Block("label", recorder, self.words["recorder"])

    def _attendance(self) -> Iterator[Block]:
        voices = self.s.of(voting=True)
        others = [seat for seat in self.s.of(voting=False, came=True)]
        groups = {
            "present": [seat for seat in voices if seat.came],
            "excused": [seat for seat in voices if not seat.came and seat.excused],
            "absent": [seat for seat in voices if not seat.came and not seat.excused],
            "invited": [seat for seat in others if seat.capacity != "observer"],
        }
        for label, seats in groups.items():
            if seats or label == "present":
                yield Block("label", self._names(seats), self.words[label])
        if watching := sum(seat.capacity == "observer" for seat in others):
            yield Block("label", self.say("observers", n=watching), self.words["observing"])

    def _names(self, seats: list[Seat]) -> str:
        return self.words["and"].join(seat.called for seat in seats) or self.words["none"]

    def _line(self, entry: Entry) -> str:
        text = entry.text
        if entry.kind == "speech" and not text:
            text = self.words["not_noted"]
        prefix = self.words.get(f"{entry.kind}_line", "") if entry.kind in PROSE_KINDS else ""
        joint = "" if self.language == "zh" or not entry.lead else " "
        return f"{prefix}{entry.lead}{joint}{text}".strip()

    def _checked(self) -> Iterator[Block]:
        if self.r.read_out:
            yield Block("p", self.words["read_out"])
        elif self.r.readers:
            said = [self.say(state, n=n) for state, n in self.r.readers.items()]
            yield Block("p", self.say("checked", said=("，" if self.language == "zh" else ", ").join(said)))

    def _objections(self) -> Iterator[Block]:
        if self.r.objections:
            yield Block("h1", self.words["objections"])
        for each in self.r.objections:
            answer = self.say("answered", answer=each.answer) if each.answer else self.words["unanswered"]
            yield Block("p", self.say("objection", n=each.position, by=each.by, text=each.text))
            yield Block("p", answer)

    def _signatures(self) -> Iterator[Block]:
        yield Block("blank")
        for capacity in ("chair", "recorder"):
            signed = next((each for each in self.r.signatures if each.capacity == capacity), None)
            said = self.say("signed", name=signed.name, day=self.day(signed.on)) if signed else self.words["unsigned"]
            yield Block("right", f"{self.words[capacity]}{self.words['colon']}{said}")

    def _errata(self) -> Iterator[Block]:
        if self.r.errata:
            yield Block("h1", self.words["errata"])
        for n, each in enumerate(self.r.errata, start=1):
            at = self.say("at_line", n=each.position) if each.position else ""
            yield Block("p", f"{n}. {self.say('erratum', text=each.text, reason=each.reason)}{at}")

    # --- 会议纪要

    def summary(self) -> Iterator[Block]:
        yield Block("p", self.say(
            "opening", day=self.day(self.held_on()), chair=self.s.chair, place=self.s.place, body=self.body,
            year=self.s.year, number=self.s.number, subject=self.subject))
        for n, item in enumerate(self.s.items, start=1):
            yield Block("h1", heading(n, self.language) + self.say("about", title=item.title))
            yield from self._decision(item)
        yield Block("blank")
        yield from self._attendance()
        yield from self._issued()

    def _decision(self, item: Item) -> Iterator[Block]:
        turns = [turn for turn in self.s.speeches.values() if turn.discussion_id == item.discussion_id]
        if turns or item.written:
            written = self.say("and_written", n=len(item.written)) if item.written else ""
            yield Block("p", self.say(
                "heard", people=len({turn.person_id for turn in turns}), turns=len(turns), and_written=written))
        yield from self._prose(item, "heard", "heard_more")
        yield from self._prose(item, "considered", "considered")
        yield from self._result(item)
        yield from self._prose(item, "demanded", "demanded")

    def _result(self, item: Item) -> Iterator[Block]:
        said = self._vote_in_words(item)
        decided = self.words["decided_none"]
        if item.outcome:
            decided = self.say(
                f"decided_{item.outcome}", motion=item.motion, reason=item.reason, to=item.escalated_to,
                due=self.day(item.due_on) if item.due_on else "")
        yield Block("p", "".join((self.say("vote_said", said=said) if said else "", decided)))
        if item.outcome == "adopted" and item.owner and item.due_on:
            yield Block("p", self.say("asked_owner", owner=item.owner, due=self.day(item.due_on)))

    def _vote_in_words(self, item: Item) -> str:
        if not item.votes:
            return ""
        said = list(item.votes.values())[-1].get("said", {})
        return str(said.get(self.language, "")) if isinstance(said, dict) else ""

    def _prose(self, item: Item, kind: str, phrase: str) -> Iterator[Block]:
        for entry in self._entries_of(item):
            if entry.kind == kind and entry.text:
                yield Block("p", self.say(phrase, text=entry.text))

    def _entries_of(self, item: Item) -> list[Entry]:
        """The entries from where an item is taken up to where the next one is; the last item has the rest."""
        places = [i for i, entry in enumerate(self.r.entries) if entry.kind == "matter"]
        nth = self.s.items.index(item)
        if nth >= len(places):
            return []
        end = places[nth + 1] if nth + 1 < len(places) else len(self.r.entries)
        return list(self.r.entries[places[nth]:end])

    def _issued(self) -> Iterator[Block]:
        yield Block("blank")
        office = self.r.office.name if self.language == "zh" else self.r.office.name_en
        yield Block("right", office)
        yield Block("right", self.day(self.r.published_on or self.held_on()))

    # --- 公示

    def notice(self) -> Iterator[Block]:
        citation = self.s.quorum.get("citation" if self.language == "zh" else "citation_en", "")
        yield Block("p", self.say(
            "basis" if citation else "basis_plain", day=self.day(self.held_on()), body=self.body, year=self.s.year,
            number=self.s.number, subject=self.subject, citation=citation))
        yield Block("h1", self.words["result"])
        for item in self.s.items:
            yield from self._result(item)
        yield Block("h1", self.words["period"])
        yield Block("p", self._period())
        yield Block("h1", self.words["how"])
        yield Block("p", self.say("how_said", office=self._office(), contact=self._contact()))
        yield from self._issued()

    def _period(self) -> str:
        if self.r.published_on is None:
            return self.say("period_open", days=NOTICE_DAYS)
        end = self.r.published_on + timedelta(days=NOTICE_DAYS - 1)
        return self.say("period_said", start=self.day(self.r.published_on), end=self.day(end), days=NOTICE_DAYS)

    def _office(self) -> str:
        return self.r.office.name if self.language == "zh" else self.r.office.name_en or self.r.office.name

    def _contact(self) -> str:
        office = self.r.office
        said = (("phone", office.phone), ("place", office.place), ("hours", office.hours))
        return "".join(self.say(f"contact_{name}", **{name: value}) for name, value in said if value)

    # --- 听证报告

    def report(self) -> Iterator[Block]:
        voices = self.s.of(voting=True)
        written = sum(len(item.written) for item in self.s.items)
        yield Block("h1", self.words["facts"])
        yield Block("p", self.say(
            "facts_said", day=self.day(self.held_on()), body=self.body, place=self.s.place, title=self.subject,
            chair=self.s.chair, expected=len(voices), present=sum(seat.came for seat in voices),
            turns=len(self.s.speeches), written=written))
        yield Block("h1", self.words["matter"])
        for item in self.s.items:
            yield Block("p", f"{item.title}{self.words['stop']}{item.what}")
        yield Block("h1", self.words["views"])
        yield from self._views()
        yield Block("h1", self.words["differences"])
        yield Block("p", self._difference())
        yield Block("h1", self.words["advice"])
        advice = [entry.text for entry in self.r.entries if entry.kind in ("considered", "demanded") and entry.text]
        yield from (Block("p", text) for text in advice or [self.words["no_advice"]])
        if due := report_due_on("hearing", self.held_on(), self.r.working_days):
            yield Block("p", self.say("due", n=REPORT_WORKDAYS, day=self._limit(due)) + self._counted_without(due))
        yield from self._issued()

    def _limit(self, due: date) -> str:
        return self.say("roughly", day=self.day(due)) if without_of(due) else self.day(due)

    def _counted_without(self, due: date) -> str:
        years = self.words["and"].join(str(year) for year in without_of(due))
        return self.say("counted_without", years=years, n=GRACE_DAYS) if years else ""

    def _views(self) -> Iterator[Block]:
        for stance, side in STANCES[self.language].items():
            count = sum(turn.stance == stance for turn in self.s.speeches.values())
            count += sum(each == stance for item in self.s.items for _, each in item.written)
            said = self._points(stance) or self.words["no_view"]
            yield Block("p", self.say("view", side=side[:1].upper() + side[1:], n=count, said=said))

    def _points(self, stance: str) -> str:
        """The beginning of everything that was said with a stance, by speaker."""
        points = []
        for entry in self.r.entries:
            turn = self.s.speeches.get(entry.source_seq or 0)
            if turn and turn.stance == stance and entry.text:
                points.append(f"{turn.called}{self.words['colon']}{_main_point(entry.text)}")
        return ("；" if self.language == "zh" else "; ").join(points) + (self.words["stop"] if points else "")

    def _difference(self) -> str:
        counts = [sum(turn.stance == stance for turn in self.s.speeches.values()) for stance in ("for", "against")]
        if not all(counts):
            return self.words["no_difference"]
        return self.say("difference_said", f=counts[0], a=counts[1], against=self._points("against"), favour=self._points("for"))


def _main_point(text: str) -> str:
    flat = " ".join(text.split()).rstrip("。.")
    return flat if len(flat) <= MAIN_POINT else flat[:MAIN_POINT] + "……"
