"""What happens on the demonstration between two pictures: its people act through the verbs, as they would from a page."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from consult.ballot.models import Ballot
from consult.cli.demo.kinds_of_sitting import NEIGHBOURS
from consult.cli.demo.stage import Stage, Town
from consult.cli.demo.voting_along import vote_along
from consult.community.models import Body, Person
from consult.matter import actions as matters
from consult.meeting import actions as meetings
from consult.meeting import queries as rooms
from consult.meeting.actions import phases, sittings
from consult.meeting.models import Meeting
from consult.minutes.models import Minutes
from consult.storage.store import Store

CHAIR, SECRETARY = "周敏", "林秀芬"
WESTGATE = {
    "title": "西门早高峰要不要单行", "place": "西门", "affected": "开车的住户、西门临街的商户和上学的孩子",
    "what": "早上七点半到八点半，西门的车两头顶牛，孩子只能从车缝里过。物业提出这一小时只出不进。",
    "expected": "定下行不行；行的话先试多久。", "category": "parking",
}
REPRESENTATIVES = {"stakeholder": ("冯志强", "田雨欣", "孙志远", "丁海涛"), "public": ("邹慧", "龙海燕", "乔丽娟")}
PARTS = {"吴建平": "panel", "殷晓红": "panel", "罗明霞": "panel", SECRETARY: "recorder", "石磊": "presenter", "顾维民": "monitor"}
PAPER = {"paper_title": "西门单行的方案", "paper_text": "一、时段：工作日七点半到八点半。\n二、出口改走南门。\n三、先试一个月，再听一次。"}


class Cast:
    """The people of 青禾社区 by name; they act now, or where `away` says so, before now."""

    def __init__(self, store: Store) -> None:
        self.store, self.away = store, timedelta()
        store.clock = lambda: datetime.now(UTC) + self.away
        self.town = Town(Stage(store, datetime.now(UTC)), 1, "qinghe")
        store.clock = lambda: datetime.now(UTC) + self.away
        self.town.stage.clock = store.clock  # type: ignore[assignment]
        with store.read() as db:
            everybody = db.scalars(select(Person).where(Person.community_id == 1).order_by(Person.id.desc()))
            self.town.people = {person.name: person.id for person in everybody}
            live = rooms.live_meeting(db, 1)
            assert live is not None
            self.room = live.id

    def do(self, who: str, verb: Callable[..., Any], /, **args: Any) -> Any:
        """One verb, in the room that is open unless another meeting is named."""
        return self.town.do(who, verb, **{"meeting_id": self.room, **args})

    def shown(self) -> dict[str, Any]:
        """What the room shows."""
        with self.store.read() as db:
            return rooms.room_state(db, self.room, desk=True)[2]

    def newest(self, model: Any, *where: Any) -> int:
        """The id of the newest row of a kind."""
        with self.store.read() as db:
            found = db.scalars(select(model.id).where(*where).order_by(model.id.desc())).first()
        assert found is not None, model
        return int(found)

    def body(self, kind: str) -> int:
        """The body of that kind."""
        return self.newest(Body, Body.kind == kind, Body.community_id == 1)


def found(cast: Cast) -> dict[str, int]:
    """What the demonstration holds already, by the name that addresses have for it."""
    with cast.store.read() as db:
        sealed = next(b.id for b in db.scalars(select(Ballot).where(Ballot.community_id == 1).order_by(Ballot.id.desc()))
                      if b.result and b.rule.get("secrecy") == "secret")
        draft = db.scalars(select(Minutes.meeting_id).where(Minutes.state == "draft").order_by(Minutes.id.desc())).first()
    assert draft is not None
    forum = cast.newest(Meeting, Meeting.body_id == cast.body("public_forum"))
    hearing = cast.newest(Meeting, Meeting.body_id == cast.body("hearing"))
    return {"room": cast.room, "sealed": sealed, "draft": draft, "forum": forum, "announced": hearing}


def somebody_speaks(cast: Cast) -> None:
    """The next in the queue has the floor."""
    cast.do(CHAIR, meetings.give_floor)


def an_amendment_is_put(cast: Cast) -> None:
    """A neighbour wants other words; the room is asked about them."""
    cast.do(CHAIR, meetings.end_turn)
    motion = cast.shown()["motion"]
    words = {name: motion[name] for name in ("who", "with_what")} | {"what": motion["what"].replace("15天", "20天")}
    cast.do("张建民", meetings.move_amendment, **words, by_when=date.fromisoformat(motion["by_when"]))
    cast.do(CHAIR, meetings.put_amendment)


def the_amendment_is_lost(cast: Cast) -> None:
    """Counted, and lost; then how far the room is, by one tap of everyone."""
    asked = cast.shown()
    few, all_there = 9, asked["present"]
    cast.do(CHAIR, meetings.count_room, question_id=asked["question"]["question_id"], votes_for=few,
            votes_against=all_there - few - 2, votes_abstain=2)


def a_straw_poll(cast: Cast) -> None:
    """Not binding: how do you see it so far?"""
    straw = cast.do(CHAIR, meetings.ask_straw, kind="straw", text="补偿一次付清，还是分两次付？赞成就是一次付清。")["straw_id"]
    for who, answer in (("张建民", "against"), ("陈玉兰", "for"), ("蒋文静", "for"), ("邓秋菊", "unsure")):
        cast.do(who, meetings.answer_straw, straw_id=straw, answer=answer)
    cast.do(CHAIR, meetings.count_straw, straw_id=straw, answer="for", count=11)
    cast.do(CHAIR, meetings.count_straw, straw_id=straw, answer="against", count=6)


def debate_is_to_end(cast: Cast) -> None:
    """The straw poll is over; somebody moves to end the debate."""
    cast.do(CHAIR, meetings.close_straw, straw_id=cast.shown()["straw"]["straw_id"])
    cast.do("蒋文静", meetings.move_close_debate)


def a_pause(cast: Cast) -> None:
    """The room counted for ending the debate, and rests."""
    asked = cast.shown()
    cast.do(CHAIR, meetings.count_room, question_id=asked["question"]["question_id"], votes_for=asked["present"] - 6,
            votes_against=4, votes_abstain=2)
    cast.do(CHAIR, meetings.suspend, reason="休息十分钟，请大家看墙上的分摊表")


def a_vote(cast: Cast) -> None:
    """The motion is put to the vote; some have voted."""
    cast.do(CHAIR, meetings.resume)
    cast.do(CHAIR, meetings.put_to_vote)


def a_result(cast: Cast) -> None:
    """Everybody else votes, it is counted, and the outcome said."""
    vote_along(cast.store)
    cast.do(CHAIR, meetings.close_vote)


def a_hearing(cast: Cast) -> int:
    """A hearing announced eleven days ago, in the midst of its statements now; its id."""
    cast.away = timedelta(days=-12)
    matter = cast.town.do("侯艳红", matters.propose, community_id=1, **WESTGATE)["matter_id"]
    for who in NEIGHBOURS:
        if who != "侯艳红":
            cast.town.do(who, matters.endorse, matter_id=matter)
    cast.town.do(SECRETARY, matters.admit, matter_id=matter, reason="关系到全社区的车和孩子，先开听证会。")
    begins = cast.store.clock() + timedelta(days=12)
    id: int = cast.town.do(SECRETARY, meetings.convene, body_id=cast.body("hearing"), matter_id=matter, starts_at=begins,
                           place="党群服务中心二楼会议室", chair_id=cast.town.people["高文丽"], **PAPER)["meeting_id"]
    for who, role in PARTS.items():
        cast.do(SECRETARY, sittings.give_part, meeting_id=id, person_id=cast.town.people[who], role=role)
    for group, names in REPRESENTATIVES.items():
        for who in names:
            cast.do(who, sittings.sign_up, meeting_id=id, group=group)
    cast.do(SECRETARY, sittings.draw_lots, meeting_id=id)
    cast.do(SECRETARY, sittings.publish_participants, meeting_id=id)
    cast.away = timedelta()
    _heard(cast, id)
    return id


def _heard(cast: Cast, id: int) -> None:
    chair, here = "高文丽", {"meeting_id": id}
    cast.do(chair, meetings.open_meeting, **here)
    for who in ("石磊", *REPRESENTATIVES["stakeholder"], *REPRESENTATIVES["public"][:2]):
        cast.do(who, meetings.check_in, **here)
    cast.do(chair, phases.enter_phase, **here, phase="opening")
    cast.do(chair, phases.read_rules, **here)
    cast.do(chair, phases.enter_phase, **here, phase="presentation")
    _says(cast, here, "石磊", "addition", "只在工作日的一小时单行，出口改走南门，先试一个月。")
    cast.do(chair, phases.enter_phase, **here, phase="questioning")
    cast.do(chair, phases.enter_phase, **here, phase="views")
    _says(cast, here, "冯志强", "for", "我每天送孩子，车缝里过实在怕。")
    cast.do("邹慧", meetings.submit_statement, **here, stance="against", text="南门口早上也堵，先把早市的摊点理顺。")
    for who, stance in (("田雨欣", "against"), ("孙志远", "for")):
        cast.do(who, meetings.raise_hand, **here, stance=stance)
    cast.do(chair, meetings.give_floor, **here)


def _says(cast: Cast, here: dict[str, int], who: str, stance: str, text: str) -> None:
    cast.do(who, meetings.raise_hand, **here, stance=stance)
    turn = cast.do("高文丽", meetings.give_floor, **here)["turn_id"]
    cast.do("高文丽", meetings.end_turn, **here)
    cast.do("高文丽", meetings.note_turn, **here, turn_id=turn, text=text)
