"""Hewan's two matters: a handrail that is under way, and lamps by the river that gather endorsements."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import gather, propose, proposed_and_admitted, reply
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Decision

HANDRAIL = proposal(
    "滨河步道的台阶加扶手",
    "去河边散步要下二十七级台阶，没有扶手，冬天结霜。上个月有位老邻居坐着一级一级挪下来。"
    "加一道扶手，再把最陡的三级改缓。",
    "滨河步道1幢入口", "天天去河边的老人和带孩子的家庭", "两个月之内装好扶手。", Category.ELDER_CARE,
)
LAMPS = proposal(
    "河边的路灯太暗，请加两盏",
    "从2幢到幼儿园的河边路，一百多米只有一盏灯，还被树叶挡着。晚上接孩子全靠手机照。请修枝，再加两盏灯。",
    "2幢到河湾幼儿园的河边路", "接送孩子的家庭，晚上散步的人", "修枝、加灯，不照进一楼的窗户。", Category.SAFETY,
)
COUNCIL = Script(
    said=(
        Said("裴长根", FOR, "我就是坐着挪下来的那个。装一道扶手，花不了几个钱，我自己也愿意出一百。"),
        Said("霍明远", AGAINST, "台阶中间装扶手，婴儿车就抬不下去了。要装装在边上。"),
        Said("杜志军", ADDS, "边上可以装，打孔要避开一根电缆。三天能装完。"),
        Said("靳红", ASKS, "霜冻的时候扶手是冰的，能不能包一层木头？"),
        Said("霍明远", FOR, "装在边上，我赞成。"),
    ),
    motion=Moved("裴长根", "河湾物业", "台阶靠墙一侧装扶手，包防冻层；最陡的三级改缓", 10, "物业维修费列支"),
    present=8, votes=(7, 0, 1), ended=Ended(Outcome.ADOPTED, owner="河湾物业", in_days=10),
    there=("杜志军",), excused=("安志平",),
)
REASON = "扶手装在靠墙一侧，不妨碍婴儿车；防冻层用木包边。最陡的三级改缓要封路两天，时间提前贴出来。"


def handrail(town: Town) -> Story[None]:
    """From the proposal to the work under way."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "裴长根", HANDRAIL, days_ago=52, households=6,
        reason="公共步道的安全设施，提交居民议事会。请物业先看一看电缆走向。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(36, "10:00"), starts_at=stage.at(30, "19:30"),
        place="河湾社区便民服务大厅二楼")
    yield from record(town, sitting, stage.at(27, "10:30"), added="会后大家一起到台阶前看了位置。")
    yield from reply(
        town, matter_id, Decision.ADOPT, at=stage.at(16, "15:00"), reason=REASON, unit="河湾物业",
        due_on=stage.day(10))


def lamps(town: Town) -> Story[None]:
    """Two households of four."""
    matter_id = yield from propose(town, "童心怡", LAMPS, town.stage.at(6, "21:15"))
    yield from gather(town, matter_id, 2, by="童心怡", until=town.stage.at(2, "20:00"))
