"""Clutter in the corridors: the joint meeting sent part of it on to the street, which is late."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted, reply
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Decision

CLUTTER = proposal(
    "楼道堆物怎么清，旧家具放哪里",
    "消防检查要求限期清理楼道。物业说一天清完，可是有的老人舍不得旧家具，也搬不动。"
    "希望先给几天自己清，再请人帮忙搬，实在舍不得的有个地方暂放几天。",
    "各幢楼道", "堆了东西的约40户，和要从楼道逃生的每一户", "清得掉、留得住人情，以后不再堆。", Category.SAFETY,
)
COUNCIL = Script(
    said=(
        Said("康明亮", FOR, "真着了火，楼道就是命。七天够了，再不搬就得有人来搬。"),
        Said("崔桂莲", AGAINST, "不是不肯搬，是搬不动。我对门八十二了，那个柜子是她老伴打的，你让她扔，她哭。"),
        Said("赵国强", ADDS, "物业出车、出两个人，免费运。只要有人在场点头，我们才动手。"),
        Said("江月", FOR, "我们几个年轻的周末帮着搬，先从……对，先从顶楼往下清。"),
        Said("秦淑芬", AGAINST, "一天清完那是撵人。给个地方放十天，儿女周末回来再商量，行不行？"),
        Said("郝春生", ASKS, "暂存的地方在哪里？地下室潮，放坏了谁赔？"),
        Said("罗明霞", ADDS, "社区自己没有空房，要请街道想想办法。登记的事网格来做。"),
    ),
    written=(Said("白晓燕", ADDS, "清完以后请在楼道口贴一张“这里是逃生通道”，别再堆回来。"),),
    motion=Moved(
        "康明亮", "青禾物业", "七天自清，志愿者帮搬，设一处十天暂存间；十天以后无人认领的，由家属签字再处理", -45,
        "运车由物业出，暂存间请街道协调"),
    present=33, votes=(28, 3, 2), ended=Ended(Outcome.ADOPTED, owner="青禾物业", in_days=-45),
    there=("赵国强", "罗明霞"), excused=("万德福", "魏长林"),
)
JOINT = Script(
    said=(
        Said("赵国强", ADDS, "楼道清了八成，剩下的几户就等暂存间。"),
        Said("宋敏之", ADDS, "学校的空教室开学要用，借不出来，很过意不去。"),
        Said("高文丽", FOR, "各家都没有空房。街道西边有个闲置车库，归城管办管，我们去请。"),
    ),
    motion=Moved("高文丽", "青禾社区居委会", "请街道城市管理办公室协调闲置车库作十天暂存间，居委会跟进", -3),
    present=7, votes=(7, 0, 0), ended=Ended(Outcome.ADOPTED, owner="青禾社区居委会", in_days=-3),
)
REASON = (
    "楼道清理由物业继续办，八成已经清完；暂存间社区和各成员单位都没有空房，"
    "转请柳荫街道城市管理办公室协调西侧闲置车库，借用十天。居委会每周问一次进度，问到的结果写在这一页上。"
)


def clutter(town: Town) -> Story[None]:
    """From the proposal to a reply that asks the street, which should have answered by now."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "江月", CLUTTER, days_ago=103, households=19,
        reason="安全是硬要求，怎么清是可以商量的。请物业、网格和几位楼栋长一起到会。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(88, "09:30"), starts_at=stage.at(82))
    yield from record(
        town, sitting, stage.at(79, "16:00"),
        edits={"我们几个年轻的": "我们几个年轻的周末帮着搬，先从顶楼往下清。"},
        added="会上当场有11人报名帮搬，名单在网格长罗明霞处。")
    joint = yield from hold(
        town, matter_id, JOINT, body="joint", notice_at=stage.at(70, "16:10"), starts_at=stage.at(61, "15:50"))
    yield from reply(
        town, matter_id, Decision.REFER, at=stage.at(61, "16:50"), reason=REASON, due_on=stage.day(-3),
        referred_to="柳荫街道城市管理办公室", meeting_id=joint.meeting_id)
    yield from record(town, joint, stage.at(59, "10:50"))
