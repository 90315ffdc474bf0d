"""Open data: it keeps to its own description, its votes count up, and what others read back is what we wrote."""
from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft3Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3
from sqlalchemy import func, select

from consult.api.limits import Bucket
from consult.api.openapi import described
from consult.ballot.models import CastBallot
from consult.core.clock import SetClock
from consult.core.spreadsheet import cell
from consult.meeting import actions as meetings
from tests.applications import application
from tests.builders import Neighbourhood
from tests.builders_publishing import a_notice, a_public_record, an_objection

POPOLO = Path(__file__).parents[1] / "data" / "popolo"
SHAPES = {"organizations": "organization", "persons": "person", "posts": "post", "memberships": "membership",
          "motions": "motion", "vote_events": "vote_event"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application with something of everything public in it."""
    n = neighbourhood
    room = a_public_record(n)
    n.do("lin", meetings.cancel, meeting_id=n.a_meeting().meeting_id, reason="台风预警，改期另行公告")
    an_objection(n, a_notice(n, matter_id=room.matter_id, meeting_id=room.meeting_id))
    with application(database_url, tmp_path, clock=clock) as made:
        made.config["API_REQUESTS_A_MINUTE"] = 1_000_000
        yield made


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """Somebody who is nobody here."""
    return app.test_client()


def read(reader: FlaskClient, path: str) -> Any:
    """What an address answers, as JSON."""
    answer = reader.get(f"/api/v1{path}")
    assert answer.status_code == 200, (path, answer.get_data(as_text=True))
    return json.loads(answer.get_data())


def test_popolo_validates_and_its_counts_are_those_of_a_recount(neighbourhood: Neighbourhood, reader: FlaskClient) -> None:
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in POPOLO.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        [(schema["id"], Resource(contents=schema, specification=DRAFT3)) for schema in schemas.values()])
    popolo = read(reader, "/qinghe/popolo")
    assert popolo.keys() == SHAPES.keys() and all(popolo.values())
    for name, shape in SHAPES.items():
        validator = Draft3Validator(schemas[shape], registry=registry)
        assert [e.message for one in popolo[name] for e in validator.iter_errors(one)] == [], name
    for event in popolo["vote_events"]:
        id = int(event["id"].split("/")[1])
        recount = dict(neighbourhood.look(lambda db, id=id: [tuple(row) for row in db.execute(
            select(CastBallot.choice, func.count()).where(CastBallot.ballot_id == id).group_by(CastBallot.choice))]))
        told = {count["option"]: count["value"] for count in event["counts"]}
        assert told == {"yes": recount.get("for", 0), "no": recount.get("against", 0), "abstain": recount.get("abstain", 0)}


def test_persons_are_those_in_office_and_nobody_else(neighbourhood: Neighbourhood, reader: FlaskClient) -> None:
    names = {person["name"] for person in read(reader, "/qinghe/popolo")["persons"]}
    assert {"林晓梅", "周建国", "吴志强", "陈美兰"} <= names and not {"何静", "顾桂芳", "马建军"} & names


def test_every_answer_has_the_shape_that_is_described(reader: FlaskClient) -> None:
    document = described()
    served = read(reader, "/openapi.json")
    assert without_examples(served) == json.loads(json.dumps(document)) and served["openapi"] == "3.1.0"
    fills = {"place": "qinghe", "no": "2026-001", "id": "1"}
    for path, operations in document["paths"].items():
        answer = reader.get(path.format(**fills))
        content = operations["get"]["responses"]["200"]["content"]
        assert (path, answer.status_code, answer.mimetype) == (path, 200, next(iter(content)))
        if answer.mimetype == "application/json":
            schema = {**content["application/json"]["schema"], "components": document["components"]}
            faults = Draft202012Validator(schema).iter_errors(json.loads(answer.get_data()))
            assert [f"{list(fault.path)}: {fault.message}" for fault in faults] == [], path


def without_examples(document: Any) -> Any:
    """The description without what is here today."""
    for operation in document["paths"].values():
        for parameter in operation["get"]["parameters"]:
            parameter.pop("examples", None)
    return document


def test_the_examples_of_the_description_lead_to_real_things(neighbourhood: Neighbourhood, reader: FlaskClient) -> None:
    neighbourhood.a_matter(by="dong")
    served, asked = read(reader, "/openapi.json"), 0
    for path, operations in served["paths"].items():
        given = {parameter["name"]: [each["value"] for each in parameter["examples"].values()]
                 for parameter in operations["get"]["parameters"] if "examples" in parameter}
        assert set(given) == set(re.findall(r"{(\w+)}", path)), f"{path}: every part of an address has an example"
        for values in zip(*given.values(), strict=True):
            address = path.format(**dict(zip(given, values, strict=True)))
            assert reader.get(address).status_code == 200, address
            asked += 1
    assert asked > 30
    of_matters = served["paths"]["/api/v1/{place}/matters/{no}"]["get"]["parameters"][0]["examples"]
    assert {each["value"] for each in of_matters.values()} == {"qinghe", "baihua"}, "each with numbers of its own"


def test_the_links_of_a_list_lead_to_its_first_thing(reader: FlaskClient) -> None:
    document = described()
    by_name = {operations["get"]["operationId"]: path for path, operations in document["paths"].items()}
    linked = {name: operation["get"]["responses"]["200"]["links"]["first"] for name, path in by_name.items()
              if "links" in (operation := document["paths"][path])["get"]["responses"]["200"]}
    assert len(linked) == 5
    for name, link in linked.items():
        first = read(reader, by_name[name].removeprefix("/api/v1").format(place="qinghe"))["items"][0]
        values = {parameter: first[source.rsplit("/", 1)[1]] for parameter, source in link["parameters"].items() if parameter != "place"}
        assert reader.get(by_name[link["operationId"]].format(place="qinghe", **values)).status_code == 200, name


def test_the_chain_of_a_matter_is_whole(reader: FlaskClient) -> None:
    graph = read(reader, "/qinghe/matters/2026-001/graph")
    kinds = {node["kind"] for node in graph["nodes"]}
    assert kinds == {"matter", "meeting", "motion", "vote_event", "minutes", "resolution", "notice"}
    ids = {node["id"] for node in graph["nodes"]}
    assert all(edge["source"] in ids and edge["target"] in ids for edge in graph["edges"])
    reached = {"matter/2026-001"}
    for _ in graph["edges"]:
        reached |= {edge["target"] for edge in graph["edges"] if edge["source"] in reached}
    assert reached == ids


def test_what_a_reader_has_is_not_sent_again(reader: FlaskClient) -> None:
    first = reader.get("/api/v1/qinghe/matters")
    again = reader.get("/api/v1/qinghe/matters", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"") and "no-store" not in first.headers["Cache-Control"]
    assert first.headers["Access-Control-Allow-Origin"] == "*" and "Set-Cookie" not in first.headers


def test_lists_come_in_pages_that_lead_on(reader: FlaskClient) -> None:
    first = reader.get("/api/v1/qinghe/meetings?per_page=1")
    body = json.loads(first.get_data())
    assert (len(body["items"]), body["pages"], body["total"]) == (1, 2, 2) and 'rel="next"' in first.headers["Link"]
    second = read(reader, "/qinghe/meetings?per_page=1&page=2")
    assert second["items"][0]["id"] != body["items"][0]["id"]
    assert reader.get("/api/v1/qinghe/meetings?per_page=1000").status_code == 400


def test_every_lists_total_is_what_it_lists(neighbourhood: Neighbourhood, reader: FlaskClient) -> None:
    neighbourhood.a_matter()
    lists = [path for path, operations in described()["paths"].items()
             if any(each["name"] == "page" for each in operations["get"]["parameters"])]
    assert len(lists) >= 7
    for path in lists:
        here = path.removeprefix("/api/v1").format(place="qinghe")
        total = read(reader, f"{here}?per_page=1")["total"]
        found = [item for page in range(1, total + 2) for item in read(reader, f"{here}?per_page=1&page={page}")["items"]]
        assert total == len(found) == len({json.dumps(item, sort_keys=True) for item in found}) > 0, here


def test_what_is_not_public_is_not_there(neighbourhood: Neighbourhood, reader: FlaskClient) -> None:
    n = neighbourhood
    voting, prepared = n.a_vote(), a_notice(n, posted_by="")
    for path in (f"/qinghe/vote-events/{voting.ballot_id}", f"/qinghe/notices/{prepared}", f"/qinghe/minutes/{voting.meeting_id}",
                 "/baihua/matters/2026-001", "/baihua/meetings/1", "/nowhere/matters", "/qinghe/notices/x"):
        assert reader.get(f"/api/v1{path}").status_code == 404, path
    assert reader.post("/api/v1/qinghe/matters").status_code in (404, 405)


def test_who_asks_too_often_waits(app: Flask) -> None:
    bucket = Bucket(60)
    assert [bucket.takes("a", 0.0) for _ in range(61)].count(True) == 60
    assert bucket.takes("b", 0.0) and not bucket.takes("a", 0.5) and bucket.takes("a", 2.0)
    app.extensions["api_bucket"] = Bucket(2)
    reader = app.test_client()
    assert [reader.get("/api/v1").status_code for _ in range(3)] == [200, 200, 429]


def test_a_calendar_reads_back_what_was_convened(reader: FlaskClient) -> None:
    calendar = icalendar.Calendar.from_ical(reader.get("/c/qinghe/meetings.ics").get_data())
    events = {int(str(event["UID"]).split("@")[0].split("-")[1]): event for event in calendar.walk("VEVENT")}
    assert len({str(event["UID"]) for event in events.values()}) == 2
    held, called_off = events[1], events[2]
    assert (str(held["STATUS"]), held["SEQUENCE"]) == ("CONFIRMED", 0)
    assert (str(called_off["STATUS"]), called_off["SEQUENCE"]) == ("CANCELLED", 1)
    start = held["DTSTART"]
    assert start.params["TZID"] == "Asia/Shanghai" and start.dt.utcoffset().total_seconds() == 8 * 3600
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    again = icalendar.Calendar.from_ical(reader.get("/c/qinghe/s/1.ics").get_data())
    assert str(again.walk("VEVENT")[0]["UID"]) == str(held["UID"])


@pytest.mark.parametrize("path", [
    "/c/qinghe/feeds/notices.atom", "/c/qinghe/feeds/matters.atom", "/heads.atom", "/c/baihua/feeds/notices.atom"])
def test_a_feed_has_what_atom_requires(reader: FlaskClient, path: str) -> None:
    feed = Xml.fromstring(reader.get(path).get_data())
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author/name"):
        assert feed.findtext("/".join(f"{ATOM}{part}" for part in name.split("/"))), name
    assert any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link"))
    entries = feed.findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert all(entry.findtext(f"{ATOM}{name}") for entry in entries for name in ("id", "title", "updated"))


def test_no_cell_of_a_table_is_a_formula(neighbourhood: Neighbourhood, reader: FlaskClient) -> None:
    neighbourhood.a_matter(title="=HYPERLINK(1)点这里", place="@SUM(A1)")
    text = reader.get("/api/v1/qinghe/matters.csv").get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert rows[0]["title 什么事"] == "'=HYPERLINK(1)点这里" and rows[0]["place 在哪里"] == "'@SUM(A1)"
    assert cell("＝1") == "'＝1" and cell(None) == "" and cell(7) == 7 and cell("电梯") == "电梯"
