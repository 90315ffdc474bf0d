"""The needs, resources and projects of a year: each order as far along as its turn in the year has it."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consult.cli.demo.stage import Story, Town
from consult.cli.demo.year.work import PLACES
from consult.project import actions as projects
from consult.project import queries

NEEDS = (
    ("想有人上门量血压", "几位腿脚不便的老人，一个月量一次就放心。", "health", "社区卫生站每月上门两次",
     "派两名护士，上门量血压、看药单。"),
    ("楼道杂物要人帮搬", "独居老人搬不动旧家具。", "environment", "志愿搬运队", "周末出四个人一辆车，帮忙搬下楼。"),
    ("孩子放学没有人看", "四点到六点，父母还没有下班。", "children", "活动室和两位老师", "学校开放一间教室，两位老师轮流。"),
    ("想学用手机挂号", "老人不会在手机上挂号、付钱。", "elders", "一对一的手机课", "年轻职员一对一教，每周一次。"),
    ("夜里有人巡一巡", "后门路灯暗，丢过电瓶。", "safety", "夜间巡查两人", "保安每晚加巡一圈，记在本上。"),
    ("办一场中秋晚会", "外地来的年轻人不回家，想一起过节。", "culture", "场地和音响", "会议厅借一晚，带音响和椅子。"),
    ("花坛没有人打理", "荒了半年，长满草。", "environment", "花苗二十四份", "苗圃多出来的苗，派人教怎么种。"),
    ("理发要走很远", "坐轮椅的邻居出不了门。", "elders", "每月一次义务理发", "理发师带工具上门。"),
)
GRADES = ("satisfied", "satisfied", "mostly", "satisfied", "satisfied")
ALMOST = ("drawn", "dispatched", "claimed", "agreed", "working", "reported")
"""Where the orders of the last months stand; older ones are closed."""
CLOSED_AFTER = 60


def orders(town: Town, count: int) -> Iterator[Story[None]]:
    """So many orders, spread over the year."""
    for nth in range(count):
        yield _order(town, nth, 345 - nth * 330 // max(count, 1))


def _order(town: Town, nth: int, days_ago: int) -> Story[None]:
    stage, end = town.stage, "closed" if days_ago > CLOSED_AFTER else ALMOST[nth % len(ALMOST)]
    units = PLACES[town.slug].units
    unit = list(units)[nth % len(units)]
    delegate = units[unit][1]
    yield stage.at(days_ago, f"{9 + nth % 9:02d}:20")
    need_id, resource_id = _lists(town, nth, unit, delegate)
    yield stage.at(days_ago - 2, "10:10")
    title, _what, category, _offer, how = NEEDS[nth % len(NEEDS)]
    project_id = town.do(
        town.secretary, projects.draw_project, community_id=town.community_id, need_id=need_id, resource_id=resource_id,
        title=f"{title}（第{nth + 1}单）", aim=how, category=category, owner="社区居委会", answers_needed=5,
        due_on=stage.day(40 - days_ago))["project_id"]
    if end == "drawn":
        return
    yield stage.at(days_ago - 3, "14:00")
    town.do(town.secretary, projects.dispatch, project_id=project_id)
    if end != "dispatched":
        yield from _carried_out(town, project_id, unit, delegate, days_ago, end)


def _lists(town: Town, nth: int, unit: str, delegate: str) -> tuple[int, int]:
    title, what, category, offer, how = NEEDS[nth % len(NEEDS)]
    need: dict[str, Any] = {"community_id": town.community_id, "title": title, "what": what, "category": category, "people": 4 + nth % 20}
    need_id = town.do(town.council[nth % len(town.council)], projects.file_need, **need)["need_id"]
    town.do(town.secretary, projects.accept_need, need_id=need_id, reason="多数居民有这个需要，列入清单。")
    resource_id = town.do(
        delegate, projects.offer_resource, community_id=town.community_id, unit_id=town.units[unit], title=offer, what=how,
        category=category, capacity=10 + nth % 15, capacity_of="人次")["resource_id"]
    town.do(town.secretary, projects.list_resource, resource_id=resource_id)
    return int(need_id), int(resource_id)


def _carried_out(town: Town, project_id: int, unit: str, delegate: str, days_ago: int, end: str) -> Story[None]:
    stage = town.stage
    yield stage.at(days_ago - 4, "15:30")
    claim_id = town.do(delegate, projects.claim, project_id=project_id, unit_id=town.units[unit])["claim_id"]
    if end == "claimed":
        return
    yield stage.at(days_ago - 6, "09:40")
    steps = f"{stage.day(14 - days_ago)} 准备好人手和东西\n{stage.day(28 - days_ago)} 办完"
    version = town.do(town.secretary, projects.draw_agreement, claim_id=claim_id, content="无偿提供，费用自理，办完请邻居评一评。",
                      steps=steps)["version"]
    for who, side in ((delegate, "claimant"), (town.secretary, "community")):
        town.do(who, projects.confirm_agreement, claim_id=claim_id, version=version, side=side)
    if end == "agreed":
        return
    town.do(town.secretary, projects.begin_work, project_id=project_id, reason="规模小，上门问过各家，不用再开会。")
    if end != "working" and days_ago > 20:
        yield from _finished(town, project_id, claim_id, delegate, min(days_ago - 18, 330), end)


def _finished(town: Town, project_id: int, claim_id: int, delegate: str, days_ago: int, end: str) -> Story[None]:
    yield town.stage.at(days_ago, "16:00")
    with town.stage.store.read() as db:
        milestones = [step.id for step in queries.claim(db, claim_id, town.community_id).agreements[-1].milestones]
    for milestone_id in milestones:
        town.do(delegate, projects.do_milestone, milestone_id=milestone_id, note="办好了")
    town.do(delegate, projects.report, project_id=project_id, words="按协议做完了，一共来了十几位邻居。", served=14)
    if end == "reported":
        return
    yield town.stage.at(days_ago - 3, "19:00")
    for grade, who in zip(GRADES, town.stage.random.sample(town.council, len(GRADES)), strict=True):
        town.do(who, projects.say_satisfaction, project_id=project_id, grade=grade)
    yield town.stage.at(days_ago - 5, "10:00")
    town.do(town.secretary, projects.close, project_id=project_id)
