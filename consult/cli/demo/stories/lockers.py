"""The parcel lockers: adopted by the council, adopted in part by the joint meeting, half done."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted, reply
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Decision

LOCKERS = proposal(
    "快递柜占绿地和超时收费",
    "两组快递柜立在中间绿地上，草踩秃了一片；过了十二小时就收费，上班的人回来晚，租房的人更没有办法。"
    "希望柜子搬到硬地上，免费存放的时间放到二十四小时。",
    "中间绿地东侧", "全社区收快递的住户，绿地旁的2幢、3幢", "柜子搬离绿地，免费存放满一天。", Category.PROPERTY_SERVICE,
)
COUNCIL = Script(
    said=(
        Said("丁海涛", FOR, "我天天十点以后到家，一个月光超时费交了三十多块。绿地是大家的，不能给一家公司当铺面。"),
        Said("程国栋", AGAINST, "合同是业委会签的，一年租金一万二，都记在账上。说搬就搬，要赔钱。"),
        Said("杨素梅", FOR, "草坪那块原来孩子跑着玩，现在全是电瓶车进进出出。搬到门岗旁边，走几步路的事。"),
        Said("赵国强", ADDS, "门岗旁的硬地放得下一组，放两组就挡了消防通道。这一条请大家先知道。"),
        Said("韩大勇", AGAINST, "我腿脚不好，柜子在楼下拿着方便。搬到大门口，下雨天谁去拿？"),
        Said("田雨欣", ASKS, "二十四小时免费，公司要是不答应怎么办？"),
        Said("程国栋", ADDS, "免费时间可以谈，合同里写着“按小区管理要求调整”。搬两组，我没有把握。"),
    ),
    written=(Said("唐晓东", FOR, "租房的也是住户。二十四小时免费，我们就不用托邻居拿了。"),),
    motion=Moved("丁海涛", "青禾苑业委会", "两组快递柜都搬离绿地，移到门岗旁的硬地；免费存放时间由12小时延长到24小时", 38),
    present=34, votes=(22, 9, 3), ended=Ended(Outcome.ADOPTED, owner="青禾苑业委会", in_days=38),
    there=("赵国强",), excused=("邓秋菊",),
)
JOINT = Script(
    said=(
        Said("程国栋", ADDS, "和公司谈了两回：免费时间当月就改；两组都搬，提前解约要赔2.4万元。先搬一组，不赔。"),
        Said("赵国强", FOR, "门岗旁正好放一组。先搬靠近儿童沙坑的那一组。"),
        Said("徐永昌", FOR, "老年人怕的是雨天路滑，搬过去的那一组请加个雨棚。"),
    ),
    motion=Moved("程国栋", "青禾苑业委会", "先搬一组并加雨棚，免费存放延长到24小时；另一组等合同期满再搬", 38),
    present=6, votes=(6, 0, 0), ended=Ended(Outcome.ADOPTED, owner="青禾苑业委会", in_days=38),
)
REASON = (
    "免费存放已经延长到24小时；先搬一组到门岗旁，加雨棚。另一组合同还没有期满，提前解约要赔2.4万元，"
    "这笔钱要从全体业主的收益里出，不合算，所以等期满再搬。剩下的一组搬走之前，业委会每季度修补一次草坪。"
)


def lockers(town: Town) -> Story[None]:
    """From the proposal to the reply, and a locker that is still to move."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "丁海涛", LOCKERS, days_ago=152, households=15,
        reason="涉及公共绿地和全体住户的使用习惯，提交居民议事会。请业委会把合同带来，让大家看明白。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(134, "10:00"), starts_at=stage.at(128))
    yield from record(town, sitting, stage.at(125, "14:20"), added="业委会当场把合同传阅，期限和租金与发言一致。")
    joint = yield from hold(
        town, matter_id, JOINT, body="joint", notice_at=stage.at(108, "16:00"), starts_at=stage.at(101, "14:30"))
    yield from reply(
        town, matter_id, Decision.ADOPT_IN_PART, at=stage.at(101, "15:25"), reason=REASON, unit="青禾苑业委会",
        due_on=stage.day(38), meeting_id=joint.meeting_id)
    yield from record(town, joint, stage.at(98, "09:50"))
