"""One matter, the whole way: a lift is heard, moved, answered in part, carried out, found wanting, done, and found good."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from consult.core.clock import SetClock
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.project import actions as projects
from consult.project import queries as orders
from consult.resolution import actions as resolutions
from consult.resolution import queries as dockets
from consult.storage.event_log import first_fault
from tests.builders import Neighbourhood
from tests.builders_answers import TO_DISSENTERS, the_task_of
from tests.builders_projects import Services
from tests.builders_sittings import a_held_hearing

LIFT = {"title": "3幢1单元加装电梯", "category": "elders", "owner": "社区居委会", "answers_needed": 5,
        "aim": "先在三楼和五楼的转角装折叠座椅，再请两家公司出图报价。"}


def in_order(names: list[str], *wanted: str) -> bool:
    """Whether these come in this order among the names."""
    left: Iterator[str] = iter(names)
    return all(name in left for name in wanted)


def test_a_lift_from_the_hearing_to_satisfied_neighbours(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, services = neighbourhood, Services(neighbourhood)

    # 听证: those whom it concerns are heard; the hearing decides nothing and ends with the day it goes on.
    hearing = a_held_hearing(n, outcome="deferred")
    matter_id = hearing.matter_id
    clock.forward(days=20)

    # 议事: the council takes the same matter up, moves, votes and adopts; the joint meeting owes a reply.
    sitting = n.a_vote(matter_id=matter_id)
    n.cast(sitting, chen="for", wang="for", li="for", zhao="for", sun="against")
    here = {"meeting_id": sitting.meeting_id}
    n.do("zhou", meetings.close_vote, **here)
    n.do("zhou", meetings.close_discussion, **here, outcome="adopted", owner="青禾物业", due_on=clock().date() + timedelta(days=60))
    n.do("zhou", meetings.close_meeting, **here)
    (entry,) = n.see(dockets.entries_of_meeting, sitting.meeting_id)

    # 答复: adopted in part, with a reason, a unit, a day, and a word to those who disagreed.
    n.do("wu", resolutions.reply, entry_id=entry.id, between_rule="联席会议议事规则第八条", decision="adopt_in_part", basis="budget",
         reason="先出图报价、装转角座椅；电梯本身等街道补贴下来再议，本年度预算不够。", to_dissenters=TO_DISSENTERS,
         unit_id=n.units["property"], due_on=clock().date() + timedelta(days=40),
         milestones=f"{clock().date() + timedelta(days=10)} 座椅装好\n{clock().date() + timedelta(days=30)} 两份报价张贴")
    task = the_task_of(n, matter_id)

    # 项目: two needs and one resource become the order that carries the reply out.
    needs = [services.a_need(by="he", title="上下楼歇不了脚", what="五楼的老人半年没有下过楼，转角想有个座位。", category="elders"),
             services.a_need(by="gu", title="想看得懂分摊表", what="每户出多少，希望有人上门讲一遍。", category="elders")]
    offered = services.a_resource(
        title="折叠座椅四把", what="仓库里有四把可以装在墙上的折叠座椅。", category="elders", capacity=4, capacity_of="把")
    order_id = n.do("lin", projects.draw_project, community_id=n.community, need_id=needs[0], resource_id=offered,
                    entry_id=entry.id, **LIFT)["project_id"]
    n.do("lin", projects.add_need, project_id=order_id, need_id=needs[1])
    n.do("lin", projects.dispatch, project_id=order_id)
    claim = n.do("deng", projects.claim, project_id=order_id, unit_id=n.units["property"])["claim_id"]

    # 协议: both sides confirm what was written; its dated steps are done one after the other.
    steps = f"{clock().date() + timedelta(days=5)} 量尺寸\n{clock().date() + timedelta(days=10)} 装好"
    n.do("lin", projects.draw_agreement, claim_id=claim, content="无偿提供座椅四把，负责安装。", steps=steps)
    for who, side in (("lin", "community"), ("deng", "claimant")):
        n.do(who, projects.confirm_agreement, claim_id=claim, version=1, side=side)
    n.do("lin", projects.begin_work, project_id=order_id, reason="听证和议事都议过了，不用再开会。")
    for step in n.see(orders.claim, claim, n.community).agreements[-1].milestones:
        n.do("deng", projects.do_milestone, milestone_id=step.id)
    for milestone in n.see(dockets.milestones, task.id):
        n.do("deng", resolutions.reach_milestone, task_id=task.id, step_id=milestone.id)

    # 验看: reported done, but a neighbour says it is not; the joint meeting sets a new day; done at last.
    clock.forward(days=12)
    n.do("deng", resolutions.report_done, task_id=task.id, text="座椅装好了，报价贴在门口。")
    for who in ("gu", "ma"):
        n.do(who, resolutions.say_not_done, task_id=task.id, reason="五楼转角的那一把还没有装。")
    assert [one.why for one in n.see(dockets.agenda_of, n.bodies["joint"], clock().date())] == ["not_done"]
    n.do("wu", resolutions.renew, task_id=task.id, due_on=clock().date() + timedelta(days=10), reason="请物业十天内补装五楼的一把。")
    n.do("deng", resolutions.report_done, task_id=task.id, text="五楼的一把也装好了。")
    for who in ("chen", "wang", "gu"):
        n.do(who, resolutions.confirm_done, task_id=task.id)

    # 评议: the order is reported, neighbours say how content they are, and it is closed.
    n.do("deng", projects.report, project_id=order_id, words="四把座椅都装好了，上门讲了三次分摊表。", served=12)
    for who, grade in zip(("chen", "wang", "li", "zhao", "sun"), ("satisfied",) * 3 + ("mostly", "dissatisfied"), strict=True):
        n.do(who, projects.say_satisfaction, project_id=order_id, grade=grade)
    n.do("lin", projects.close, project_id=order_id)

    # The matter ended as done; its one public timeline tells all of it in order, and no link of the chain is broken.
    matter = n.see(matters.matter, matter_id, n.community)
    assert (matter.state, matter.owed_by, matter.due_on) == ("done", "nobody", None)
    told = [e.name for e in n.see(matters.timeline, matter_id)]
    assert in_order(
        told, "MatterProposed", "EndorsedEnough", "MatterAdmitted", "MatterScheduled", "MatterTakenUp", "MatterDecided",
        "MatterScheduled", "MatterTakenUp", "MatterDecided", "ReplyAwaited", "MatterAnswered", "ProjectNoted",
        "MatterReportedDone", "MatterReopened", "MatterReportedDone", "MatterConfirmed", "MatterDone",
    ), told
    assert n.see(orders.project, order_id, n.community).state == "closed"
    for stream in (f"matter:{matter_id}", f"project:{order_id}"):
        assert n.see(first_fault, stream) is None
    assert clock().date() > date(2026, 11, 2)
