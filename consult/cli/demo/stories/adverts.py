"""The income from adverts: adopted by the council, declined by the joint meeting, which may not decide it."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted, reply
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Decision

ADVERTS = proposal(
    "单元门和道闸的广告收益怎么用",
    "单元门和道闸上的广告一年有4.8万元进账，大家只知道有这笔钱，不知道花在哪里。"
    "有人想添几把休息椅，有人想给老人办重阳节，有人说先补维修资金。能不能坐下来定一回？",
    "全社区", "全体业主", "账先公布，再商量用途，写明每年花多少、谁来管。", Category.PROPERTY_SERVICE,
)
COUNCIL = Script(
    said=(
        Said("傅雅琴", FOR, "三年的账一次公布，我就服气。每年拿一万给老人过个节，不算多。"),
        Said("冯志强", AGAINST, "维修资金余额不到三成，屋面漏了都修不起。钱要用在刀刃上，不能吃吃喝喝。"),
        Said("邹慧", ASKS, "这笔钱议事会能不能定？我听说要业主一起投票。"),
        Said("程国栋", ADDS, "账在这里，三年一共13.6万，没有动过。怎么用，业委会想先听大家的意见。"),
        Said("魏长林", FOR, "休息椅要装。我老伴从大门走到家要歇三次，坐花坛边上，冬天冰凉。"),
        Said("潘建华", AGAINST, "一样花一点，最后什么都没办成。要么全补维修资金，要么攒着。"),
    ),
    motion=Moved("傅雅琴", "青禾苑业委会", "广告收益每年六成补充维修资金，三成添置休息设施，一成办重阳节；每季度公布收支", -40),
    present=33, votes=(26, 5, 2), ended=Ended(Outcome.ADOPTED, owner="青禾苑业委会", in_days=-40),
    there=("赵国强",), excused=("钟玉华", "汤桂荣", "贺长青"),
)
JOINT = Script(
    said=(
        Said("卫国梁", ASKS, "这笔钱是谁的？先把归属说清楚，我们才好表态。"),
        Said("程国栋", ADDS, "扣掉成本以后属于全体业主。怎么用，应当由业主共同决定，联席会议不好替业主作主。"),
        Said("高文丽", ADDS, "议事会的意见很有用，请业委会原样带到业主大会去。"),
    ),
    present=7, ended=Ended(
        Outcome.REJECTED, reason="收益属于全体业主共有，应由业主共同决定，联席会议不替业主表决。"),
)
REASON = (
    "不是意见不好，是联席会议没有权力定这件事。利用公共部位所得的收入，扣除成本后属于全体业主共有"
    "（民法典第二百八十二条），动用要由业主共同决定（第二百七十八条）。议事会26票赞成的用途方案，"
    "业委会已经答应列为下一次业主大会的议题；三年的账从今天起贴在公告栏。"
)


def adverts(town: Town) -> Story[None]:
    """From the proposal to a reply that says whose decision it is."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "傅雅琴", ADVERTS, days_ago=139, households=18,
        reason="大家关心的是账目公开和用途，先在议事会形成意见。最后由谁决定，会上一并说清楚。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(122, "09:40"), starts_at=stage.at(116))
    yield from record(town, sitting, stage.at(113, "15:30"), added="业委会出示的三年账目，张贴在党群服务中心公告栏。")
    joint = yield from hold(
        town, matter_id, JOINT, body="joint", notice_at=stage.at(108, "16:10"), starts_at=stage.at(101, "15:40"))
    yield from reply(
        town, matter_id, Decision.DECLINE, at=stage.at(101, "16:30"), reason=REASON, meeting_id=joint.meeting_id)
    yield from record(town, joint, stage.at(98, "10:40"))
