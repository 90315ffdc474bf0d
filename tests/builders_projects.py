"""Needs, resources and projects brought as far as a test needs them; all of it through the verbs.

    services = Services(neighbourhood)
    order = services.an_order(state="dispatched")
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from consult.meeting import queries as meetings
from consult.project import actions as projects
from consult.project import queries
from consult.project.models import Milestone, Project
from tests.builders import Neighbourhood, Room

STEPS = "2026-12-05 把菜苗送到社区\n2026-12-12 教大家种下去"
WHY = "属于多数居民的需要，列入清单。"
NEED = {"title": "想有块地种菜养花", "what": "老人们想在空地上种菜养花，缺苗，也缺人教。", "category": "environment", "people": 20}
RESOURCE = {"title": "菜苗和花苗二十四份", "what": "单位苗圃多出来的菜苗花苗，可以送到社区，派人教怎么种。", "category": "environment",
            "capacity": 24, "capacity_of": "份", "contact": "邓涛 内线8012"}
ORDER = {"title": "微花园的苗和种法", "aim": "把空地分成小块，送苗上门，教会大家种。", "category": "environment",
         "owner": "社区居委会", "answers_needed": 5}
STATES = ("drawn", "dispatched", "accepted", "agreed", "working", "reported", "closed")


@dataclass(frozen=True)
class Order:
    """A project with its need, resource and (once there is one) the claim of the property unit."""

    project_id: int
    need_id: int
    resource_id: int
    claim_id: int = 0


class Services:
    """What residents, units and the office do with needs, resources and projects of 青禾社区.

    lin is the office; deng speaks for the unit property, song for school, bai for police.
    """

    def __init__(self, n: Neighbourhood) -> None:
        self.n = n

    def a_need(self, *, by: str = "he", accepted: bool = True, **words: Any) -> int:
        """A need, on the list unless it is not accepted yet; its id (0 for an anonymous one)."""
        need: int = self.n.do(by, projects.file_need, community_id=self.n.community, **{**NEED, **words}).get("need_id", 0)
        if accepted and need:
            self.n.do("lin", projects.accept_need, need_id=need, reason=WHY)
        return need

    def a_resource(self, *, by: str = "deng", unit: str | None = "property", listed: bool = True, **words: Any) -> int:
        """A resource of a unit, on the list unless it is only offered; its id."""
        resource: int = self.n.do(
            by, projects.offer_resource, community_id=self.n.community,
            unit_id=self.n.units[unit] if unit else None, **{**RESOURCE, **words})["resource_id"]
        if listed:
            self.n.do("lin", projects.list_resource, resource_id=resource)
        return resource

    def an_order(self, *, state: str = "dispatched", claimed_by: str = "deng", unit: str | None = "property",
                 **words: Any) -> Order:
        """A project brought to one of STATES; from "accepted" on the unit has claimed it."""
        need, resource = self.a_need(), self.a_resource()
        made = self.n.do("lin", projects.draw_project, community_id=self.n.community, need_id=need,
                         resource_id=resource, **{**ORDER, **words})
        order = Order(made["project_id"], need, resource)
        reached = STATES.index(state)
        if reached >= 1:
            self.n.do("lin", projects.dispatch, project_id=order.project_id)
        if reached >= 2:
            claim = self.claim(order, claimed_by, unit)
            order = Order(order.project_id, need, resource, claim)
        if reached >= 3:
            self.agree(order, claimed_by)
        if reached >= 4:
            self.n.do("lin", projects.begin_work, project_id=order.project_id, reason="规模小，上门问过各家，不用再开会。")
        if reached >= 5:
            self.finish(order, claimed_by)
        if reached >= 6:
            self.close(order)
        return order

    def claim(self, order: Order, who: str = "deng", unit: str | None = "property", places: int = 1) -> int:
        """Someone claims, for a unit or for themselves; the claim's id."""
        made: int = self.n.do(
            who, projects.claim, project_id=order.project_id, unit_id=self.n.units[unit] if unit else None,
            places=places)["claim_id"]
        return made

    def agree(self, order: Order, who: str = "deng") -> None:
        """An agreement is drawn and confirmed by both sides."""
        version = self.n.do(
            "lin", projects.draw_agreement, claim_id=order.claim_id, content="无偿提供菜苗二十四份，派人教种两次。",
            steps=STEPS)["version"]
        for person, side in ((who, "claimant"), ("lin", "community")):
            self.n.do(person, projects.confirm_agreement, claim_id=order.claim_id, version=version, side=side)

    def steps(self, order: Order) -> list[Milestone]:
        """The dated steps of the agreement in force."""
        return self.steps_of(order.claim_id, self.n.community)

    def steps_of(self, claim_id: int, community_id: int) -> list[Milestone]:
        """The same for a claim of either community."""
        return list(self.n.see(queries.claim, claim_id, community_id).agreements[-1].milestones)

    def finish(self, order: Order, who: str = "deng") -> None:
        """Every step is done and the work reported."""
        for step in self.steps(order):
            if step.done_at is None:
                self.n.do(who, projects.do_milestone, milestone_id=step.id, note="办好了")
        self.n.do(who, projects.report, project_id=order.project_id, words="苗都送到了，教了两次，活了九成。", served=20)

    def answers(self, order: Order, **grades: str) -> None:
        """Neighbours say how content they are: answers(order, chen="satisfied")."""
        for who, grade in grades.items():
            self.n.do(who, projects.say_satisfaction, project_id=order.project_id, grade=grade)

    def close(self, order: Order) -> None:
        """Five are content, and the office closes it."""
        self.answers(order, chen="satisfied", wang="satisfied", li="mostly", zhao="satisfied", sun="dissatisfied")
        self.n.do("lin", projects.close, project_id=order.project_id)

    def deliberated(self, order: Order) -> Room:
        """The order is put before the council, six days from now."""
        starts = self.n.clock() + timedelta(days=6)
        made = self.n.do("lin", projects.deliberate, project_id=order.project_id, body_id=self.n.bodies["council"],
                         starts_at=starts, place="党群服务中心二楼")
        read = self.read(order)
        assert read.discussed_as_id is not None
        found = self.n.see(meetings.meeting, made["meeting_id"], self.n.community)
        return Room(made["meeting_id"], found.discussions[0].id, read.discussed_as_id)

    def read(self, order: Order) -> Project:
        """The project as it stands."""
        read: Project = self.n.see(queries.project, order.project_id, self.n.community)
        return read

    def log(self, order: Order) -> list[str]:
        """The names of what happened to it."""
        return [event.name for event in self.n.log(f"project:{order.project_id}")]

    def a_post(self, **words: Any) -> int:
        """A volunteer post; its id."""
        post: int = self.n.do("lin", projects.set_post, community_id=self.n.community, **{
            "title": "小学门口值守", "what": "放学半小时，帮着疏导电动车和汽车。", "category": "manners",
            "place": "青禾小学门口", "when": "周一到周五16:00–16:30", "slots": 2, "since": date(2026, 11, 20), **words,
        })["post_id"]
        return post


def tell_all(n: Neighbourhood) -> None:
    """Something in every table of the chapter."""
    services = Services(n)
    services.a_need(filing="anonymous")
    merged = services.a_need(accepted=False, by="gu")
    into = services.a_need(by="ma")
    n.do("lin", projects.merge_need, need_id=merged, into_id=into, reason="说的是同一件事，并在一起。")
    order = services.an_order(state="reported")
    n.do("chen", projects.say_satisfaction, project_id=order.project_id, grade="mostly", words="苗很好，就是少了点。")
    services.answers(order, wang="satisfied", li="satisfied", zhao="satisfied", sun="satisfied")
    n.do("lin", projects.close, project_id=order.project_id)
    n.do("lin", projects.thank, claim_id=order.claim_id, words="谢谢青禾物业送苗、教种。")
    given_up = services.an_order(state="accepted")
    n.do("deng", projects.hand_back, claim_id=given_up.claim_id, reason="单位搬家，人手不够。")
    services.deliberated(services.an_order(state="accepted"))
    dropped = services.an_order(state="drawn")
    n.do("lin", projects.drop, project_id=dropped.project_id, reason="空地另有安排。")
    post = services.a_post()
    for who in ("gu_jr", "he"):
        n.do(who, projects.take_slot, post_id=post)
    n.do("gu_jr", projects.report_hours, post_id=post, worked_on=date(2026, 11, 25), minutes=30)
    n.do("he", projects.leave_slot, post_id=post)
