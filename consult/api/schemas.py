"""The shapes of answers as JSON Schema (OpenAPI 3.1): every field named, none left out, none beside."""
from __future__ import annotations

from typing import Any

from consult.matter.rules.proposal import FIELDS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
ID: Schema = {"type": "integer", "minimum": 1}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
YEARS: Schema = {
    "type": "string", "pattern": "^([0-9]{4}(,[0-9]{4})*)?$",
    "description": "Years whose public holidays were not known when due_on was counted: nothing is overdue until ten days after."}
URL: Schema = {"type": "string", "format": "uri"}
YES: Schema = {"type": "boolean"}


def perhaps(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def thing(**fields: Schema) -> Schema:
    """An object with exactly these fields."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def page_of(name: str) -> Schema:
    """One page of a list."""
    return thing(items=many(ref(name)), page=ID, pages=ID, per_page=ID, total=COUNT)


def ref(name: str) -> Schema:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


BODY = thing(id=ID, name=TEXT, kind=TEXT)
LINE = thing(position=ID, kind=TEXT, lead=TEXT, text=TEXT)
WITHHELD: Schema = {
    "enum": ["", "fewer_than_k"],
    "description": "Why there are no figures: of a secret ballot with fewer than five votes only the verdict is told."}
FIGURES = thing(unit={"enum": ["voices", "cm2", "groups"]}, per=ID, **dict.fromkeys(
    ("eligible", "present", "for", "against", "abstain", "unknown"), COUNT))
GROUP = thing(group=TEXT, **dict.fromkeys(("entitled", "participating", "for", "against", "abstain"), COUNT))
BASE: Schema = {
    "type": "object", "description": "Who counts under the rule, and who of them could not give a voice, by code.",
    "properties": {
        "electorate": TEXT, "entitled": COUNT, "able": COUNT, "area_cm2": COUNT, "able_area_cm2": COUNT,
        "out_of_reach": many({"type": "object"}), "missing": {"type": "object", "additionalProperties": COUNT},
        "missing_area_cm2": {"type": "object", "additionalProperties": COUNT}, "stated": {"type": ["object", "null"]}},
    "additionalProperties": False}
RECORD: dict[str, Schema] = {
    "meeting_id": ID, "number": TEXT, "title": TEXT, "approved_at": MOMENT, "text_hash": TEXT, "url": URL, "bundle": URL,
}
SCHEMAS: dict[str, Schema] = {
    "Error": {"type": "object", "properties": {"error": TEXT, "said": TEXT}, "required": ["error"],
              "additionalProperties": False},
    "Community": thing(id=TEXT, name=TEXT, name_en=TEXT, language=TEXT, timezone=TEXT, url=URL, matters=URL),
    "Communities": thing(items=many(ref("Community"))),
    "Matter": thing(
        no=TEXT, **dict.fromkeys(FIELDS, TEXT), state=TEXT,
        proposed_by=TEXT, proposed_at=MOMENT, changed_at=MOMENT, households=COUNT, threshold=COUNT, owed_by=TEXT,
        owed_name=TEXT, due_on=perhaps(DAY), due_without=YEARS, reason=TEXT, joined=perhaps(TEXT), url=URL, graph=URL),
    "Graph": thing(
        matter=TEXT,
        nodes=many(thing(id=TEXT, kind={"enum": [
            "matter", "meeting", "motion", "vote_event", "minutes", "resolution", "notice"]},
            label=TEXT, at=perhaps(MOMENT), url=URL)),
        edges=many(thing(source=TEXT, target=TEXT, kind=TEXT))),
    "Meeting": thing(
        id=ID, body=BODY, year=ID, number=ID, place=TEXT, starts_at=MOMENT, state=TEXT, opened_at=perhaps(MOMENT),
        closed_at=perhaps(MOMENT), cancelled_reason=TEXT, expected=perhaps(COUNT), quorum_needed=perhaps(COUNT),
        agenda=many(thing(matter=TEXT, title=TEXT, state=TEXT, outcome=perhaps(TEXT), reason=TEXT, owner=TEXT,
                          due_on=perhaps(DAY))),
        minutes=perhaps(URL), url=URL),
    "Motion": thing(
        id=ID, meeting_id=ID, matter=TEXT, text=TEXT, who=TEXT, what=TEXT, by_when=perhaps(DAY), with_what=TEXT, draft=ID,
        state=TEXT, moved_at=MOMENT, vote_event_id=ID),
    "VoteEvent": thing(
        id=ID, motion_id=perhaps(ID), amendment_id=perhaps(ID), meeting_id=perhaps(ID), standing=YES, question=TEXT,
        rule=TEXT, rule_name=TEXT, rule_name_en=TEXT, secrecy={"enum": ["named", "secret"]}, form=TEXT, opened_at=MOMENT,
        closed_at=MOMENT, eligible=COUNT, present=COUNT, participating=COUNT, verdict=TEXT, withheld=WITHHELD,
        counts=perhaps(thing(**dict.fromkeys(("for", "against", "abstain"), COUNT))),
        figures={"type": "object", "additionalProperties": FIGURES, "description": "By metric: heads, area, groups by name."},
        options=many(thing(key=TEXT, name=TEXT, name_en=TEXT, code=TEXT, votes=COUNT)), winner=TEXT, next=many(TEXT),
        tied=many(TEXT), by_group=many(GROUP), base=perhaps(BASE), url=URL),
    "Record": thing(**RECORD),
    "RecordWithLines": thing(**RECORD, lines=many(LINE)),
    "Resolution": thing(
        id=ID, matter=TEXT, meeting_id=ID, outcome=TEXT, motion=TEXT, body=BODY, asked_at=MOMENT, answer_due_on=DAY,
        decision=perhaps(TEXT), reason=TEXT, to_dissenters=TEXT, unit=TEXT, work_due_on=perhaps(DAY), referred_to=TEXT,
        given_at=perhaps(MOMENT), url=URL),
    "Notice": thing(
        id=ID, number=TEXT, kind=TEXT, title=TEXT, basis=TEXT, text=TEXT, contact=TEXT, posted_at=MOMENT, until=DAY,
        state={"enum": ["posted", "down"]}, down_at=perhaps(MOMENT), down_early=YES, down_reason=TEXT,
        matter=perhaps(TEXT), meeting_id=perhaps(ID), text_hash=TEXT,
        objections=many(thing(text=TEXT, made_at=MOMENT, answer=TEXT, answered_at=perhaps(MOMENT))), url=URL),
    "Popolo": thing(**{name: many({"type": "object", "required": ["id"]}) for name in (
        "organizations", "persons", "posts", "memberships", "motions", "vote_events")}),
    "Index": thing(openapi=URL, communities=URL, heads=URL, verify=URL),
} | {}
PAGES = ("Matter", "Meeting", "Motion", "VoteEvent", "Record", "Resolution", "Notice")
SCHEMAS |= {f"{name}s": page_of(name) for name in PAGES}
