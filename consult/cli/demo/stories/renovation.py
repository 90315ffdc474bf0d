"""What to repair first: passed by the council, then brought before the two committees."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome

RENOVATION = proposal(
    "老旧小区改造先修什么",
    "上级补助380万元，大家列的清单要590万元，差210万元。楼上漏水的要修屋面，一楼返水的要换管网，"
    "沿街的要刷外墙，年轻人要充电桩。不能样样都上，请大家排个先后。",
    "全社区", "每一户", "排出先后，写明第一批做哪几样，第二批等什么。", Category.FACILITIES,
)
COUNCIL = Script(
    said=(
        Said("邱振华", FOR, "我家漏了五年，拿盆接。基础的先修，外墙好看不当饭吃。"),
        Said("叶秀珍", AGAINST, "沿街的外墙皮往下掉，砸过一辆车。这也是安全，怎么就成了“好看”？"),
        Said("廖永刚", FOR, "一楼返水，夏天没法住人。雨水、污水分开，才是根子。"),
        Said("白晓燕", AGAINST, "年轻人交的物业费一分不少，充电桩排到最后，年年都说下一批。"),
        Said("石磊", ADDS, "补助的文件写得清楚：基础类要先做完，才能做完善类。充电桩可以另外申请一笔。"),
        Said("顾维民", ASKS, "掉皮的那一段外墙，能不能算在基础类里先补？"),
        Said("石磊", ADDS, "危险的那一段可以算，整面刷新不行。"),
        Said("叶秀珍", FOR, "先把掉皮的补上，我就没有意见。"),
    ),
    motion=Moved(
        "邱振华", "青禾社区居委会", "第一批做雨污分流、屋面防水、楼道照明和危险外墙修补；第二批做充电桩和沿街外墙，另行申请资金", 45,
        "上级补助380万元以内"),
    present=36, votes=(29, 5, 2), there=("石磊",), excused=("万德福", "魏长林"),
    ended=Ended(
        Outcome.ESCALATED, escalated_to="two_committees",
        reason="排序已经表决通过。补助资金的申报和使用属于重大社区事项，提交“两委”联席会议决定。"),
)


def renovation(town: Town) -> Story[None]:
    """From the proposal to the docket of the two committees."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "邱振华", RENOVATION, days_ago=37, households=24,
        reason="关系到每一户，补助资金有期限，提交居民议事会排出先后，再报“两委”联席会议。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(19, "09:30"), starts_at=stage.at(12))
    yield from record(town, sitting, stage.at(9, "15:00"), added="会后张贴了分项造价表，数字以造价表为准。")
