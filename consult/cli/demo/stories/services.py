"""点单服务 in the demonstration: needs of all kinds, what units give, orders at each of the five steps, posts."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from consult.cli.demo.stage import Story, Town
from consult.cli.demo.stories.services_words import GIFTS, WISHES, Job, Wish
from consult.community.models import Building
from consult.project import actions as projects
from consult.project import queries
from consult.project.rules.kinds import Confirming, Grade, Terms

LISTED = "核实过，不是一家的事，列入需求清单，请单位和邻居来接。"


def wishes(town: Town) -> Story[None]:
    """Needs come in, and the office answers each with its reason."""
    stage = town.stage
    moments = [(stage.at(wish.days_ago, "20:05"), "filed", wish) for wish in WISHES]
    moments += [(stage.at(wish.days_ago - 2, "10:10"), "answered", wish) for wish in WISHES if wish.listed]
    moments += [(stage.at(12, "10:30"), "returned", WISHES[12]), (stage.at(4, "10:30"), "merged", WISHES[13])]
    for moment, what, wish in sorted(moments, key=lambda each: (each[0], each[1])):
        yield moment
        if what == "filed":
            _file(town, wish)
        elif what == "answered":
            town.do(town.secretary, projects.accept_need, need_id=need_id(town, wish.title), reason=LISTED)
        elif what == "returned":
            town.do(town.secretary, projects.return_need, need_id=need_id(town, wish.title),
                    reason="几家一起订牛奶，邻居之间约好就行；社区不替谁谈价，也不代收钱。")
        else:
            town.do(town.secretary, projects.merge_need, need_id=need_id(town, wish.title),
                    into_id=need_id(town, WISHES[4].title), reason="和“周末有人看孩子两小时”是同一件事，并在一起找人。")


def _file(town: Town, wish: Wish) -> None:
    building = next((id for id, name in _buildings(town) if name == wish.building), None)
    town.do(wish.who, projects.file_need, community_id=town.community_id, title=wish.title, what=wish.what,
            category=wish.category, people=wish.people, times=wish.times, filing=wish.filing, source=wish.source,
            building_id=building)


def _buildings(town: Town) -> list[tuple[int, str]]:
    with town.stage.store.read() as db:
        return [(b.id, b.name) for b in db.query(Building).where(Building.community_id == town.community_id)]


def need_id(town: Town, title: str) -> int:
    """A need by its title."""
    with town.stage.store.read() as db:
        found, _count = queries.needs(db, town.community_id, states=("filed", "accepted", "matched", "met"))
        more, _count = queries.needs(db, town.community_id, states=("filed", "accepted", "matched", "met"), page=2)
        return next(need.id for need in [*found, *more] if need.title == title)


def gifts(town: Town) -> Story[None]:
    """What units and neighbours give; the office asked back and put it on the list."""
    for days, gift in enumerate(GIFTS):
        yield town.stage.at(92 - days, "15:20")
        made = town.do(
            gift.who, projects.offer_resource, community_id=town.community_id, title=gift.title, what=gift.what,
            category=gift.category, unit_id=town.units.get(gift.unit), capacity=gift.capacity,
            capacity_of=gift.capacity_of, times=gift.times, terms=gift.terms, terms_words=gift.terms_words,
            contact=gift.contact)
        town.do(town.secretary, projects.list_resource, resource_id=made["resource_id"])


def _order(town: Town, job: Job, days_ago: int) -> Story[int]:
    """Drawn up and handed over."""
    yield town.stage.at(days_ago, "09:40")
    with town.stage.store.read() as db:
        listed = {each.title: each.id for each in queries.all_listed(db, town.community_id)}
        place = queries.need(db, need_id(town, job.need), town.community_id)
        building_id = place.building_id
    made = town.do(
        town.secretary, projects.draw_project, community_id=town.community_id, title=job.title, aim=job.aim,
        category=job.category, owner=job.owner, need_id=need_id(town, job.need), resource_id=listed.get(job.resource),
        method=job.method, measures=job.measures, places=job.places, building_id=building_id,
        due_on=town.stage.day(job.due_in), answers_needed=job.answers_needed)
    yield town.stage.later(minutes=20)
    town.do(town.secretary, projects.dispatch, project_id=made["project_id"])
    return int(made["project_id"])


def _claim(town: Town, order: int, who: str, unit: str, at: datetime, words: str = "") -> Story[int]:
    yield at
    return int(town.do(who, projects.claim, project_id=order, unit_id=town.units.get(unit), words=words)["claim_id"])


def _agree(
    town: Town, claim: int, who: str, content: str, steps: Sequence[tuple[int, str]], *, at: datetime,
    both: bool = True, terms: Terms = Terms.FREE,
) -> Story[None]:
    """Written by the secretary; confirmed by the unit a day later, and by the community."""
    yield at
    dated = "\n".join(f"{town.stage.day(days).isoformat()}：{what}" for days, what in steps)
    town.do(town.secretary, projects.draw_agreement, claim_id=claim, content=content, steps=dated, terms=terms)
    yield at + timedelta(hours=3)
    town.do(town.secretary, projects.confirm_agreement, claim_id=claim, version=1, side=Confirming.COMMUNITY)
    if both:
        yield at + timedelta(days=1)
        town.do(who, projects.confirm_agreement, claim_id=claim, version=1, side=Confirming.CLAIMANT)


def _work(town: Town, order: int, claim: int, who: str, *, since: datetime, report: str, served: int) -> Story[None]:
    """Begun without a meeting, done step by step, reported."""
    yield since
    town.do(town.secretary, projects.begin_work, project_id=order, reason="事情小，没有争议，张贴过，没有人要求开会。")
    with town.stage.store.read() as db:
        steps = queries.claim(db, claim, town.community_id).agreements[-1].milestones
    for n, step in enumerate(steps, start=1):
        yield since + timedelta(days=n)
        town.do(who, projects.do_milestone, milestone_id=step.id, note="照约定办好了")
    yield since + timedelta(days=len(steps) + 1)
    town.do(who, projects.report, project_id=order, words=report, served=served)


def _answers(town: Town, order: int, grades: dict[Grade, Sequence[str]], since: datetime) -> Story[None]:
    said = [(grade, who) for grade, people in grades.items() for who in people]
    for n, (grade, who) in enumerate(said, start=1):
        yield since + timedelta(hours=n)
        town.do(who, projects.say_satisfaction, project_id=order, grade=grade)


def films(town: Town) -> Story[None]:
    """Closed, with neighbours who are content, and thanks."""
    stage = town.stage
    order = yield from _order(town, Job(
        "夏令电影4场", "暑假四个周末晚上在小学操场放电影，免费进场，九点散。", "culture", "暑假孩子晚上没处去",
        "操场和放映机，一次能坐80人", method="学校出场地和放映机，社区排片、维持秩序", measures="网格员两人值守，急救包备好",
        due_in=-40), 80)
    claim = yield from _claim(town, order, "宋敏之", "青禾路小学", stage.at(79, "16:10"), "操场随时能用，请留两位老人帮忙看门。")
    yield from _agree(
        town, claim, "宋敏之", "学校无偿提供操场、放映机和一位老师；社区派人维持秩序，散场打扫。",
        [(-70, "第一、二场"), (-56, "第三、四场")], at=stage.at(78, "10:00"))
    yield from _work(
        town, order, claim, "宋敏之", since=stage.at(74, "09:00"), served=310,
        report="四场都放了，下雨改期一次。平均每场七十多人，散场都打扫干净了。")
    people = ("蒋文静", "郑淑珍", "冯志强", "杨素梅", "曹凤英", "潘建华", "田雨欣", "叶秀珍", "苏婉", "李国珍")
    yield from _answers(town, order, {
        Grade.SATISFIED: people[:7], Grade.MOSTLY: people[7:9], Grade.DISSATISFIED: people[9:]}, stage.at(68, "20:00"))
    yield stage.at(60, "10:00")
    town.do(town.secretary, projects.close, project_id=order)
    yield stage.at(59, "10:00")
    town.do(town.secretary, projects.thank, claim_id=claim, words="谢谢青禾路小学，四个晚上，三百多位邻居一起看了电影。")


def roof(town: Town) -> Story[None]:
    """Reported, sent back by what neighbours said, under way again."""
    stage = town.stage
    order = yield from _order(town, Job(
        "6幢屋面清淤", "六个排水口清一遍，雨天不再积水。", "repairs", "6幢屋面排水口堵了", "清屋面排水口的工人一组",
        owner="第二网格", due_in=3), 50)
    claim = yield from _claim(town, order, "赵国强", "青禾物业", stage.at(48, "11:00"))
    yield from _agree(town, claim, "赵国强", "无偿清理6幢屋面六个排水口，运走淤泥。", [(-42, "清完六个口"), (-40, "放水试一次")],
                      at=stage.at(47, "10:00"))
    yield from _work(town, order, claim, "赵国强", since=stage.at(45, "08:30"), served=24, report="六个口都清了，放水试过，流得畅。")
    yield from _answers(town, order, {Grade.DISSATISFIED: ("钟玉华", "廖永刚"), Grade.MOSTLY: ("金秀云",)}, stage.at(30, "19:00"))
    yield stage.at(27, "09:30")
    town.do(town.secretary, projects.send_back, project_id=order, reason="两户说东头还漏，请再清一遍东头两个口。")


def garden(town: Town) -> Story[None]:
    """Taken on by the bank; its agreement waits for the bank's word."""
    stage = town.stage
    order = yield from _order(town, Job(
        "微花园24块地的苗", "24块地都种上，一年一抽签，荒废两个月收回。", "environment", "想有块地种花种菜", "花苗菜苗24份，派人教种",
        method="先平地，再送苗，教种两次", measures="居民认领，网格登记", due_in=25), 14)
    claim = yield from _claim(town, order, "严冰", "青江银行柳荫支行", stage.at(6, "15:30"), "苗是现成的，请先把地平好。")
    yield from _agree(town, claim, "严冰", "无偿提供花苗菜苗24份，派两人教种两次。", [(5, "送苗到社区"), (12, "教种两次")],
                      at=stage.at(3, "10:00"), both=False)


def meals_ordered(town: Town) -> Story[None]:
    """To be talked over: a meeting is called together on it."""
    stage = town.stage
    order = yield from _order(town, Job(
        "午间配餐30份怎么送", "老人中午吃上热饭，只配餐，不炒菜。", "elders", "中午吃不上热饭", "食堂中午配餐30份",
        method="学校食堂做，社区设一个取餐点", measures="试办半年，季度评议", due_in=60), 12)
    yield from _claim(town, order, "宋敏之", "青禾路小学", stage.at(9, "16:00"), "食堂能做，怎么送、设在哪里，请大家商量。")
    yield stage.at(2, "09:30")
    town.do(town.secretary, projects.deliberate, project_id=order, body_id=town.bodies["council"],
            starts_at=stage.at(-9, "19:30"), place="社区党群服务中心三楼会议室")


def minding(town: Town) -> Story[None]:
    """Claimed once, never agreed, back on the list: nobody has taken it on since."""
    stage = town.stage
    order = yield from _order(town, Job(
        "儿童周末看护两小时", "周六下午两小时，社区活动室，两人一班。", "children", "周末有人看孩子两小时", owner="社区儿童主任"), 34)
    yield from _claim(town, order, "徐永昌", "青禾老年协会", stage.at(31, "10:00"), "先报个名，回去商量人手。")
    yield stage.at(15, "06:00")
    stage.by_the_system(projects.lapse_claims)


def painting(town: Town) -> Story[None]:
    """Six neighbours have taken a place each; two more are wanted."""
    stage = town.stage
    order = yield from _order(town, Job(
        "1幢楼道粉刷帮工", "1幢两个单元楼道刷一遍，料由居民自备，缺人手。", "environment", "楼道墙皮掉了想粉刷", "会瓦工，周末能帮忙粉刷",
        places=8, due_in=20, owner="第一网格"), 11)
    for n, who in enumerate(("韩大勇", "冯志强", "唐晓东", "潘建华", "任小军", "康明亮")):
        yield from _claim(town, order, who, "", stage.at(10 - n, "20:15"))


def shed_base(town: Town) -> Story[None]:
    """Done and reported; three households have answered so far."""
    stage = town.stage
    order = yield from _order(town, Job(
        "充电棚基础施工", "东门空地找平，打好基础，留出排水。", "repairs", "电动自行车棚要打地基", due_in=2, owner="社区居委会"), 22)
    claim = yield from _claim(town, order, "赵国强", "青禾物业", stage.at(21, "09:00"))
    yield from _agree(town, claim, "赵国强", "出人出设备，找平、打基础、留排水。", [(-14, "找平"), (-9, "打基础，留排水")],
                      at=stage.at(20, "10:00"))
    yield from _work(town, order, claim, "赵国强", since=stage.at(17, "08:30"), served=60,
        report="基础打好了，排水朝绿化带，等装棚。")
    yield from _answers(town, order, {Grade.SATISFIED: ("郑淑珍", "邵国庆"), Grade.MOSTLY: ("汤桂荣",)}, stage.at(4, "19:00"))


def blood_pressure(town: Town) -> Story[None]:
    """Handed over two days ago."""
    yield from _order(town, Job(
        "测血压，季度一次", "每季度来一次，社区活动室，测血压、看用药。", "health", "想定期测血压", "上门测血压，看用药", due_in=40), 2)


def volunteers(town: Town) -> Story[None]:
    """Three posts: one with hours checked, one full, one new."""
    stage = town.stage
    yield stage.at(28, "10:00")
    gate = _post(town, "小学门口值守", "放学半小时，帮着疏导电动车，扶一把孩子。", "manners", "青禾路小学东门",
                 "周一到周五16:00–16:30", 10, 28)
    bins = _post(town, "垃圾分类劝导", "早晚各半小时，站在12幢投放点，笑着提醒。", "manners", "12幢投放点", "每天7:30和18:30", 4, 28)
    for n, who in enumerate(("尹志刚", "龙海燕", "段晓丽", "黎小燕")):
        yield stage.at(27 - n, "19:30")
        town.do(who, projects.take_slot, post_id=gate)
        if n < 3:
            town.do(who, projects.take_slot, post_id=bins)
    for n, who in enumerate(("尹志刚", "龙海燕", "尹志刚")):
        yield stage.at(18 - 3 * n, "17:00")
        town.do(who, projects.report_hours, post_id=gate, worked_on=stage.day(3 * n - 18), minutes=30)
    yield stage.at(8, "10:00")
    with stage.store.read() as db:
        waiting = [hours.id for hours in queries.hours_waiting(db, gate)]
    for id in waiting[:2]:
        town.do(town.secretary, projects.decide_hours, hours_id=id, confirmed=True)
    yield stage.at(5, "10:00")
    _post(town, "教老人用手机", "一次一小时，六位老人，从充话费教起。", "help", "社区活动室", "每周三14:30", 3, 5)


def _post(town: Town, title: str, what: str, category: str, place: str, when: str, slots: int, days_ago: int) -> int:
    made: dict[str, Any] = town.do(
        town.secretary, projects.set_post, community_id=town.community_id, title=title, what=what, category=category,
        place=place, when=when, slots=slots, since=town.stage.day(-days_ago))
    return int(made["post_id"])


SERVICES = (
    gifts, wishes, films, roof, garden, meals_ordered, minding, painting, shed_base, blood_pressure, volunteers,
)
