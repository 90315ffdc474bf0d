"""For every verb of needs, resources and projects, the arguments with which it would succeed for the right person."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from consult.project import actions as projects
from consult.project.models import VolunteerHours
from tests.builders import Neighbourhood
from tests.builders_projects import NEED, ORDER, RESOURCE, STEPS, Services

REASON = "这里写一个足够长的理由。"


def attempts(n: Neighbourhood) -> dict[str, dict[str, Any]]:
    """By the verb's name."""
    services = Services(n)
    filed, listed = services.a_need(accepted=False), services.a_need(by="ma")
    offered = services.a_resource(listed=False)
    drawn, open_, held = (services.an_order(state=state) for state in ("drawn", "dispatched", "accepted"))
    working, reported, closed = (services.an_order(state=state) for state in ("working", "reported", "closed"))
    thanks = n.do("lin", projects.thank, claim_id=closed.claim_id, words="谢谢物业送苗上门。")["thanks_id"]
    post = services.a_post()
    n.do("he", projects.take_slot, post_id=post)
    n.do("he", projects.report_hours, post_id=post, worked_on=date(2026, 11, 25), minutes=30)
    hours = n.look(lambda db: db.scalar(select(VolunteerHours.id)))
    here, need, project = {"community_id": n.community}, {"need_id": filed}, {"project_id": drawn.project_id}
    claim = {"claim_id": held.claim_id}
    return {
        "file_need": here | NEED, "withdraw_need": need, "accept_need": need | {"reason": REASON},
        "return_need": need | {"reason": REASON}, "merge_need": need | {"into_id": listed, "reason": REASON},
        "offer_resource": here | RESOURCE, "list_resource": {"resource_id": offered},
        "withdraw_resource": {"resource_id": offered}, "draw_project": here | ORDER | {"need_id": listed},
        "add_need": project | {"need_id": listed}, "add_resource": project | {"resource_id": held.resource_id},
        "dispatch": project, "drop": project | {"reason": REASON}, "claim": {"project_id": open_.project_id},
        "hand_back": claim | {"reason": REASON},
        "replace_claimant": claim | {"unit_id": n.units["school"], "reason": REASON},
        "draw_agreement": claim | {"content": REASON, "steps": STEPS},
        "confirm_agreement": claim | {"version": 1, "side": "community"},
        "deliberate": {"project_id": held.project_id, "body_id": n.bodies["council"], "place": "党群服务中心二楼",
                       "starts_at": n.clock() + timedelta(days=4)},
        "begin_work": {"project_id": held.project_id, "reason": REASON},
        "do_milestone": {"milestone_id": services.steps(working)[0].id},
        "report": {"project_id": working.project_id, "words": REASON},
        "say_satisfaction": {"project_id": reported.project_id, "grade": "satisfied"},
        "send_back": {"project_id": reported.project_id, "reason": REASON},
        "close": {"project_id": reported.project_id}, "thank": {"claim_id": closed.claim_id, "words": REASON},
        "agree_to_be_named": {"thanks_id": thanks, "agreed": True},
        "set_post": here | {"title": "小学门口值守", "what": "放学半小时帮着疏导。", "category": "manners", "place": "校门口",
                            "when": "周一", "slots": 2, "since": date(2026, 11, 20)},
        "take_slot": {"post_id": post}, "leave_slot": {"post_id": post},
        "report_hours": {"post_id": post, "worked_on": date(2026, 11, 25), "minutes": 30},
        "decide_hours": {"hours_id": hours, "confirmed": True}, "close_post": {"post_id": post},
    }
