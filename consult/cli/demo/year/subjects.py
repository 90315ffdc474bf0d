"""What is proposed in a year, and what is said about it: everyday things of an estate, place by place."""
from __future__ import annotations

from consult.cli.demo import people
from consult.cli.demo.proposals import proposal
from consult.cli.demo.stage import Town
from consult.matter.rules.lifecycle import Category
from consult.matter.rules.proposal import Proposal

WHOLE = ("东门", "西门", "中心花园", "儿童活动场", "地下车库", "健身角", "快递点", "北侧围墙边")
SUBJECTS = (
    ("{}的路灯修一修", "晚上七点以后看不清台阶，已经有两位老人绊过。", "换成声控灯，坏了两天内有人修。", Category.FACILITIES),
    ("{}路面坑洼补平", "下雨积水，推车和轮椅过不去。", "先补坑，再排水，完工请住户看过。", Category.FACILITIES),
    ("{}装一排扶手", "坡度大，冬天结霜，走路要扶墙。", "两侧装防滑扶手，高度照顾坐轮椅的人。", Category.ELDER_CARE),
    ("{}的雨水倒灌", "暴雨时水漫进门厅，沙袋堆了三次。", "疏通管网，雨季前查一遍。", Category.FACILITIES),
    ("{}不再私拉电线充电", "从窗口放线下来给电动车充电，夏天冒过烟。", "选一处装充电桩，夜里有人巡查。", Category.SAFETY),
    ("{}的消防通道别停车", "画了黄线还是天天停，消防车进不来。", "加隔离桩，劝导一个月再说罚。", Category.PARKING),
    ("{}垃圾桶太满", "周末堆到路上，夏天气味大。", "节假日多清一次，桶边冲洗。", Category.ENVIRONMENT),
    ("{}下水道返味", "一到闷热天家家关窗。", "请物业查管道，清淤后公布结果。", Category.ENVIRONMENT),
    ("{}的健身器材松了", "扭腰器晃得厉害，孩子爱爬。", "检修或者更换，贴上保养日期。", Category.CULTURE),
    ("{}加几把休息椅", "老人买菜回来没有地方歇脚。", "每隔一段放一把带靠背的椅子。", Category.ELDER_CARE),
    ("{}夜里太吵", "十点以后还有人放音响、打牌。", "定一个时间，请楼栋长提醒。", Category.NEIGHBOURS),
    ("{}的树枝修一修", "挡住二楼三楼的光，刮风打窗户。", "请园林看过再剪，留下鸟窝那几枝。", Category.ENVIRONMENT),
    ("{}井盖响", "车一过就响，夜里睡不好。", "加垫圈，松动的换新。", Category.FACILITIES),
    ("{}的狗粪没人收", "草地上孩子不敢坐。", "放拾便袋，早晚各巡一次。", Category.NEIGHBOURS),
    ("{}添几组晾衣架", "晴天没有地方晒被子。", "折叠的，用完收起，不占路。", Category.OTHER),
    ("{}设一个量血压的角落", "量个血压要走一里地。", "每周三上午有人值守，费用请卫生站想办法。", Category.HEALTH),
    ("{}周末办读书角", "孩子放假没有去处。", "每周六下午两小时，志愿者轮流。", Category.CULTURE),
    ("{}的小广告清一清", "墙上盖了一层又一层。", "清完刷漆，留一块便民信息栏。", Category.ENVIRONMENT),
    ("{}快递堆在门厅", "进出要侧身，婴儿车过不去。", "划出一处架子，超过两天请本人取走。", Category.PROPERTY_SERVICE),
    ("{}的门禁常坏", "三天两头敞着，生人随便进。", "报修两天内修好，修了几次公布出来。", Category.PROPERTY_SERVICE),
    ("{}停车位重新画", "线画得窄，开门就碰。", "按现在的车重新量，画线前公示图纸。", Category.PARKING),
    ("{}屋面漏水", "顶楼三户天花板起皮，一下雨就接水。", "先查漏点，再比三家的价。", Category.PROPERTY_SERVICE),
    ("{}设代取药服务", "独居老人下楼难，药断过两天。", "登记需要的人，志愿者轮流代取。", Category.HEALTH),
    ("{}监控补一个", "自行车丢过三辆，那里正好照不到。", "装之前说明照到哪里，录像谁能看。", Category.SAFETY),
)
FOR_WORDS = (
    "我赞成，这件事拖了好几年，先做起来再慢慢改。", "应该办。我家就在旁边，每天都受影响。",
    "我看过别处的做法，花钱不多，见效快。",
)
AGAINST_WORDS = (
    "我不反对办，可是钱从哪里出要先说清楚。", "不要一下子铺开，先试一处，好用再说。",
    "靠近我家窗户的那一段，要先问我们同意不同意。",
)
ASKING = ("完工以后谁来管？坏了找谁？", "什么时候动工，会不会影响老人孩子进出？")
OWNERS = {"qinghe": ("青禾物业", "青禾社区居委会"), "hewan": ("河湾物业", "河湾物业")}
REASON = "经会议研究，这件事属于本社区能办的事，同意按居民议定的办法办，费用先从公共收益里列支，进展每月张贴。"
DECLINED = "这件事牵涉全体业主的共有部分和共有资金，联席会议不能代替业主作决定，请业委会列入下次业主大会的议题。"


def many_words(town: Town, count: int) -> list[Proposal]:
    """So many different proposals: every subject at every place, in an order of the town's own."""
    places = [*people.QINGHE, *WHOLE] if town.slug == "qinghe" else [*people.HEWAN, *WHOLE]
    every = [(subject, place) for place in places for subject in SUBJECTS]
    town.stage.random.shuffle(every)
    return [
        proposal(title.format(place), f"{place}：{what}希望大家坐下来商量一个办法。", place, f"{place}附近的住户", expected, category)
        for (title, what, expected, category), place in every[:count]
    ]
