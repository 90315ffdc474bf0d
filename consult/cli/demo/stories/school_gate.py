"""The school gate: adopted by the council; the joint meeting that replies is convened."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script, convene
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome

SCHOOL_GATE = proposal(
    "小学门口设一段接送区",
    "下午四点到五点，青禾路小学门口三排电动车、两排汽车，孩子从车缝里钻。救护车上个月堵了十分钟。"
    "希望划一段接送区，有人值守，到点散开。",
    "青禾路小学门口", "接送孩子的约300个家庭，沿路住户", "划线、错峰、有人值守，请学校和派出所一起定。", Category.SAFETY,
)
COUNCIL = Script(
    said=(
        Said("龙海燕", FOR, "我天天在那儿站半小时。低年级和高年级错开十五分钟，一半的车就没有了。"),
        Said("任小军", AGAINST, "四点到五点正是送货的时候，整条路不让停，我们吃什么？"),
        Said("宋敏之", ADDS, "学校愿意错峰放学，低年级四点，高年级四点二十。老师送出校门五十米。"),
        Said("卫国梁", ADDS, "划线要交管批，临时的锥桶我们可以摆。值守最好有居民，光靠民警排不开。"),
        Said("尹志刚", FOR, "我退了休，值一天没有问题。再有九个人，一人一天就排满两周。"),
        Said("段晓丽", ASKS, "下雨天怎么办？电动车挤在屋檐下，最乱的就是那时候。"),
        Said("任小军", ADDS, "送货的停五分钟就走，给留两个位子，我就赞成。"),
    ),
    written=(
        Said("黎小燕", FOR, "接送区请画在香樟树那一侧，不要占盲道。"),
        Said("文小兵", ADDS, "雨天学校能不能开门，让家长进前院等？"),
    ),
    motion=Moved(
        "龙海燕", "青禾路小学", "学校错峰放学；16点到17点在校门东侧设接送区，留两个五分钟临停位；居民志愿者两周一轮值守", 25,
        "锥桶由派出所提供，志愿者由网格登记"),
    present=37, votes=(35, 1, 1), ended=Ended(Outcome.ADOPTED, owner="青禾路小学", in_days=25),
    there=("宋敏之", "卫国梁", "黎小燕"), excused=("秦淑芬",),
)


def school_gate(town: Town) -> Story[None]:
    """From the proposal to a docket on which the reply is not due yet."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "龙海燕", SCHOOL_GATE, days_ago=41, households=22,
        reason="涉及学校、派出所和沿路住户几方，提交居民议事会，形成意见后请社区党建联席会议答复。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(25, "09:10"), starts_at=stage.at(18))
    yield from record(
        town, sitting, stage.at(15, "14:10"), added="会上登记值守志愿者9人，还缺1人，请到网格报名。")
    yield from convene(
        town, matter_id, body="joint", notice_at=stage.at(4, "16:00"), starts_at=stage.at(-6, "14:30"),
        place="社区党群服务中心三楼会议室")
