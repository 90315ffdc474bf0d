"""A record as Akoma Ntoso 3.0 (OASIS): debate name="minutes", one speech element a turn, one TLCPerson a speaker.

Codes are said in the record's language beside them (`showAs`); moments carry the community's offset.
"""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lxml import etree

from consult.minutes.rules.papers.paper import Entry, Record
from consult.minutes.rules.papers.sitting import Speech
from consult.minutes.rules.papers.words import CODES, WORDS
from consult.minutes.rules.phrases import STANCES

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
MEDIA_TYPE = "application/akn+xml"
CONSULT = "#consult"
COUNTED = ("for", "against", "abstain")
LANGUAGES = {"zh": "zho", "en": "eng"}


def akoma_ntoso(record: Record, address: str) -> bytes:
    """The file; `address` is where the record is found, and becomes its IRI."""
    root = etree.Element(_name("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    debate = _in(root, "debate", name="minutes")
    spoken = _spoken(record)
    _meta(debate, record, spoken, address)
    _preface(debate, record)
    body = _in(debate, "debateBody")
    _body(body, record, spoken)
    _conclusions(debate, record)
    etree.indent(root, space=" ")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _in(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    made = etree.SubElement(parent, _name(tag), {k: v for k, v in attributes.items() if v})
    if text:
        made.text = _printable(text)
    return made


def _printable(text: str) -> str:
    """Without the few characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff"))


def _spoken(record: Record) -> dict[int, Speech]:
    """The turns by the position of their entry."""
    turns = record.sitting.speeches
    return {e.position: turns[e.source_seq] for e in record.entries if e.kind == "speech" and e.source_seq in turns}


# --- meta


def _meta(debate: Any, record: Record, spoken: Mapping[int, Speech], address: str) -> None:
    meta = _in(debate, "meta")
    _identification(meta, record, address)
    _analysis(meta, record)
    references = _in(meta, "references", source=CONSULT)
    _reference(references, "TLCOrganization", "consult", "Consult")
    _reference(references, "TLCOrganization", "body", record.sitting.body if record.language == "zh" else record.sitting.body_en)
    called = {turn.person_id: turn.called for turn in spoken.values()}
    for person_id, id in _numbered(spoken).items():
        _reference(references, "TLCPerson", id, called[person_id])
    _reference(references, "TLCConcept", "timezone", record.timezone)
    for concept in (*(f"stance-{turn}" for turn in sorted({t.stance for t in spoken.values()})), *_concepts(record)):
        _reference(references, "TLCConcept", concept, _in_words(concept.partition("-")[2], record.language))


def _reference(parent: Any, tag: str, id: str, shown: str) -> None:
    _in(parent, tag, eId=id, href=f"/ontology/{tag[3:].lower()}/{id}", showAs=_printable(shown) or "—")


def _in_words(code: str, language: str) -> str:
    """A code as the record's language says it; a step of a temperature is its number."""
    return {**STANCES[language], **CODES[language]}.get(code, code)


def _numbered(spoken: Mapping[int, Speech]) -> dict[int, str]:
    """Speakers in the order in which they first spoke; a number of this file alone, which points at nobody's row."""
    return {id: f"person-{n}" for n, id in enumerate(dict.fromkeys(turn.person_id for turn in spoken.values()), start=1)}


def _concepts(record: Record) -> list[str]:
    found = ["count-eligible", "count-present", "quorum-met", "quorum-not_met"]
    if any(item.votes or item.amended for item in record.sitting.items):
        found += [*(f"count-{name}" for name in COUNTED), "verdict-passed", "verdict-failed"]
    if record.sitting.straws:
        found += ["verdict-binds_nobody", *(f"count-{name}" for counts in record.sitting.straws.values() for name in counts)]
    return list(dict.fromkeys(found))


def _identification(meta: Any, record: Record, address: str) -> None:
    s = record.sitting
    held = record.local(s.opened_at).date() if s.opened_at else date(1970, 1, 1)
    known = _in(meta, "identification", source=CONSULT)
    language, work_uri = LANGUAGES[record.language], _work_uri(record, held)
    work = _level(known, "FRBRWork", work_uri, held, "held")
    _in(work, "FRBRcountry", value="cn")
    _in(work, "FRBRnumber", value=f"{s.year}-{s.number}")
    _in(work, "FRBRname", value=_printable(record.marked(record.title)))
    expression = _level(known, "FRBRExpression", f"{work_uri}/{language}@{held}", held, "held")
    _in(expression, "FRBRlanguage", language=language)
    shown = record.published_on or held
    manifestation = _level(known, "FRBRManifestation", address, shown, "published" if record.published_on else "drafted")
    _in(manifestation, "FRBRformat", value=MEDIA_TYPE)


def _work_uri(record: Record, held: date) -> str:
    """Country, kind, whose, day, number (Akoma Ntoso Naming Convention 1.0, 4.4). Bodies of two communities, and two of one,
    may share name, day and number: the community, the body and the meeting are in it."""
    s = record.sitting
    return (f"/akn/cn/debate/minutes/{record.community or 'community'}-body-{record.body_id}/{held}"
            f"/{s.year}-{s.number}-{record.meeting_id}")


def _level(parent: Any, tag: str, uri: str, day: date, name: str) -> Any:
    level = _in(parent, tag)
    _in(level, "FRBRthis", value=uri)
    _in(level, "FRBRuri", value=uri)
    _in(level, "FRBRdate", date=day.isoformat(), name=name)
    _in(level, "FRBRauthor", href="#body")
    return level


def _analysis(meta: Any, record: Record) -> None:
    """The quorum and every vote, with their counts; what nobody counted is not there."""
    parliamentary = _in(_in(meta, "analysis", source=CONSULT), "parliamentary")
    voices = record.sitting.of(voting=True)
    present = sum(seat.came for seat in voices)
    needed = int(record.sitting.quorum.get("needed") or 1)
    verified = _in(parliamentary, "quorumVerification", eId="quorum",
                   outcome="#quorum-met" if present >= needed else "#quorum-not_met")
    _in(verified, "quorum", eId="quorum-needed", value=str(needed))
    _in(verified, "count", eId="quorum-eligible", value=str(len(voices)), refersTo="#count-eligible")
    _in(verified, "count", eId="quorum-present", value=str(present), refersTo="#count-present")
    places = {e.source_seq: e.position for e in record.entries if e.source_seq}
    results: dict[int, tuple[str, Mapping[str, Any]]] = {
        seq: (_verdict(result), result)
        for item in record.sitting.items for seq, result in (item.votes | item.amended).items()}
    results |= {seq: ("binds_nobody", counts) for seq, counts in record.sitting.straws.items()}
    for n, (seq, (verdict, result)) in enumerate(sorted(results.items()), start=1):
        _voting(parliamentary, n, verdict, result, places.get(seq))


def _verdict(result: Mapping[str, Any]) -> str:
    return "passed" if result.get("verdict") == "passed" else "failed"


def _voting(parliamentary: Any, n: int, verdict: str, result: Mapping[str, Any], position: int | None) -> None:
    """A vote on a motion or an amendment, or a straw poll, which binds nobody: how many said what."""
    voting = _in(parliamentary, "voting", eId=f"voting-{n}", outcome=f"#verdict-{verdict}",
                 href=f"#line-{position}" if position else "")
    for name in result if verdict == "binds_nobody" else (*COUNTED, "eligible", "present"):
        if isinstance(result.get(name), int):
            _in(voting, "count", eId=f"voting-{n}-{name}", value=str(result[name]), refersTo=f"#count-{name}")
    if len(voting) == 0:
        _in(voting, "count", eId=f"voting-{n}-uncounted", value="0", refersTo="#count-present")


# --- what was said


def _preface(debate: Any, record: Record) -> None:
    preface = _in(debate, "preface")
    _in(_in(preface, "p"), "docTitle", record.marked(record.title))
    if record.number:
        _in(_in(preface, "p"), "docNumber", record.number)


def _body(body: Any, record: Record, spoken: Mapping[int, Speech]) -> None:
    people = _numbered(spoken)
    section = _in(body, "debateSection", name="opening", eId="section-opening")
    for entry in record.entries:
        if entry.kind == "matter":
            section = _in(body, "debateSection", name="discussion", eId=f"section-{entry.position}")
            _in(section, "heading", entry.lead, eId=f"line-{entry.position}")
            if entry.text.strip():
                _narrative(section, f"line-{entry.position}-note", entry.text)
        elif entry.position in spoken:
            _speech(section, entry, record, spoken[entry.position], people[spoken[entry.position].person_id])
        elif entry.lead.strip() or entry.text.strip():
            _narrative(section, f"line-{entry.position}", "\n".join(filter(None, (entry.lead, entry.text))))
    for empty in [each for each in body if not len(each)]:
        body.remove(empty)


def _told(record: Record, at: datetime) -> str:
    return record.local(at).isoformat(timespec="milliseconds")


def _speech(section: Any, entry: Entry, record: Record, turn: Speech, person: str) -> None:
    speech = _in(
        section, "speech", eId=f"line-{entry.position}", by=f"#{person}",
        startTime=_told(record, turn.started_at), endTime=_told(record, turn.ended_at) if turn.ended_at else "",
        refersTo=f"#stance-{turn.stance}")
    _in(speech, "from", entry.lead)
    for n, words in enumerate(_paragraphs(entry.text) or [WORDS[record.language]["not_noted"]], start=1):
        _in(speech, "p", words, eId=f"line-{entry.position}-p-{n}")


def _paragraphs(text: str) -> list[str]:
    """The lines that have words."""
    return [line for line in _printable(text).split("\n") if line.strip()]


def _narrative(section: Any, id: str, text: str) -> None:
    first, *rest = _paragraphs(text)
    narrative = _in(section, "narrative", first, eId=id)
    for words in rest:
        _in(narrative, "eol").tail = words


def _conclusions(debate: Any, record: Record) -> None:
    words = WORDS[record.language]
    said = [f"{words[each.capacity]}{words['colon']}{each.name} ({each.on.isoformat()})" for each in record.signatures]
    said += [words["hash"].format(hash=record.text_hash)] if record.text_hash else []
    if said:
        conclusions = _in(debate, "conclusions")
        for line in said:
            _in(conclusions, "p", line)
