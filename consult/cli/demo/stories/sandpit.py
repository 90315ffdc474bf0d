"""The playground: rejected by the council, with a reason."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome

SANDPIT = proposal(
    "儿童游乐场的地面换成沙坑",
    "游乐场的塑胶地面夏天烫脚、有气味，裂了两处。孩子喜欢玩沙，换成沙坑便宜又有趣。"
    "也有人担心猫狗进沙坑不卫生，物业担心每天打扫。想请大家比一比沙坑和塑胶。",
    "中间绿地儿童游乐场", "有孩子的约90户，游乐场旁的2幢", "定下换沙坑还是补塑胶，下学期开学前做好。", Category.ENVIRONMENT,
)
COUNCIL = Script(
    said=(
        Said("苏婉", FOR, "孩子在沙坑里能玩一下午，不看手机。两三万块钱，比塑胶省一半。"),
        Said("曹凤英", AGAINST, "猫就喜欢在沙里拉。孩子手往嘴里一放，出了事谁负责？"),
        Said("蒋文静", FOR, "晚上盖网、早上揭开，城里幼儿园都是这么做的。家长可以排班。"),
        Said("赵国强", ADDS, "盖网、翻沙、消毒，每天要一个人工。现在的保洁只有五个人，抽不出来。"),
        Said("潘建华", AGAINST, "排班头一个月有人，第二个月就没有了。修补塑胶，八千块钱，一周就好。"),
        Said("沈月琴", AGAINST, "沙子随风跑，2幢一楼的窗台擦不完。"),
        Said("夏雨晴", ADDS, "卫生上说一句：沙坑要是没有人天天管，确实不如塑胶地面。"),
        Said("任小军", ASKS, "修补的塑胶有没有检测报告？气味大的话，还是伤孩子。"),
    ),
    motion=Moved("苏婉", "青禾物业", "塑胶地面换成沙坑，每晚盖网，家长排班管理", -30, "约2.6万元"),
    present=33, votes=(11, 20, 2), there=("赵国强", "夏雨晴"), excused=("易凤兰", "贺长青"), secret=True,
    ended=Ended(
        Outcome.REJECTED,
        reason="多数人担心每天的清洁没有人长期管。塑胶裂缝由物业先修补，材料的检测报告贴在游乐场；"
               "家长如果能组成固定的管理小组，可以再提。"),
)


def sandpit(town: Town) -> Story[None]:
    """From the proposal to a no that says why, and how it could become a yes."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "苏婉", SANDPIT, days_ago=84, households=13,
        reason="公共场地改造，家长和邻近住户的想法不同，提交居民议事会。请物业和卫生服务站到会。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(72, "10:15"), starts_at=stage.at(66))
    yield from record(town, sitting, stage.at(63, "11:20"), added="会后物业答复：裂缝一周内修补，检测报告一并张贴。")
