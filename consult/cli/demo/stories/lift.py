"""The lift of stairwell 1: its sitting is open now, in the middle of the debate."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from consult.cli.demo.holding import HALL
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import (
    ADDS,
    AGAINST,
    ASKS,
    FOR,
    Moved,
    Said,
    Script,
    Sitting,
    convene,
    move,
    open_and_call,
    raise_hand,
    talk,
    write,
)
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category
from consult.meeting import actions as meetings
from consult.meeting import queries as rooms

LIFT = proposal(
    "3幢1单元加装电梯",
    "我们单元6层12户，平均年龄67岁。五楼有邻居半年没有下过楼，六楼抱着孩子爬楼的上个月摔了一跤。"
    "街道的加装补贴还有四个月截止申请。想请大家坐下来商量两件事：费用怎么分，一楼的采光和噪音怎么补偿。",
    "3幢1单元", "本单元12户，其中一楼两户受采光影响", "请两家有资质的公司出图、报价，张贴出来，让每户都算得清。",
    Category.FACILITIES,
)
COMPENSATION = (
    "委托两家有资质的公司，按“一层不摊、二层起每层递增”出图、报价；一层两户各补偿{}万元；"
    "两份方案张贴15天后，再提交本单元业主共同决定"
)
DEBATE = Script(
    said=(
        Said("张建民", AGAINST, "我不反对装，我要看到钱怎么分。二楼几乎不坐电梯，跟六楼出一样的钱，说不过去。"),
        Said("徐永昌", FOR, "我七十六了，买一袋米要分三趟拎。补贴过几个月就截止，再拖就没有了。五楼、六楼多出，我认。"),
        Said("李国珍", AGAINST, "井道立在我家窗前，白天也要开灯。你们方便了，我的损失要先写清楚，不能等装完再说。"),
        Said("周立群", FOR, "我算过一张表：一层不出，二层两户合出8%，往上每层加6%，六层32%，正好凑齐。表贴在门口了。"),
        Said("邹慧", ASKS, "我们6幢也想装，想问清楚：一楼的补偿是一次付清还是分两次？写不写进协议？"),
        Said("赵国强", ADDS, "井道要占绿化带4平方米，改一处管线，物业配合。以后每月电费和维保大约350元，也要算进去。"),
    ),
    written=(
        Said("吴春燕", FOR, "可以装，但分摊表要先贴出来，让每户算得清自己出多少。"),
        Said("蒋文静", ASKS, "以后维修的钱从哪里出？是单元自己攒，还是动维修资金？"),
        Said("李国珍", AGAINST, "一层补偿应该写进协议，先付一半再开工。"),
    ),
    motion=Moved("陈玉兰", "青禾社区居委会", COMPENSATION.format(1), 30, "勘察费由社区申请街道加装补贴"),
    present=33, there=("卢金凤", "顾维民"), excused=("贺长青", "万德福", "秦淑芬"),
)
WAITING = (
    Said("陈玉兰", FOR, ""), Said("卢金凤", AGAINST, ""), Said("顾维民", ASKS, ""), Said("邹慧", ADDS, ""),
)


def lift(town: Town) -> Story[None]:
    """The lift: the sitting is open, the debate runs, four wait for the floor, the motion is in its second draft."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "王慧敏", LIFT, days_ago=26, households=14,
        reason="加装电梯牵涉整个单元的公共部位和费用分摊，属于可以协商的公共事务，提交居民议事会一事一议。",
    )
    starts_at = begins(stage.now)
    sitting = yield from convene(
        town, matter_id, body="council", notice_at=stage.at(5, "10:05"), starts_at=starts_at, place=HALL)
    yield from open_and_call(town, sitting, DEBATE, town.council, starts_at - timedelta(minutes=12), minutes=11)
    yield starts_at
    town.do(town.facilitator, meetings.open_discussion, meeting_id=sitting.meeting_id,
            discussion_id=sitting.discussion_id)
    yield from talk(town, sitting, DEBATE.said)
    yield from write(town, sitting, DEBATE.written)
    assert DEBATE.motion is not None
    yield from move(town, sitting, DEBATE.motion)
    yield from _raise_the_compensation(town, sitting, DEBATE.motion)
    for part in WAITING:
        yield stage.later(seconds=9)
        raise_hand(town, sitting, part)


def begins(now: datetime) -> datetime:
    """A round time of day, twenty to twenty-five minutes before now."""
    moment = now - timedelta(minutes=20)
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0)


def _raise_the_compensation(town: Town, sitting: Sitting, moved: Moved) -> Story[None]:
    yield town.stage.later(seconds=75)
    with town.stage.store.read() as db:
        motion = rooms.last_motion(db, sitting.discussion_id)
    assert motion is not None
    words: dict[str, Any] = {"who": moved.who, "with_what": moved.with_what, "by_when": motion.by_when}
    town.do(moved.mover, meetings.reword_motion, meeting_id=sitting.meeting_id, motion_id=motion.id,
            what=COMPENSATION.format(1.5), **words)
