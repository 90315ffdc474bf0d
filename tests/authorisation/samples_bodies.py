"""What the matrix tries the pages of bodies with."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from consult.community import actions as register
from consult.community.queries.ways import to_come

if TYPE_CHECKING:
    from tests.authorisation.estate import Estate
from tests.builders import Neighbourhood

WAYS = {"name": "居民议事会", "convened_by": "secretary", "notice_days": "4", "cadence": "monthly",
        "vote_rule": "council_present_half", "answer_days": "30", "reopen_percent": "10", "reopen_least": "2",
        "seated_posts": "council_member", "asks_for_post": "y", "holds_from": "2026-12-20"}


def build(town: Neighbourhood, ids: dict[str, int]) -> None:
    """Somebody waits for a place in the council, and a way of the community is another in a month."""
    day = town.clock().date()
    ids["alternate"] = town.do(
        "lin", register.give_post, community_id=town.community, person_id=town.people["xu"], kind="council_member",
        starts_on=day, body_id=town.bodies["council"], as_alternate=True)["member_id"]
    for who, community, name in (("lin", town.community, "way_change"), ("mei", town.next_door, "next_way_change")):
        town.do(who, register.set_community_ways, community_id=community, holds_from=day + timedelta(days=40), grid_term_years=5)
        ids[name] = town.look(lambda db, community=community: to_come(db, community, None)[0].id)


def pages(page: Callable[..., Any]) -> dict[tuple[str, str], Any]:
    """The samples, made with the class that samples.py has for them."""
    def at(name: str) -> Callable[[Estate], dict[str, Any]]:
        return lambda e: {"id": e.ids[name]}

    return {
        ("GET bodies.show", ""): page(at=at("council"), query=lambda e: {"q": "顾"}),
        ("POST bodies.seat_person", ""): page(at=at("joint"), form=lambda e: {
            "person_id": e.ids["gu_jr"], "starts_on": "2026-12-01"}),
        ("POST bodies.take_place", ""): page(at=at("council"), form=lambda e: {
            "member_id": e.ids["alternate"], "starts_on": "2026-12-01"}),
        ("POST bodies.end_seat", ""): page(at=at("council"), form=lambda e: {
            "member_id": e.ids["alternate"], "ends_on": "2026-12-31"}),
        ("GET bodies.body_ways", ""): page(at=at("council")),
        ("POST bodies.set_body_ways", ""): page(at=at("council"), form=lambda e: {
            **WAYS, "answered_by_id": str(e.ids["joint"])}),
        ("GET bodies.our_ways", ""): page(),
        ("POST bodies.set_our_ways", ""): page(form=lambda e: {"desk_hours": "周一到周五", "holds_from": "2026-12-20"}),
        ("POST bodies.drop", ""): page(at=at("way_change")),
        ("GET bodies.new", ""): page(),
        ("POST bodies.form", ""): page(form=lambda e: {"kind": "public_forum", "name": "恳谈会", "name_en": "Forum"}),
        ("POST bodies.close", ""): page(at=at("assembly")),
        ("GET bodies.ending", ""): page(at=at("facilitator_post_1")),
    }
