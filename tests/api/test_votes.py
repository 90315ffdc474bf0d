"""Votes in the open data: in meetings and between them, with what is withheld said so, in every metric, and no voter."""
from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft3Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from consult.api.openapi import described
from consult.api.votes import vote_event
from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.models import Ballot
from consult.ballot.rules.question import Form
from consult.community.models import Community
from consult.core.clock import SetClock
from consult.publishing.queries import ClosedVote
from tests.applications import application
from tests.builders import Neighbourhood, Room
from tests.builders_ballots import own, standing
from tests.builders_sealed import a_secret_vote, cast_sealed, close

POPOLO = Path(__file__).parents[1] / "data" / "popolo"


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on the neighbourhood."""
    with application(database_url, tmp_path, clock=clock) as made:
        made.config["API_REQUESTS_A_MINUTE"] = 1_000_000
        yield made


def read(app: Flask, path: str) -> Any:
    """What an address answers, as JSON."""
    answer = app.test_client().get(f"/api/v1/qinghe{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return json.loads(answer.get_data())


def table(app: Flask) -> list[dict[str, str]]:
    """The closed votes as a spreadsheet reads them."""
    text = app.test_client().get("/api/v1/qinghe/vote-events.csv").get_data().decode("utf-8-sig")
    return [{name.split(" ")[0]: cell for name, cell in row.items()} for row in csv.DictReader(StringIO(text))]


def of_popolo(app: Flask, ballot: int) -> dict[str, Any]:
    """A vote event of Popolo, with the motion that it leads to."""
    told = read(app, "/popolo")
    event: dict[str, Any] = next(each for each in told["vote_events"] if each["id"] == f"vote_event/{ballot}")
    return event | {"motion": next(each for each in told["motions"] if each["id"] == event["motion_id"])}


def closed(n: Neighbourhood, rule: str = "household_consultation", *, choices: dict[str, str], **words: Any) -> int:
    """A ballot between meetings in which these voices were given, closed after a week; its id."""
    ballot = standing(n, rule, **words)
    for who, choice in choices.items():
        n.do(who, ballots.cast, ballot_id=ballot, choice=choice)
    n.clock.forward(days=8)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    return ballot


def a_withheld_result(n: Neighbourhood) -> int:
    """A secret vote of a meeting in which three of six voted; its ballot's id."""
    room: Room = a_secret_vote(n)
    cast_sealed(n, room, chen="for", wang="for", li="against")
    close(n, room)
    assert n.see(queries.ballot, room.ballot_id, n.community).result["withheld"] == "fewer_than_k"
    return room.ballot_id


MANY = {"chen": "for", "wang": "for", "li": "for", "zhao": "for", "sun": "against", "he": "abstain"}


def test_a_ballot_between_meetings_is_in_the_api_in_popolo_and_in_the_table(neighbourhood: Neighbourhood, app: Flask) -> None:
    ballot = closed(neighbourhood, choices=MANY)
    one = read(app, f"/vote-events/{ballot}")
    assert one in read(app, "/vote-events")["items"]
    assert (one["standing"], one["meeting_id"], one["motion_id"]) == (True, None, None)
    assert one["counts"] == {"for": 4, "against": 1, "abstain": 1} and one["url"].endswith(f"/c/qinghe/v/{ballot}")
    event = of_popolo(app, ballot)
    assert {c["option"]: c["value"] for c in event["counts"]} == {"yes": 4, "no": 1, "abstain": 1}
    assert event["motion"]["text"] == one["question"] and event["organization_id"] == "community/qinghe"
    row = next(row for row in table(app) if row["id"] == str(ballot))
    assert (row["standing"], row["for"], row["against"], row["abstain"], row["verdict"]) == ("true", "4", "1", "1", one["verdict"])


def test_a_withheld_result_is_listed_as_withheld_and_tells_no_figure(neighbourhood: Neighbourhood, app: Flask) -> None:
    ballot = a_withheld_result(neighbourhood)
    one = read(app, f"/vote-events/{ballot}")
    assert (one["withheld"], one["counts"], one["figures"], one["options"]) == ("fewer_than_k", None, {}, [])
    assert one["participating"] == 3 and one["verdict"]
    event = of_popolo(app, ballot)
    assert (event["withheld"], event["counts"], event["counts_by_metric"], event["votes"]) == ("fewer_than_k", [], [], [])
    row = next(row for row in table(app) if row["id"] == str(ballot))
    assert (row["for"], row["against"], row["abstain"], row["withheld"]) == ("", "", "", "fewer_than_k")


def test_the_total_is_what_is_listed_page_by_page(neighbourhood: Neighbourhood, app: Flask) -> None:
    n = neighbourhood
    told = {a_withheld_result(n), closed(n, choices=MANY), closed(n, choices={"chen": "for"})}
    for path, ids in (("/vote-events", told), ("/motions", None)):
        first = read(app, f"{path}?per_page=1")
        pages = [read(app, f"{path}?per_page=1&page={page}") for page in range(1, first["total"] + 1)]
        assert [len(page["items"]) for page in pages] == [1] * first["total"]
        assert read(app, f"{path}?per_page=1&page={first['total'] + 1}")["items"] == []
        if ids:
            assert {page["items"][0]["id"] for page in pages} == ids and first["total"] == len(ids)
    popolo = read(app, "/popolo")
    assert {event["id"] for event in popolo["vote_events"]} == {f"vote_event/{id}" for id in told}
    assert {row["id"] for row in table(app)} == {str(id) for id in told}


def test_owners_are_counted_by_heads_and_by_area_and_never_one_by_one(neighbourhood: Neighbourhood, app: Flask) -> None:
    n = neighbourhood
    own(n, {"chen": 900_000, "sun": 1_000_000, "qian": 800_000})
    ballot = closed(n, "owners_ordinary", choices={"chen": "for", "sun": "for", "qian": "against"})
    figures = read(app, f"/vote-events/{ballot}")["figures"]
    assert (figures["area"]["unit"], figures["area"]["for"], figures["area"]["against"]) == ("cm2", 1_900_000, 800_000)
    assert (figures["heads"]["unit"], figures["heads"]["for"], figures["heads"]["against"]) == ("voices", 2, 1)
    event = of_popolo(app, ballot)
    by_metric = {each["metric"]: {c["option"]: c["value"] for c in each["counts"]} for each in event["counts_by_metric"]}
    assert by_metric == {"heads": {"yes": 2, "no": 1, "abstain": 0}, "area": {"yes": 1_900_000, "no": 800_000, "abstain": 0}}
    assert event["votes"] == []
    row = next(row for row in table(app) if row["id"] == str(ballot))
    assert (row["area_for_m2"], row["area_against_m2"]) == ("190", "80")


def test_votes_of_a_named_ballot_have_no_voter(neighbourhood: Neighbourhood, app: Flask) -> None:
    event = of_popolo(app, closed(neighbourhood, choices=MANY))
    assert Counter(vote["option"] for vote in event["votes"]) == {"yes": 4, "no": 1, "abstain": 1}
    assert {frozenset(vote) for vote in event["votes"]} == {frozenset({"option", "role"})}
    assert [vote["option"] for vote in event["votes"]] == sorted(
        (vote["option"] for vote in event["votes"]), key=["yes", "no", "abstain"].index), "in an order that tells nothing"


def test_options_are_counted_by_their_names(neighbourhood: Neighbourhood, app: Flask) -> None:
    given = {"chen": "o1", "wang": "o2", "li": "o2", "he": "abstain"}
    ballot = closed(neighbourhood, "straw_poll", choices=given, form=Form.ONE, options="种树\n停车")
    one = read(app, f"/vote-events/{ballot}")
    assert {option["name"]: option["votes"] for option in one["options"] if option["name"]} == {"种树": 1, "停车": 2}
    assert {c["option"]: c["value"] for c in of_popolo(app, ballot)["counts"]} == {"种树": 1, "停车": 2, "abstain": 1}


def test_every_shape_holds_for_every_kind_of_vote(neighbourhood: Neighbourhood, app: Flask) -> None:
    n = neighbourhood
    a_withheld_result(n)
    own(n, {"chen": 900_000, "sun": 1_000_000, "qian": 800_000})
    for rule, choices in (("household_consultation", MANY), ("owners_ordinary", {"chen": "for"}), ("straw_poll", {"he": "abstain"})):
        closed(n, rule, choices=choices)
    document = described()
    for path, shape in (("/vote-events", "VoteEvents"), ("/popolo", "Popolo"), ("/motions", "Motions")):
        schema = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        faults = Draft202012Validator(schema).iter_errors(read(app, path))
        assert [f"{list(fault.path)}: {fault.message}" for fault in faults] == [], path
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in POPOLO.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        [(schema["id"], Resource(contents=schema, specification=DRAFT3)) for schema in schemas.values()])
    for name, shape in (("vote_events", "vote_event"), ("motions", "motion")):
        validator = Draft3Validator(schemas[shape], registry=registry)
        assert [e.message for one in read(app, "/popolo")[name] for e in validator.iter_errors(one)] == [], name


@pytest.mark.parametrize(("language", "words"), [
    ("zh", {"question 表决什么", "结论", "通过", "在会议之间", "记名", "timezone 时区"}),
    ("en", {"question Question", "Outcome", "Carried", "Between meetings", "Named", "timezone Time zone"})])
def test_a_table_says_headings_and_codes_in_the_readers_language(
    neighbourhood: Neighbourhood, app: Flask, language: str, words: set[str]
) -> None:
    closed(neighbourhood, choices={**MANY, "qian": "for", "gu": "for", "xu": "for"})
    client = app.test_client()
    asked = client.get("/api/v1/qinghe/vote-events.csv", headers={"Accept-Language": language}).get_data()
    assert asked == client.get(f"/api/v1/qinghe/vote-events.csv?lang={language}").get_data()
    head, row = csv.reader(StringIO(asked.decode("utf-8-sig")))
    assert words <= {*head, *row}
    at = head.index("verdict")
    assert row[at] == "passed" and {head[at + 1], row[at + 1]} <= words
    assert client.get("/api/v1/qinghe/vote-events.csv?lang=fr").status_code == 400


def test_times_of_a_table_are_those_of_the_community_with_offset_and_zone(neighbourhood: Neighbourhood, app: Flask) -> None:
    ballot = closed(neighbourhood, choices=MANY)
    row = table(app)[0]
    assert row["closed_at"].endswith("+08:00") and row["timezone"] == "Asia/Shanghai"
    whole = read(app, f"/vote-events/{ballot}")["closed_at"]
    assert datetime.fromisoformat(row["closed_at"]) == datetime.fromisoformat(whole).replace(microsecond=0)


def test_what_a_result_says_of_who_counts_is_passed_on_and_nothing_beside_it(neighbourhood: Neighbourhood, app: Flask) -> None:
    ballot = neighbourhood.see(queries.ballot, closed(neighbourhood, choices=MANY), neighbourhood.community)
    base = {"electorate": "households", "entitled": 40, "able": 10, "missing": {"no_representative": 30}, "missing_area_cm2": {},
            "stated": {"count": 40, "source": "社区", "as_of": "2026-10-01"}}
    groups = [{"group": "3幢", "entitled": 12, "participating": 6, "for": 5, "against": 1, "abstain": 0}]
    told = dict(ballot.result or {}) | {
        "base": base | {"said_at_announcement": "名册公示"}, "by_group": groups, "next": ["o2"], "tied": ["o1", "o3"]}
    home = neighbourhood.look(lambda db: db.get(Community, neighbourhood.community))
    with app.test_request_context():
        whole = vote_event(home, ClosedVote(_as_closed(ballot, told)))
        kept = vote_event(home, ClosedVote(_as_closed(ballot, told | {"withheld": "fewer_than_k"})))
    assert (whole["base"], whole["by_group"], whole["next"], whole["tied"]) == (base, groups, ["o2"], ["o1", "o3"])
    assert (kept["base"], kept["by_group"], kept["next"], kept["tied"]) == (base, [], [], [])
    schema = {"$ref": "#/components/schemas/VoteEvent", "components": described()["components"]}
    assert [fault.message for each in (whole, kept) for fault in Draft202012Validator(schema).iter_errors(each)] == []


def _as_closed(ballot: Ballot, result: dict[str, Any]) -> Ballot:
    """The same ballot with another result, kept nowhere."""
    columns = {column.key: getattr(ballot, column.key) for column in Ballot.__table__.columns}
    return Ballot(**columns | {"result": result})


def test_no_public_vote_of_next_door_is_listed(neighbourhood: Neighbourhood, app: Flask) -> None:
    ballot = closed(neighbourhood, choices=MANY)
    client = app.test_client()
    assert client.get(f"/api/v1/baihua/vote-events/{ballot}").status_code == 404
    assert json.loads(client.get("/api/v1/baihua/vote-events").get_data())["total"] == 0
