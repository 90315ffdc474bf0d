"""Needs, resources, orders at each of their steps, and volunteer posts, for the matrix; chen claims in person."""
from __future__ import annotations

from datetime import date

from sqlalchemy import select

from consult.project import actions as projects
from consult.project.models import VolunteerHours
from tests.builders import Neighbourhood
from tests.builders_projects import NEED, ORDER, RESOURCE, STEPS, WHY, Services

POST = {"title": "小学门口值守", "what": "放学半小时，帮着疏导电动车和汽车。", "category": "manners", "place": "小学门口",
        "when": "周一到周五", "slots": 3, "since": date(2026, 11, 20)}


def build(town: Neighbourhood, ids: dict[str, int]) -> None:
    """Everything, by the names that samples_services.py uses."""
    services = Services(town)
    ids["need_filed"], ids["need_listed"] = services.a_need(accepted=False), services.a_need()
    ids["resource_offered"] = services.a_resource(by="chen", unit=None, listed=False)
    ids["resource_listed"] = services.a_resource(by="chen", unit=None)
    for state in ("drawn", "dispatched", "accepted", "agreed", "working", "reported", "closed"):
        order = services.an_order(state=state, claimed_by="chen", unit=None, answers_needed=5)
        ids[f"order_{state}"], ids[f"claim_{state}"] = order.project_id, order.claim_id
        if state == "working":
            ids["step"] = services.steps(order)[0].id
        if state == "reported":
            services.answers(order, he="satisfied", ma="satisfied", xu="satisfied", zhao="satisfied", sun="mostly")
    _written(town, services, ids)
    _thanked(town, services, ids)
    ids["volunteer_post"] = _post(town, "lin", town.community, ("chen",))
    ids["volunteer_hours"] = _hours(town, "chen", ids["volunteer_post"])
    ids["volunteer_post_over"] = _post(town, "lin", town.community, ("chen",))
    town.do("lin", projects.close_post, post_id=ids["volunteer_post_over"])
    _next_door(town, ids)


def _written(town: Neighbourhood, services: Services, ids: dict[str, int]) -> None:
    """One whose steps are done, and one whose agreement waits for both sides."""
    done = services.an_order(state="working", claimed_by="chen", unit=None)
    for step in services.steps(done):
        town.do("chen", projects.do_milestone, milestone_id=step.id)
    ids["order_done"] = done.project_id
    waiting = services.an_order(state="accepted", claimed_by="chen", unit=None)
    town.do("lin", projects.draw_agreement, claim_id=waiting.claim_id, content="无偿送苗上门两次。", steps=STEPS)
    ids["claim_written"] = waiting.claim_id


def _thanked(town: Neighbourhood, services: Services, ids: dict[str, int]) -> None:
    order = services.an_order(state="closed", claimed_by="chen", unit=None)
    ids["thanks"] = town.do("lin", projects.thank, claim_id=order.claim_id, words="谢谢您送苗上门。")["thanks_id"]


def _post(town: Neighbourhood, who: str, community: int, takers: tuple[str, ...]) -> int:
    post: int = town.do(who, projects.set_post, community_id=community, **POST)["post_id"]
    for taker in takers:
        town.do(taker, projects.take_slot, post_id=post)
    return post


def _hours(town: Neighbourhood, who: str, post: int) -> int:
    town.do(who, projects.report_hours, post_id=post, worked_on=date(2026, 11, 25), minutes=30)
    newest: int = town.look(lambda db: db.scalars(select(VolunteerHours.id).order_by(VolunteerHours.id.desc())).first())
    return newest


def _next_door(town: Neighbourhood, ids: dict[str, int]) -> None:
    there = {"community_id": town.next_door}
    need = town.do("yu", projects.file_need, **there, **NEED)["need_id"]
    town.do("mei", projects.accept_need, need_id=need, reason=WHY)
    resource = town.do("yu", projects.offer_resource, **there, **RESOURCE)["resource_id"]
    town.do("mei", projects.list_resource, resource_id=resource)
    made = town.do("mei", projects.draw_project, **there, **(ORDER | {"answers_needed": 1}), need_id=need)
    town.do("mei", projects.dispatch, project_id=made["project_id"])
    claim = town.do("yu", projects.claim, project_id=made["project_id"])["claim_id"]
    town.do("mei", projects.draw_agreement, claim_id=claim, content="无偿送苗上门两次。", steps=STEPS)
    for who, side in (("yu", "claimant"), ("mei", "community")):
        town.do(who, projects.confirm_agreement, claim_id=claim, version=1, side=side)
    town.do("mei", projects.begin_work, project_id=made["project_id"], reason="小事，不用开会。")
    steps = Services(town).steps_of(claim, town.next_door)
    for step in steps:
        town.do("yu", projects.do_milestone, milestone_id=step.id)
    town.do("yu", projects.report, project_id=made["project_id"], words="苗都送到了，活了九成。")
    town.do("dong", projects.say_satisfaction, project_id=made["project_id"], grade="satisfied")
    town.do("mei", projects.close, project_id=made["project_id"])
    post = _post(town, "mei", town.next_door, ("yu",))
    ids |= {
        "next_need": need, "next_resource": resource, "next_order": made["project_id"], "next_claim": claim,
        "next_step": steps[0].id, "next_volunteer_post": post, "next_hours": _hours(town, "yu", post),
        "next_thanks": town.do("mei", projects.thank, claim_id=claim, words="谢谢您送苗上门。")["thanks_id"],
    }
