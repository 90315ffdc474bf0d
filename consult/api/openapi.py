"""The OpenAPI 3.1 document of this door, and its front page."""
from __future__ import annotations

from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, url_for

from consult.api import examples
from consult.api.answers import FARTHEST_PAGE, SIZES, USUAL_SIZE, db, public, said
from consult.api.schemas import PAGES, SCHEMAS, ref

PLACE = {"name": "place", "in": "path", "required": True, "description": "The short name of a community.",
         "schema": {"type": "string", "pattern": "^[a-z0-9-]{1,30}$"}}
PAGE = [
    {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": FARTHEST_PAGE - 1, "default": 1}, "example": 1},
    {"name": "per_page", "in": "query", "schema": {
        "type": "integer", "minimum": SIZES.start, "maximum": SIZES.stop - 1, "default": USUAL_SIZE}, "example": USUAL_SIZE},
]
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999}}
LANG = {"name": "lang", "in": "query", "schema": {"enum": ["zh", "en"]}, "example": "en",
        "description": "The language of headings and of the words beside codes; else what the browser asks for."}
NO = {"name": "no", "in": "path", "required": True, "description": "Such as 2026-031.",
      "schema": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{3,6}$"}}
PATHS: list[tuple[str, str, str, list[dict[str, Any]], str]] = [
    ("/api/v1", "index", "Where everything begins", [], "Index"),
    ("/api/v1/communities", "places", "Every community", [], "Communities"),
    ("/api/v1/{place}/matters", "list_matters", "Matters, the newest first", PAGE, "Matters"),
    ("/api/v1/{place}/matters/{no}", "one_matter", "One matter", [NO], "Matter"),
    ("/api/v1/{place}/matters/{no}/graph", "matter_graph", "A matter's whole chain as a graph", [NO], "Graph"),
    ("/api/v1/{place}/meetings", "list_meetings", "Meetings, the latest first", PAGE, "Meetings"),
    ("/api/v1/{place}/meetings/{id}", "one_meeting", "One meeting", [ID], "Meeting"),
    ("/api/v1/{place}/motions", "list_motions", "Motions put to the vote", PAGE, "Motions"),
    ("/api/v1/{place}/vote-events", "list_vote_events", "Closed votes in meetings and between them, totals alone", PAGE, "VoteEvents"),
    ("/api/v1/{place}/vote-events/{id}", "one_vote_event", "One closed vote", [ID], "VoteEvent"),
    ("/api/v1/{place}/minutes", "list_minutes", "Records let out by a second reader", PAGE, "Records"),
    ("/api/v1/{place}/minutes/{id}", "minutes_of", "The record of a meeting, line by line", [ID], "RecordWithLines"),
    ("/api/v1/{place}/resolutions", "list_resolutions", "Replies, and what waits for one", PAGE, "Resolutions"),
    ("/api/v1/{place}/notices", "list_notices", "The notice board", PAGE, "Notices"),
    ("/api/v1/{place}/notices/{id}", "one_notice", "One notice with objections and answers", [ID], "Notice"),
    ("/api/v1/{place}/popolo", "popolo", "Offices, bodies, motions and votes in Popolo", [], "Popolo"),
]
OTHERS: list[tuple[str, str, str, str]] = [
    ("/api/v1/{place}/matters.csv", "matters_table", "Matters as CSV", "text/csv"),
    ("/api/v1/{place}/vote-events.csv", "votes_table", "Closed votes as CSV", "text/csv"),
    ("/c/{place}/feeds/notices.atom", "notices_feed", "Notices as Atom", "application/atom+xml"),
    ("/c/{place}/feeds/matters.atom", "matters_feed", "Matters as Atom", "application/atom+xml"),
    ("/c/{place}/meetings.ics", "calendar", "Meetings as iCalendar", "text/calendar"),
]


def add_to(blueprint: Blueprint) -> None:
    """Hang them on the door."""
    blueprint.add_url_rule("/api/v1", "index", index)
    blueprint.add_url_rule("/api/v1/openapi.json", "document", document)


@public
def index() -> Response:
    """Where everything begins."""
    return said({
        "openapi": url_for("api.document", _external=True), "communities": url_for("api.places", _external=True),
        "heads": url_for("api.heads_feed", _external=True), "verify": url_for("heads.program", _external=True)})


@public
def document() -> Response:
    """The OpenAPI document, with examples of what is here today."""
    return said(described(examples.found(db())))


def described(known: examples.Examples = MappingProxyType({})) -> dict[str, Any]:
    """The document as plain values."""
    paths = {path: _operation(path, name, summary, parameters, "application/json", ref(shape))
             for path, name, summary, parameters, shape in PATHS}
    paths |= {path: _operation(path, name, summary, [LANG] if kind == "text/csv" else [], kind, {"type": "string"})
              for path, name, summary, kind in OTHERS}
    for operation in paths.values():
        of = operation["get"]
        of["parameters"] = [examples.with_examples(of["operationId"], each, known) for each in of["parameters"]]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Consult open data", "version": "1", "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
                 "description": "Read-only, public data alone; private values are hidden and names of ordinary "
                                "residents masked. Answers carry an ETag; send it back as If-None-Match."},
        "servers": [{"url": "/"}], "paths": paths, "components": {"schemas": SCHEMAS},
    }


def _operation(
    path: str, name: str, summary: str, parameters: list[dict[str, Any]], kind: str, schema: dict[str, Any]
) -> dict[str, Any]:
    error = {"application/json": {"schema": ref("Error")}}
    answers: dict[str, Any] = {
        "200": {"description": "Found.", "content": {kind: {"schema": schema}}, **examples.links(name)},
        "304": {"description": "Not changed since the ETag that was sent."},
        "429": {"description": "Too many requests from this address.", "content": error},
    }
    if "{" in path:
        answers["404"] = {"description": "Not there, or not public.", "content": error}
    if schema in [ref(f"{each}s") for each in PAGES] or kind == "text/csv":
        answers["400"] = {"description": "No such page or language.", "content": error}
    return {"get": {
        "operationId": name, "summary": summary, "responses": answers,
        "parameters": ([PLACE] if "{place}" in path else []) + parameters,
    }}
