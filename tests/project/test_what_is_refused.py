"""Needs, orders and volunteer posts where they are refused: what was sent wrong, what comes too late, what is next door's."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.project import actions as projects
from consult.project.models import Need, PostClaim, VolunteerHours, VolunteerPost
from consult.project.rules.capacity import take
from consult.project.rules.steps import read_steps
from tests.builders import Neighbourhood
from tests.builders_projects import WHY, Services

TODAY = date(2026, 11, 26)


def refused(n: Neighbourhood, error: type[Refusal], who: str, verb: Any, /, **args: Any) -> Any:
    """The code of the refusal, or the fields that are wrong, or what is not there."""
    with pytest.raises(error) as refusal:
        n.do(who, verb, **args)
    return refusal.value.facts.get("fields") or refusal.value.facts.get("what") or refusal.value.code


# --- volunteer posts -------------------------------------------------------------------------------------


def test_a_post_ends_after_it_begins_and_has_places(neighbourhood: Neighbourhood) -> None:
    services = Services(neighbourhood)
    for words, fields in (({"until": date(2026, 11, 19)}, {"until": "before_it_begins"}),
                          ({"slots": 0}, {"slots": "number_between:1:500"}), ({"slots": 501}, {"slots": "number_between:1:500"})):
        with pytest.raises(BadShape) as wrong:
            services.a_post(**words)
        assert wrong.value.fields == fields
    assert services.a_post(until=date(2026, 11, 20))


def test_a_post_has_so_many_slots_and_each_neighbour_has_one(neighbourhood: Neighbourhood) -> None:
    n, post = neighbourhood, Services(neighbourhood).a_post(slots=2)
    assert n.do("chen", projects.take_slot, post_id=post) == {"left": 1}
    assert n.do("chen", projects.take_slot, post_id=post) == {"left": 1}
    assert n.do("wang", projects.take_slot, post_id=post) == {"left": 0}
    assert refused(n, RuleBroken, "li", projects.take_slot, post_id=post) == "slots_taken"
    assert n.do("chen", projects.leave_slot, post_id=post) == {"left": 1}
    assert refused(n, RuleBroken, "chen", projects.leave_slot, post_id=post) == "not_now"
    assert n.do("chen", projects.take_slot, post_id=post) == {"left": 0}
    assert refused(n, NotFound, "li", projects.leave_slot, post_id=post) == "post_claim"
    slots = n.look(lambda db: db.query(PostClaim).count())
    assert slots == 2


def test_hours_are_written_down_for_days_that_were_and_no_day_has_more_than_twelve(neighbourhood: Neighbourhood) -> None:
    n, post = neighbourhood, Services(neighbourhood).a_post()
    here: dict[str, Any] = {"post_id": post, "worked_on": TODAY}
    assert refused(n, NotFound, "chen", projects.report_hours, **here, minutes=60) == "post_claim"
    n.do("chen", projects.take_slot, post_id=post)
    for minutes in (0, 721):
        assert refused(n, BadShape, "chen", projects.report_hours, **here, minutes=minutes) == {
            "minutes": "number_between:1:720"}
    tomorrow = here | {"worked_on": TODAY + timedelta(days=1)}
    assert refused(n, BadShape, "chen", projects.report_hours, **tomorrow, minutes=60) == {"worked_on": "to_come"}
    n.do("chen", projects.report_hours, **here, minutes=700)
    assert refused(n, RuleBroken, "chen", projects.report_hours, **here, minutes=21) == "day_is_full"
    n.do("chen", projects.report_hours, **here, minutes=20)
    first, second = n.look(lambda db: [row.id for row in db.query(VolunteerHours).order_by(VolunteerHours.id)])
    n.do("lin", projects.decide_hours, hours_id=first, confirmed=False)
    assert refused(n, RuleBroken, "lin", projects.decide_hours, hours_id=first, confirmed=True) == "not_now"
    # What was not confirmed leaves room on its day again.
    n.do("chen", projects.report_hours, **here, minutes=700)
    n.do("lin", projects.decide_hours, hours_id=second, confirmed=True)
    assert n.look(lambda db: db.get_one(VolunteerHours, second).confirmed) is True


def test_a_post_that_is_over_takes_nobody_more(neighbourhood: Neighbourhood) -> None:
    n, post = neighbourhood, Services(neighbourhood).a_post()
    assert n.do("lin", projects.close_post, post_id=post, thanks="谢谢大家") == {"state": "closed"}
    assert n.look(lambda db: db.get_one(VolunteerPost, post).thanks) == "谢谢大家"
    assert refused(n, RuleBroken, "chen", projects.take_slot, post_id=post) == "not_now"
    assert refused(n, RuleBroken, "lin", projects.close_post, post_id=post) == "not_now"


# --- needs -----------------------------------------------------------------------------------------------


def test_a_need_is_taken_back_only_until_it_is_reviewed(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    need = services.a_need(accepted=False)
    n.do("he", projects.withdraw_need, need_id=need)
    assert n.look(lambda db: db.get_one(Need, need).state) == "withdrawn"
    assert refused(n, RuleBroken, "he", projects.withdraw_need, need_id=services.a_need()) == "not_now"


def test_a_need_given_back_has_its_reason_and_is_not_on_the_list(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    need = services.a_need(accepted=False)
    assert n.do("lin", projects.return_need, need_id=need, reason="已经有人在办了") == {"state": "returned"}
    assert n.look(lambda db: db.get_one(Need, need).reason) == "已经有人在办了"


def test_a_need_joins_another_that_is_on_the_list_and_its_people_are_counted_there(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    into, need, unlisted = services.a_need(people=4_990), services.a_need(accepted=False), services.a_need(accepted=False)
    args: dict[str, Any] = {"need_id": need, "reason": "说的是同一件事"}
    assert refused(n, RuleBroken, "lin", projects.merge_need, **args, into_id=need) == "joins_itself"
    assert refused(n, RuleBroken, "lin", projects.merge_need, **args, into_id=unlisted) == "merges_into_unlisted"
    n.do("lin", projects.merge_need, **args, into_id=into)
    kept = n.look(lambda db: (db.get_one(Need, into).people, db.get_one(Need, need).into_id))
    assert kept == (5_000, into)


def test_a_need_is_of_its_own_community(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    asked: dict[str, Any] = {"community_id": n.community, "title": "种菜的地", "what": "想有块地种菜养花", "category": "environment"}
    assert refused(n, NotFound, "he", projects.file_need, **asked, matter_id=99_999) == "matter"
    need = services.a_need(accepted=False)
    assert refused(n, NotFound, "lin", projects.accept_need, need_id=need, reason=WHY, meeting_id=99_999) == "meeting"


# --- orders ----------------------------------------------------------------------------------------------


def test_an_order_is_due_after_it_begins(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(BadShape) as wrong:
        Services(neighbourhood).an_order(starts_on=date(2026, 12, 5), due_on=date(2026, 12, 4))
    assert wrong.value.fields == {"due_on": "before_it_begins"}


def test_an_order_takes_more_needs_and_resources_only_while_it_is_prepared(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="drawn")
    here = {"project_id": order.project_id}
    n.do("lin", projects.add_need, **here, need_id=services.a_need())
    assert refused(n, NotFound, "lin", projects.add_need, **here, need_id=99_999) == "need"
    for _ in range(2):
        n.do("lin", projects.add_resource, **here, resource_id=order.resource_id)
    offered = services.a_resource(listed=False)
    assert refused(n, RuleBroken, "lin", projects.add_resource, **here, resource_id=offered) == "not_now"
    taken_on = services.an_order(state="accepted")
    late = {"project_id": taken_on.project_id}
    assert refused(n, RuleBroken, "lin", projects.add_need, **late, need_id=services.a_need()) == "not_now"
    assert refused(n, RuleBroken, "lin", projects.add_resource, **late, resource_id=services.a_resource()) == "not_now"


# --- rules -----------------------------------------------------------------------------------------------


def test_the_steps_of_an_agreement_are_lines_that_begin_with_their_day() -> None:
    assert read_steps(" 2026-12-12：教大家种 \n\n2026-12-05 送苗") == [(date(2026, 12, 5), "送苗"), (date(2026, 12, 12), "教大家种")]
    assert len(read_steps("\n".join(["2026-12-05做"] * 8))) == 8


@pytest.mark.parametrize(("text", "why"), [
    ("", "missing"), (" \n ", "missing"), ("\n".join(["2026-12-05做"] * 9), "too_many_steps"), ("送苗", "step_without_day"),
    ("2026-13-05送苗", "step_without_day"), ("2026-12-05：", "step_without_words"), ("2026-12-05" + "长" * 201, "too_long:200"),
])
def test_what_is_no_step(text: str, why: str) -> None:
    with pytest.raises(BadShape) as wrong:
        read_steps(text)
    assert wrong.value.fields == {"steps": why}


@pytest.mark.parametrize("wanted", [0, -1])
def test_nobody_takes_no_place(wanted: int) -> None:
    with pytest.raises(BadShape) as wrong:
        take(5, 0, wanted)
    assert wrong.value.fields == {"places": "not_a_number"}
