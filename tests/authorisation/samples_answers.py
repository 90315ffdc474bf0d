"""What the pages of answers and of the work that follows are tried with: by action, the address and the form."""
from __future__ import annotations

from typing import Any

WHY = "有一户的管线图找不到，等自来水公司来人。"


def _at(name: str) -> Any:
    return lambda e: {"id": e.ids[name]}


def _young(e: Any) -> dict[str, int]:
    return {"id": e.ids["home_gu"], "person_id": e.ids["gu_jr"]}


def _sends(**form: Any) -> Any:
    return lambda e: form


def _work(action: str, name: str, done: Any = None, **form: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """A form on a task, in its situation and after the end of the work."""
    return {
        (f"POST tasks.{action}", ""): {"at": _at(name), "form": _sends(**form)},
        (f"POST tasks.{action}", "closed"): {"at": done or _at("task_done"), "form": _sends(**form)},
    }


STAGE = {"stage": "proposed_by_party", "held_on": "2026-11-20", "attendance": "9", "result": "同意提请两委会商议。"}
PAGES: dict[tuple[str, str], dict[str, Any]] = {
    ("GET tasks.index", ""): {},
    ("GET tasks.show", ""): {"at": _at("task_open")},
    ("GET tasks.show", "closed"): {"at": _at("task_done")},
    ("GET tasks.picture", ""): {"at": lambda e: {"id": 2_000_000}},
    **_work("note", "task_open", text="两家公司已经上门量过。"),
    **_work("report_done", "task_open", text="两份报价张贴在单元门口。"),
    **_work("block", "task_open", reason=WHY), **_work("unblock", "task_blocked"),
    **_work("extend", "task_open", due_on="2027-03-01", reason=WHY),
    **_work("confirm", "task_reported"), **_work("say_not_done", "task_reported", reason="只贴了一家的报价。"),
    ("POST tasks.answer_voice", ""): {
        "at": lambda e: {"id": e.ids["task_doubted"], "note_id": e.ids["voice"]}, "form": _sends(text="明天补贴，请再看。")},
    **_work("renew", "task_open", due_on="2027-03-01", reason=WHY),
    ("POST tasks.hand_over", ""): {"at": _at("task_open"), "form": lambda e: {"unit_id": e.ids["school"], "reason": WHY}},
    ("POST tasks.hand_over", "closed"): {"at": _at("task_done"), "form": lambda e: {"unit_id": e.ids["school"], "reason": WHY}},
    ("POST tasks.reach", ""): {"at": lambda e: {"id": e.ids["task_open"], "step_id": e.ids["work_step"]}},
    ("POST tasks.reach", "closed"): {"at": lambda e: {"id": e.ids["task_done"], "step_id": e.ids["work_step_done"]}},

    ("POST docket.acknowledge", ""): {"at": _at("over_entry")},
    ("POST docket.acknowledge", "closed"): {"at": _at("published_entry")},
    ("GET docket.stages", ""): {"at": _at("over_entry")},
    ("POST docket.record_stage", ""): {"at": _at("over_entry"), "form": _sends(**STAGE)},

    ("GET grids.index", ""): {},
    ("POST grids.contact", ""): {"at": _at("grid"), "form": lambda e: {"unit_id": e.ids["police"]}},
    ("POST grids.end_contact", ""): {"at": _at("grid"), "form": lambda e: {"unit_id": e.ids["school"]}},
    ("POST grids.charge", ""): {"at": _at("grid"), "form": lambda e: {"kind": "safety", "person_id": e.ids["chen"]}},
    ("POST grids.end_charge", ""): {"at": _at("grid"), "form": lambda e: {"duty_id": e.ids["duty"]}},

    ("GET roster.units", ""): {"query": _sends(q="顾")},
    ("POST roster.add_unit", ""): {"form": _sends(kind="school", name="第二小学")},
    ("POST roster.change_delegate", ""): {"at": _at("police"), "form": lambda e: {"person_id": e.ids["he"]}},
    ("POST roster.seat_unit", ""): {"at": _at("school"), "form": lambda e: {"body_id": e.ids["council"]}},
    ("POST roster.unseat_unit", ""): {"at": _at("school"), "form": lambda e: {"body_id": e.ids["joint"]}},
    ("GET roster.household", ""): {"at": _at("home_gu")},
    ("POST roster.change_representative", ""): {"at": _at("home_gu"), "form": lambda e: {"person_id": e.ids["gu"], "reason": "搬走了"}},
    ("POST roster.enter_owner", ""): {
        "at": _at("home_gu"), "form": lambda e: {"owner": f"person:{e.ids['gu']}", "area": "89.50"}},
    ("POST roster.describe", ""): {"at": _at("home_gu"), "form": _sends(use="home", lived_in="yes", area="89.50")},
    ("POST roster.add_co_owner", ""): {"at": _at("home_gu"), "form": lambda e: {"person_id": e.ids["he"]}},
    ("POST roster.end_co_owner", ""): {"at": _at("home_gu"), "form": lambda e: {"person_id": e.ids["gu_jr"]}},
    ("POST roster.name_voter", ""): {"at": _at("home_gu"), "form": lambda e: {"person_id": e.ids["gu"]}},
    ("POST roster.enter_age", ""): {"at": _young, "form": _sends(comes_of_age="2028-03")},
    ("POST roster.mark_of_age", ""): {"at": _young},
    ("GET roster.numbers", ""): {},
    ("POST roster.state_number", ""): {
        "form": _sends(kind="households", count="40", source="入户登记", as_of="2026-10-01")},
    ("POST roster.add_home", ""): {"form": lambda e: {"building_id": e.ids["building"], "door": "9单元901", "use": "shop"}},

    # Nobody of a community acts for the street: to all of them it is not there (tests/web/test_street_pages.py).
    ("GET street.docket", ""): {"at": lambda e: {"street_id": e.ids["street"]}},
    ("GET street.reply", ""): {"at": lambda e: {"street_id": e.ids["street"], "id": e.ids["street_entry"]}},
    ("POST street.give_reply", ""): {
        "at": lambda e: {"street_id": e.ids["street"], "id": e.ids["street_entry"]},
        "form": _sends(decision="decline", between_rule="街道联席会议规则", reason="今年的预算已经安排完，明年列入再议，请大家谅解。",
                       to_dissenters="明年再议。")},
    ("POST street.acknowledge", ""): {"at": lambda e: {"street_id": e.ids["street"], "id": e.ids["street_entry"]}},
}
