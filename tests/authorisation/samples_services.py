"""What the matrix tries the services with; as samples.py, for needs, resources, orders, claims and volunteer posts."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.authorisation.estate import Estate
from tests.builders_projects import NEED, ORDER, RESOURCE, STEPS

From = Callable[[Estate], dict[str, Any]]
WHY = "理由写在这里，大家都看得到。"


def at(name: str) -> From:
    """The address of something the estate remembers."""
    return lambda e: {"id": e.ids[name]}


def nothing(e: Estate) -> dict[str, Any]:
    """No values."""
    return {}


def same(**form: Any) -> From:
    """A form that is the same everywhere."""
    return lambda e: form


# By action and situation: the address, the form, whose thing it is.
PAGES: dict[tuple[str, str], tuple[From, From, str]] = {
    **{(f"GET services.{name}", ""): (nothing, nothing, "chen") for name in (
        "index", "needs", "resources", "projects", "posts", "mine", "ask", "offer", "drawing", "setting")},
    ("POST services.file_need", ""): (nothing, same(**NEED), "chen"),
    ("GET services.need", ""): (at("need_filed"), nothing, "he"),
    ("POST services.review", ""): (at("need_filed"), same(decision="accept", reason=WHY), "he"),
    ("POST services.review", "closed"): (at("need_listed"), same(decision="accept", reason=WHY), "he"),
    ("POST services.withdraw_need", ""): (at("need_filed"), nothing, "he"),
    ("POST services.withdraw_need", "closed"): (at("need_listed"), nothing, "he"),
    ("POST services.offer_resource", ""): (nothing, same(**RESOURCE), "chen"),
    ("POST services.list_resource", ""): (at("resource_offered"), nothing, "chen"),
    ("POST services.list_resource", "closed"): (at("resource_listed"), nothing, "chen"),
    ("POST services.withdraw_resource", ""): (at("resource_listed"), nothing, "chen"),
    ("POST services.draw", ""): (nothing, lambda e: {**ORDER, "need_id": e.ids["need_listed"]}, "chen"),
    ("GET services.order", ""): (at("order_dispatched"), nothing, "chen"),
    ("GET services.order", "closed"): (at("order_closed"), nothing, "chen"),
    ("POST services.add", ""): (at("order_drawn"), lambda e: {"need_id": e.ids["need_listed"]}, "chen"),
    ("POST services.add", "closed"): (at("order_closed"), lambda e: {"need_id": e.ids["need_listed"]}, "chen"),
    ("POST services.dispatch", ""): (at("order_drawn"), nothing, "chen"),
    ("POST services.dispatch", "closed"): (at("order_closed"), nothing, "chen"),
    ("POST services.drop", ""): (at("order_dispatched"), same(reason=WHY), "chen"),
    ("POST services.drop", "closed"): (at("order_closed"), same(reason=WHY), "chen"),
    ("GET services.claiming", ""): (at("order_dispatched"), nothing, "chen"),
    ("GET services.claiming", "closed"): (at("order_closed"), nothing, "chen"),
    ("POST services.claim", ""): (at("order_dispatched"), same(places="1"), "chen"),
    ("POST services.claim", "closed"): (at("order_closed"), same(places="1"), "chen"),
    ("POST services.hand_back", ""): (at("claim_accepted"), same(reason=WHY), "chen"),
    ("POST services.hand_back", "closed"): (at("claim_closed"), same(reason=WHY), "chen"),
    ("POST services.replace", ""): (at("claim_accepted"), lambda e: {"unit_id": e.ids["school"], "reason": WHY}, "chen"),
    ("GET services.agreement", ""): (at("claim_written"), nothing, "chen"),
    ("POST services.draw_agreement", ""): (at("claim_accepted"), same(content=WHY, steps=STEPS), "chen"),
    ("POST services.draw_agreement", "closed"): (at("claim_closed"), same(content=WHY, steps=STEPS), "chen"),
    ("POST services.confirm_agreement", ""): (at("claim_written"), same(version="1", side="claimant"), "chen"),
    ("POST services.confirm_agreement", "community"): (at("claim_written"), same(version="1", side="community"), "chen"),
    ("GET services.agreement_pdf", ""): (at("claim_written"), nothing, "chen"),
    ("GET services.deliberating", ""): (at("order_agreed"), nothing, "chen"),
    ("POST services.deliberate", ""): (at("order_agreed"), lambda e: {
        "body_id": e.ids["council"], "day": "2026-12-10", "at": "19:00", "place": "党群服务中心"}, "chen"),
    ("POST services.begin", ""): (at("order_agreed"), same(reason=WHY), "chen"),
    ("POST services.begin", "closed"): (at("order_closed"), same(reason=WHY), "chen"),
    ("POST services.do_milestone", ""): (at("step"), nothing, "chen"),
    ("POST services.report", ""): (at("order_done"), same(words=WHY, served="3"), "chen"),
    ("POST services.report", "closed"): (at("order_closed"), same(words=WHY, served="3"), "chen"),
    ("POST services.say_satisfaction", ""): (at("order_reported"), same(grade="satisfied"), "chen"),
    ("POST services.say_satisfaction", "closed"): (at("order_closed"), same(grade="satisfied"), "chen"),
    ("POST services.send_back", ""): (at("order_reported"), same(reason=WHY), "chen"),
    ("POST services.close", ""): (at("order_reported"), nothing, "chen"),
    ("POST services.close", "closed"): (at("order_closed"), nothing, "chen"),
    ("POST services.thank", ""): (at("claim_closed"), same(words=WHY), "chen"),
    ("POST services.agree_to_be_named", ""): (at("thanks"), same(agreed="yes"), "chen"),
    ("POST services.set_post", ""): (nothing, same(
        title="小学门口值守", what="放学半小时，帮着疏导。", category="manners", place="门口", when="周一", slots="3",
        since="2026-12-01"), "chen"),
    ("GET services.post", ""): (at("volunteer_post"), nothing, "chen"),
    ("GET services.post", "closed"): (at("volunteer_post_over"), nothing, "chen"),
    ("POST services.take_slot", ""): (at("volunteer_post"), nothing, "chen"),
    ("POST services.take_slot", "closed"): (at("volunteer_post_over"), nothing, "chen"),
    ("POST services.leave_slot", ""): (at("volunteer_post"), nothing, "chen"),
    ("POST services.report_hours", ""): (at("volunteer_post"), same(worked_on="2026-11-24", minutes="60"), "chen"),
    ("POST services.decide_hours", ""): (at("volunteer_hours"), same(confirmed="yes"), "chen"),
    ("POST services.close_post", ""): (at("volunteer_post"), same(thanks="谢谢各位。"), "chen"),
    ("POST services.close_post", "closed"): (at("volunteer_post_over"), same(thanks="谢谢各位。"), "chen"),
}
