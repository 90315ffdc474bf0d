"""The bins: adopted by the council, and no reply from the joint meeting, though it is overdue."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome

BINS = proposal(
    "12幢保留一个误时投放点",
    "撤桶并点以后，12幢的人扔一袋垃圾要走180米。老人嫌远，上早班的赶不上七点的投放时间。"
    "保洁说不撤就分不好，这也是实话。能不能在12幢留一个误时投放点？",
    "12幢西侧", "12幢全部住户，上早班、晚班的人", "留一个点，分得好就留下去，分不好就撤。", Category.ENVIRONMENT,
)
COUNCIL = Script(
    said=(
        Said("易凤兰", FOR, "一百八十米，下雪天提着厨余走过去，我摔过一回。不是懒，是走不动。"),
        Said("卢金凤", AGAINST, "别的楼也远，12幢留了，我们5幢留不留？口子一开就收不住。"),
        Said("武建业", FOR, "我开早班车，五点半出门，七点的桶我一辈子赶不上。"),
        Said("赵国强", ADDS, "误时点要有人看、有灯、有水。先装一个摄像头提醒，三个月看混投率。"),
        Said("乔丽娟", FOR, "我愿意当头一个月的督导员，早晚各看一次。"),
        Said("金秀云", ASKS, "摄像头对着谁家？拍到的谁能看？"),
        Said("赵国强", ADDS, "只对着桶，不对窗户，画面存七天，只在查乱扔的时候两个人一起看。"),
        Said("卢金凤", ADDS, "写上“三个月以后评议，分不好就撤”，我就同意。"),
    ),
    motion=Moved(
        "武建业", "青禾物业", "12幢保留一个误时投放点，装灯和只对桶的摄像提醒，三个月后由居民评议，分不好就撤", 20,
        "请社区党建联席会议落实电源和保洁人手"),
    present=33, votes=(31, 2, 0), ended=Ended(Outcome.ADOPTED, owner="青禾物业", in_days=20),
    there=("赵国强",), excused=("钟玉华", "万德福", "顾维民"),
)


def bins(town: Town) -> Story[None]:
    """From the proposal to a docket where it has lain too long."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "武建业", BINS, days_ago=60, households=16,
        reason="涉及投放点的布局和几栋楼之间的公平，提交居民议事会。请物业准备近三个月的分类数据。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(46, "09:20"), starts_at=stage.at(39))
    yield from record(town, sitting, stage.at(36, "15:45"), added="乔丽娟自愿担任首月督导员，大家鼓掌。")
