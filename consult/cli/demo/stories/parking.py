"""Parking at night: deferred with a date; the minutes wait for the secretary."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome

PARKING = proposal(
    "夜间停车：先到先得，还是一户一位",
    "420户，188个车位。有两辆车的要先到先得，晚班司机半夜回来转三圈没地方停，要固定位；"
    "没有车的怕把孩子的活动场地划没了。想请大家定一个都能过得去的办法。",
    "全社区地面车位", "有车的约260户，晚班司机，没有车的住户", "先定原则，再定细则；第二辆车有去处。", Category.PARKING,
)
COUNCIL = Script(
    said=(
        Said("廖永刚", FOR, "我开夜班车，一点到家，每天在外面路边停，罚过四回。一户一位，摇号，我认命。"),
        Said("尹志刚", AGAINST, "两辆车都交了钱，凭什么一辆进不来？先到先得，几十年都是这么过的。"),
        Said("丁海涛", FOR, "我家两辆。第二辆停隔壁税务所院子，晚七点到早七点，只要谈得下来，我支持。"),
        Said("文小兵", AGAINST, "摇不中的怎么办？一摇摇三年，三年没地方停？"),
        Said("蒋文静", ADDS, "中间绿地旁那八个位，是孩子骑车的地方，无论怎么分，请不要动。"),
        Said("赵国强", ADDS, "夜里到底有多少辆，我们只有白天的数。给两周，物业数一遍，隔壁单位也去谈。"),
        Said("郑淑珍", ASKS, "残疾人的车、看病的车，留几个？"),
    ),
    written=(Said("陆建平", AGAINST, "没有准数就表决，输赢都不服。先数车，再开会。"),),
    motion=Moved("丁海涛", "青禾苑业委会", "一户一位摇号，第二辆车夜间错峰借用隔壁单位停车场", 60, "与隔壁单位签借用协议"),
    present=35, there=("赵国强", "陆建平"), excused=("曹凤英", "庞玉珍"),
    ended=Ended(
        Outcome.DEFERRED, in_days=14,
        reason="夜间车辆的准数和隔壁单位的答复都还没有。物业两周内数完夜间车辆，业委会同隔壁单位谈错峰借用，"
               "有了这两样再议；动议人同意先撤回。"),
)


def parking(town: Town) -> Story[None]:
    """From the proposal to a date on which it is taken up again."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "廖永刚", PARKING, days_ago=27, households=23,
        reason="车位不够是老问题，牵涉每一家，提交居民议事会一事一议。请物业和业委会带数据到会。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(8, "09:30"), starts_at=stage.at(2))
    yield from record(
        town, sitting, stage.at(1, "16:30"), publish=False,
        edits={"两辆车都交了钱": "两辆车都交了停车费，凭什么一辆进不来？先到先得，几十年都是这么过的。"})
