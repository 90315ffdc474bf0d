"""Other kinds of sitting: a hearing to come that residents sign up for, a forum that was held, two light meetings."""
from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from consult.cli.demo.holding import record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.settling import community_of
from consult.cli.demo.sittings import Sitting
from consult.cli.demo.stage import Stage, Story, Town
from consult.community import actions as register
from consult.community.models import Body
from consult.community.rules.kinds import BodyKind
from consult.community.rules.presets import PRESETS
from consult.matter import actions as matters
from consult.matter.rules.lifecycle import Category
from consult.meeting import actions as meetings
from consult.meeting.actions import phases, sittings
from consult.storage.work import Work

STALLS = proposal(
    "南门口的早市摊点要不要移到停车场", "南门口每天早上有十几个菜摊，买菜方便，可是消防通道被占，上学的孩子要绕到马路上。"
    "街道提出把摊点移到停车场东侧，划线、供水、定时收摊。影响到摊主、临街住户和每天买菜的人，想先听证再定。",
    "南门口和停车场东侧", "南门临街的1幢、2幢，和每天买菜的邻居", "定下移不移、移到哪里、几点收摊，公布听证的意见。",
    Category.ENVIRONMENT,
)
NEIGHBOURS = ("冯志强", "田雨欣", "孙志远", "丁海涛", "邹慧", "龙海燕", "乔丽娟", "唐晓东", "侯艳红", "黎小燕", "李国珍", "沈月琴")
PAPER = """一、现状：南门口早市约十四个摊位，六点到九点半，占用消防通道约三十米。
二、方案：移到停车场东侧，划十六个摊位，接一路水，九点收摊，由物业保洁。
三、依据：消防车通道不得占用；街道便民摊点设置办法。
四、要听的意见：位置合不合适，摊位费收不收，收摊时间，雨天怎么办。"""
SIGNED_UP = {"stakeholder": ("冯志强", "田雨欣", "孙志远", "丁海涛"), "public": ("邹慧", "龙海燕", "乔丽娟")}
ASKED = (
    ("郑淑珍", "小区路灯隔一盏亮一盏，什么时候修？"), ("崔桂莲", "食堂能不能晚上也开？"),
    ("钟玉华", "天然气管改造后，楼道的洞谁来补？"), ("邵国庆", "能不能把健身器材挪到5幢后面？"),
)


def form_bodies(town: Town) -> None:
    """The bodies that hold hearings and forums."""
    by_the_system = town.stage.by_the_system
    town.bodies["hearing"] = by_the_system(lambda work: _form(work, town, BodyKind.HEARING))
    town.bodies["forum"] = by_the_system(lambda work: _form(work, town, BodyKind.PUBLIC_FORUM))


def _form(work: Work, town: Town, kind: BodyKind) -> int:
    return register.form_body(
        work, community=community_of(work, town), preset=replace(PRESETS[kind], answer_days=30),
        answered_by=work.get(Body, town.bodies["joint"], lock=False),
    ).id


def hearing(town: Town) -> Story[None]:
    """Proposed, admitted, a hearing called for next week; seven residents have signed up so far."""
    stage = town.stage
    yield stage.at(30, "19:20")
    matter = town.do("侯艳红", matters.propose, community_id=town.community_id, **asdict(STALLS))["matter_id"]
    for nth, who in enumerate(NEIGHBOURS):
        if who != "侯艳红":
            yield stage.at(29 - nth // 2, "20:30") + timedelta(minutes=nth)
            town.do(who, matters.endorse, matter_id=matter)
    yield stage.at(20, "10:00")
    town.do(town.secretary, matters.admit, matter_id=matter, reason="关系到摊主、临街住户和全社区，各方想法不同，先开听证会。")
    yield stage.at(4, "16:00")
    made = town.do(
        town.secretary, meetings.convene, body_id=town.bodies["hearing"], matter_id=matter, place="党群服务中心二楼会议室",
        starts_at=stage.at(-7, "19:00"), chair_id=town.people["高文丽"], paper_title="南门早市摊点调整方案",
        paper_text=PAPER,
    )
    _arrange(town, made["meeting_id"])
    yield from _sign_up(stage, town, made["meeting_id"])


def _arrange(town: Town, meeting_id: int) -> None:
    parts = {"吴建平": "panel", "殷晓红": "panel", "罗明霞": "panel", "林秀芬": "recorder", "石磊": "presenter", "顾维民": "monitor"}
    for who, role in parts.items():
        town.do(town.secretary, sittings.give_part, meeting_id=meeting_id, person_id=town.people[who], role=role)


def _sign_up(stage: Stage, town: Town, meeting_id: int) -> Story[None]:
    for group, names in SIGNED_UP.items():
        for nth, who in enumerate(names):
            yield stage.at(3, "18:00") + timedelta(hours=7 * nth)
            town.do(who, sittings.sign_up, meeting_id=meeting_id, group=group)


def forum(town: Town) -> Story[None]:
    """Held three weeks ago: four questions, each with its end; one promise is still open."""
    stage = town.stage
    yield stage.at(26, "09:30")
    made = town.do(
        town.secretary, meetings.convene, body_id=town.bodies["forum"], place="中间绿地", starts_at=stage.at(21, "15:00"))
    here = {"meeting_id": made["meeting_id"]}
    yield stage.at(21, "15:00")
    town.do(town.facilitator, meetings.open_meeting, **here)
    town.do(town.facilitator, phases.enter_phase, **here, phase="report")
    yield stage.at(21, "15:25")
    town.do(town.facilitator, phases.enter_phase, **here, phase="talk")
    asked = [town.do(who, sittings.ask_question, **here, text=text)["question_id"] for who, text in ASKED]
    yield stage.at(21, "16:10")
    town.do(town.facilitator, phases.enter_phase, **here, phase="settle")
    _settle(town, here, asked)
    yield stage.at(21, "16:40")
    town.do(town.facilitator, meetings.close_meeting, **here)
    yield from record(town, Sitting(made["meeting_id"], 0, 0), stage.at(19, "10:00"))


def _settle(town: Town, here: dict[str, int], asked: list[int]) -> None:
    day = town.stage.day
    lamps, meals, holes, benches = asked

    def say(id: int, end: str, words: str, **more: Any) -> None:
        town.do(town.facilitator, sittings.end_question, **here, question_id=id, end=end, words=words, **more)

    say(lamps, "promised", "物业已经报修，换成节能灯，一个月内全部亮起来。", who="青禾物业", due_on=day(9))
    say(meals, "referred", "食堂由街道统一招标，已经把意见转过去。", who="街道社会事务办")
    say(holes, "answered", "燃气公司下周一进场补洞，名单贴在每个单元门口。")
    say(benches, "explained", "5幢后面是消防登高场地，不能放固定器材。")


def courtyard(town: Town) -> Story[None]:
    """A courtyard meeting and a building meeting, each noted on a phone; one issue became a matter."""
    stage = town.stage
    yield stage.at(12, "20:40")
    town.do("罗明霞", sittings.note_light_meeting, community_id=town.community_id, kind="courtyard_meeting",
            held_on=stage.day(-12), place="2幢前院坝", present=23,
            issues="沈师傅：下雨天院坝积水，老人过不去\n晒被子的绳子拉到了过道上\n快递三轮车开得太快")
    yield stage.at(5, "21:10")
    town.do("宋立华", sittings.note_light_meeting, community_id=town.community_id, kind="building_meeting",
            held_on=stage.day(-5), place="4幢一单元门厅", present=11, issues="王姐：门禁坏了三天没人修")




STORIES = (hearing, forum, courtyard)
