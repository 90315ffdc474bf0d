"""A matter's log, read as steps done, the one owed now and those to come."""
from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from consult.core.events import Recorded, plain
from consult.matter import events as facts
from consult.matter.rules.lifecycle import ENDED, MATTER
from consult.web.matters import receipts
from consult.web.matters.receipts import Hop, receipt
from consult.web.wording import matters as wording_matters
from consult.web.wording import services as wording_services
from consult.web.wording import stages
from tests.web.bare_pages import bare_app

ZONE = ZoneInfo("Asia/Shanghai")
BEGUN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
BODY = {"body": "居民议事会", "body_en": "Residents' Council"}
WORDS = {"title": "加装电梯", "what": "说明", "place": "3幢", "affected": "12户", "expected": "出图"}


@pytest.fixture(scope="module")
def app() -> Flask:
    return bare_app()


@pytest.fixture(params=["zh"])
def reader(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    """Somebody who reads Chinese."""
    with app.test_request_context("/", headers={"Accept-Language": request.param}):
        yield


def log(*told: tuple[facts.MatterEvent, int]) -> list[Recorded]:
    """Events as the log holds them: (event, days after the beginning)."""
    return [
        Recorded(stream="matter:1", epoch=1, seq=seq, name=type(event).__name__, at=BEGUN + timedelta(days=days),
                 actor_id=None, data=plain(event.data()), audience="room", hash="0" * 64)
        for seq, (event, days) in enumerate(told, start=1)
    ]


def proposed(days: int = 0) -> tuple[facts.MatterEvent, int]:
    return facts.MatterProposed(
        matter_id=1, no="2026-001", title="加装电梯", proposer="何女士", threshold=3, due_on=date(2026, 12, 2)), days


def endorsed(households: int, days: int) -> tuple[facts.MatterEvent, int]:
    return facts.MatterEndorsed(matter_id=1, households=households, threshold=3), days


def enough(days: int, due_on: date = date(2026, 11, 10)) -> tuple[facts.MatterEvent, int]:
    return facts.EndorsedEnough(matter_id=1, households=3, threshold=3, due_on=due_on), days


def admitted(days: int) -> tuple[facts.MatterEvent, int]:
    return facts.MatterAdmitted(matter_id=1, reason="属于公共事务", due_on=date(2026, 11, 30)), days


def scheduled(days: int) -> tuple[facts.MatterEvent, int]:
    starts_at = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
    return facts.MatterScheduled(matter_id=1, meeting_id=7, starts_at=starts_at, place="二楼", **BODY), days


def decided(days: int, outcome: str = "adopted", ballot_id: int | None = 5, **more: Any) -> tuple[facts.MatterEvent, int]:
    counts = {"for": 4, "against": 1, "abstain": 0} if ballot_id else None
    return facts.MatterDecided(
        matter_id=1, meeting_id=7, discussion_id=8, ballot_id=ballot_id, outcome=outcome, motion="出图", reason="",
        owner="青禾物业", due_on=None, escalated_to="", counts=counts), days


def names(hops: list[Hop], kind: str) -> list[str]:
    return [hop.name for hop in hops if hop.kind == kind]


def read(state: str, *told: tuple[facts.MatterEvent, int], **more: Any) -> list[Hop]:
    return receipt(log(*told), state, ZONE, **more)


def test_every_event_of_a_matter_is_read_or_known_to_say_only_a_date() -> None:
    told = {name for name, kind in vars(facts).items()
            if inspect.isclass(kind) and issubclass(kind, facts.MatterEvent) and kind is not facts.MatterEvent}
    assert told - set(receipts.READERS) == {
        "ReplyAwaited", "WorkEvent", "MatterConfirmed", "MattersLinked", "LinkRevoked"}


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("state", MATTER.states)
def test_every_state_has_one_step_owed_now_unless_it_is_an_end(state: str) -> None:
    hops = read(state, proposed())
    assert len(names(hops, "now")) == (0 if state in ENDED else 1)


@pytest.mark.parametrize("state", MATTER.states)
def test_every_state_has_words_and_a_place_on_the_board(state: str) -> None:
    assert state in wording_matters.STATES
    assert [stage for stage, states in stages.STATES_OF.items() if state in states] != []


@pytest.mark.usefixtures("reader")
def test_while_it_gathers_the_count_is_the_step_owed_now() -> None:
    hops = read("proposed", proposed(), endorsed(1, 1), endorsed(2, 2), due_on=date(2026, 12, 2))
    assert names(hops, "done") == ["提议"]
    now = next(hop for hop in hops if hop.kind == "now")
    assert (now.name, now.said, now.due_on) == ("附议", "已有2户，要满3户", date(2026, 12, 2))
    assert names(hops, "next") == ["审核", "公示", "议事和表决", "会议记录", "答复", "办理", "居民验收"]


@pytest.mark.usefixtures("reader")
def test_households_that_come_later_are_counted_in() -> None:
    hops = read("endorsed", proposed(), endorsed(3, 3), enough(3), endorsed(5, 4))
    assert [hop.said for hop in hops if hop.name == "附议"] == ["满3户，现有5户"]


@pytest.mark.usefixtures("reader")
def test_a_matter_that_fell_short_gathers_again() -> None:
    short = facts.EndorsementTakenBack(matter_id=1, households=2, threshold=3), 4
    hops = read("proposed", proposed(), endorsed(3, 3), enough(3), short)
    assert [hop.kind for hop in hops if hop.name == "附议"] == ["now"]
    again = read("endorsed", proposed(), endorsed(3, 3), enough(3), short, endorsed(3, 6), enough(6))
    assert [hop.at for hop in again if hop.name == "附议"] == [BEGUN + timedelta(days=6)]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(("days", "late"), [(8, 0), (9, 1), (11, 3)])
def test_screening_after_its_day_stays_marked_as_late(days: int, late: int) -> None:
    hops = read("admitted", proposed(), enough(3), admitted(days))
    assert [hop.late_days for hop in hops if hop.name == "审核"] == [late]


@pytest.mark.usefixtures("reader")
def test_the_day_is_the_neighbourhoods_own() -> None:
    # 23:30 in Shanghai on the last day is still in time, though in UTC an hour of another day.
    last_moment = (facts.MatterAdmitted(matter_id=1, reason="…", due_on=date(2026, 11, 30)), 8)
    events = log(proposed(), enough(3), last_moment)
    events[2] = Recorded(**{**vars(events[2]), "at": datetime(2026, 11, 10, 15, 30, tzinfo=UTC)})
    assert [hop.late_days for hop in receipt(events, "admitted", ZONE) if hop.name == "审核"] == [0]


@pytest.mark.usefixtures("reader")
def test_an_author_is_never_marked_as_late() -> None:
    returned = facts.MatterReturned(matter_id=1, reason="请写清楚", due_on=date(2026, 11, 12)), 5
    revised = facts.MatterRevised(matter_id=1, title="加装电梯", before=WORDS, due_on=date(2026, 12, 20)), 30
    hops = read("endorsed", proposed(), enough(3), returned, revised)
    assert [hop.late_days for hop in hops if hop.name == "修改"] == [0]


@pytest.mark.usefixtures("reader")
def test_a_vote_leads_to_its_count_and_minutes_are_still_to_come() -> None:
    hops = read("awaiting_reply", proposed(), enough(3), admitted(4), scheduled(10), decided(24), owner="联席会议")
    vote = next(hop for hop in hops if hop.name == "表决")
    assert vote.said == "通过，赞成4，反对1，弃权0"
    assert [(link.endpoint, dict(link.values)) for link in vote.links] == [("ballots.result", {"id": 5})]
    assert names(hops, "next") == ["会议记录", "办理", "居民验收"]
    assert [(hop.name, hop.by) for hop in hops if hop.kind == "now"] == [("答复", "联席会议")]
    posted = facts.MinutesPosted(matter_id=1, meeting_id=7, number="〔2026〕第3号"), 26
    hops = read("awaiting_reply", proposed(), decided(24), posted)
    assert names(hops, "done")[-1] == "会议记录" and names(hops, "next") == ["办理", "居民验收"]


@pytest.mark.usefixtures("reader")
def test_a_discussion_without_a_vote_ends_in_its_outcome() -> None:
    hops = read("deferred", proposed(), decided(24, "deferred", ballot_id=None))
    assert [(hop.name, hop.said) for hop in hops if hop.kind == "done"][-1] == ("结论", "改期再议")


@pytest.mark.usefixtures("reader")
def test_a_reply_says_how_late_it_was() -> None:
    answered = facts.MatterAnswered(
        matter_id=1, entry_id=2, meeting_id=None, decision="adopt", reason="同意", unit="青禾物业",
        due_on=date(2026, 12, 31), referred_to="", late_days=4), 40
    hop = next(hop for hop in read("working", proposed(), answered) if hop.name == "答复")
    assert (hop.said, hop.late_days) == ("采纳", 4)


@pytest.mark.usefixtures("reader")
def test_the_place_on_the_way_is_the_step_owed_now_or_the_last() -> None:
    assert receipts.place_of(read("endorsed", proposed(), enough(3))) == 3
    withdrawn = facts.MatterWithdrawn(matter_id=1), 2
    ended = read("withdrawn", proposed(), withdrawn)
    assert receipts.place_of(ended) == len(ended) == 2


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("reader", ["en"], indirect=True)
def test_bodies_have_their_english_names_for_readers_of_english() -> None:
    taken_up = facts.MatterTakenUp(matter_id=1, meeting_id=7, discussion_id=8, **BODY), 24
    events = log(proposed(), scheduled(10), taken_up)
    assert names(receipt(events, "in_meeting", ZONE), "done")[-1] == "Residents' Council"
    assert receipts.body_names(events) == {"居民议事会": "Residents' Council"}


@pytest.mark.usefixtures("reader")
def test_a_reader_of_chinese_needs_no_other_names() -> None:
    assert receipts.body_names(log(proposed(), scheduled(10))) == {}


@pytest.mark.usefixtures("reader")
def test_an_order_that_carries_it_out_is_told_step_by_step_with_who_took_it_on() -> None:
    def step(name: str, days: int, by: str = "") -> tuple[facts.MatterEvent, int]:
        return facts.ProjectNoted(matter_id=1, project_id=4, no="2026-07", title="加装电梯", step=name, by=by), days

    hops = read("working", proposed(), step("drawn", 30), step("claimed", 31, "青禾物业"), step("closed", 60))
    told = [(hop.said, hop.by) for hop in hops if hop.name == "服务单"]
    assert told == [("立了项", ""), ("接下了", "青禾物业"), ("结了单", "")]
    assert {(link.words, link.endpoint) for hop in hops for link in hop.links if hop.name == "服务单"} == {
        ("2026-07号服务单", "services.order")}


def test_every_step_that_an_order_tells_its_matter_has_words() -> None:
    folder = Path(__file__).parents[2] / "consult" / "project" / "actions"
    told = {step for file in folder.glob("*.py") for step in re.findall(r'tell_the_matter\(work, \w+, "(\w+)"', file.read_text("utf-8"))}
    assert told and told == set(wording_services.ORDER_STEPS)
