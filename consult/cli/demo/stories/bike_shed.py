"""The charging shed: one matter from a proposal to the work under way, with everything in between."""
from __future__ import annotations

from consult.cli.demo.holding import hold, record
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import admit, gather, propose, reply
from consult.cli.demo.stories import words
from consult.matter import actions as matters
from consult.matter import queries
from consult.matter.rules.lifecycle import Category
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Decision

SHED = proposal(
    "电动自行车充电棚建在哪里",
    "大家都要安全充电，不再从窗口“飞线”；可是谁家门口也不想多一份火险。能建的地方有三处："
    "东门空地、8幢山墙、垃圾房旁。规划60个车位。想请大家三处选一处，再把防火和噪音的要求一条条写清楚。",
    "东门空地、8幢山墙、垃圾房旁，三处选一处", "全社区约130辆电动自行车；选址旁边的住户",
    "半年之内建好能用的充电棚，有烟感，有断电保护。", Category.SAFETY,
)
COUNCIL = Script(
    said=(
        Said("邵国庆", AGAINST, "8幢山墙里头就是卧室。真起了火，先烧的是我们八户。这个地方我不同意。"),
        Said("任小军", FOR, "“飞线”三年查了十一次还在，不给地方充就禁不住。我送外卖，一天充两回，只求有个正经地方。"),
        Said("赵国强", ADDS, "三处都量过。东门离消防栓最近，离住宅墙面十二米；垃圾房旁要迁一根电杆，多花四万元。"),
        Said("乔丽娟", AGAINST, "东门是唯一能让孩子骑车的空地。8幢的担心解决了，东门这边的噪音没有人问过。"),
        Said("蒋文静", ASKS, "充满以后会不会一直通电？夜里有没有人看？"),
        Said("赵国强", ADDS, "充满自动断电，夜里十点以后不充。烟感接到门岗，二十四小时有人。"),
        Said("武建业", FOR, "我住12幢，离东门最近。给孩子留出一条道，我同意建在东门。"),
        Said("龙海燕", AGAINST, "建可以，先试。三个月里要是老响警报、老有人投诉，就得能拆。"),
        Said("万德福", ADDS, "我不会点手机，我就举个手。充电的价钱要贴在棚子上，别让老人去问手机。"),
        Said("邵国庆", ADDS, "不建在山墙，我就没有意见了。与住宅墙面的距离请写进决定里。"),
    ),
    written=(
        Said("乔丽娟", AGAINST, "请把“留出儿童活动带”写进动议，不然以后谁都不认。"),
        Said("傅雅琴", FOR, "赞成试运行三个月，期满请居民评议，再定留不留。"),
    ),
    motion=Moved(
        "任小军", "青禾物业",
        "选东门空地，设60个车位，留出9米儿童活动带；与住宅墙面保持消防要求的距离；装烟感和断电保护；"
        "试运行三个月，期满由居民评议，再定是否保留", 7, "街道安全整治补助9万元",
    ),
    votes=(27, 4, 2), ended=Ended(Outcome.ADOPTED, owner="青禾物业", in_days=7),
    there=("王慧敏", "赵国强"), excused=("贺长青", "钟玉华"),
)
JOINT = Script(
    said=(
        Said("赵国强", FOR, "施工方案和报价做好了，三家里取了中间那家。工期四十天，不占消防通道。"),
        Said("卫国梁", ADDS, "派出所会同消防上门看过，东门的间距够。请把灭火器和烟感的检查记录每月报一次。"),
        Said("程国栋", ASKS, "九万元补助要是不够，超出的部分谁出？账要贴出来，业主要看得到。"),
        Said("高文丽", FOR, "不够的由物业承担。乔女士说的噪音，列进试运行的评议项目；同一方向五户以上投诉，提前复议。"),
    ),
    motion=Moved(
        "高文丽", "青禾物业", "采纳议事会的决定，按东门方案施工，噪音列入评议项目，收支张贴公布", 7,
        "街道安全整治补助9万元，超出部分由物业承担"),
    present=7, votes=(7, 0, 0), ended=Ended(Outcome.ADOPTED, owner="青禾物业", in_days=7),
)
REASON = (
    "东门离消防栓最近，与住宅墙面的间距经派出所会同消防现场核过；费用9万元由街道安全整治补助支付，"
    "超出部分由物业承担，收支张贴公布。对不同意见的说明：噪音列入三个月后的评议项目，夜里十点后断电不充；同一方向有五户以上投诉，提前复议。"
    "因会议改期，答复晚了三天，向大家说明。"
)


def bike_shed(town: Town) -> Story[None]:
    """The whole way: joined by a neighbour's matter, discussed, voted, recorded, answered late, under way."""
    stage = town.stage
    matter_id = yield from propose(town, "王慧敏", SHED, stage.at(120, "20:10"))
    yield from gather(town, matter_id, 23, by="王慧敏", until=stage.at(113, "18:40"))
    yield from admit(town, matter_id, stage.at(112, "10:20"),
                     "涉及公共场地和消防安全，三处选址各有利弊，提交居民议事会一事一议。请物业先量好间距再到会。")
    sitting = yield from hold(
        town, matter_id, COUNCIL, notice_at=stage.at(100, "09:30"), starts_at=stage.at(94))
    yield from record(
        town, sitting, stage.at(91, "15:05"),
        edits={"“飞线”三年": "“飞线”三年查了11次还在，不给地方充就禁不住。送外卖的一天充两回，只求有个正经地方。"},
        added="会后物业补充：三处选址的测量图张贴在东门公告栏，张贴15天。",
    )
    joint = yield from hold(
        town, matter_id, JOINT, body="joint", notice_at=stage.at(70, "16:00"), starts_at=stage.at(61, "14:30"))
    yield from reply(
        town, matter_id, Decision.ADOPT, at=stage.at(61, "16:40"), reason=REASON, unit="青禾物业",
        due_on=stage.day(7), meeting_id=joint.meeting_id)
    yield from record(town, joint, stage.at(59, "10:10"), added="各成员单位对本纪要没有异议。")


def stairwell_charging(town: Town) -> Story[None]:
    """A neighbour's matter that joins the shed while both are being screened."""
    stage = town.stage
    matter_id = yield from propose(town, "黎小燕", words.STAIRWELL_CHARGING, stage.at(119, "21:30"))
    yield from gather(town, matter_id, 12, by="黎小燕", until=stage.at(115, "20:00"))
    yield stage.at(114, "11:00")
    with stage.store.read() as db:
        into = queries.similar(db, town.community_id, SHED.title, but=matter_id)[0].no
    town.do(town.secretary, matters.suggest_join, matter_id=matter_id, into_no=into, reason=words.WHY_JOIN_SHED)
    yield stage.at(113, "19:20")
    town.do("黎小燕", matters.answer_join, matter_id=matter_id, agreed=True)
