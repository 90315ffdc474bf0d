"""Replies and the work that follows, brought as far as a test needs them."""
from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image
from sqlalchemy import select

from consult.account import actions as accounts
from consult.community import actions as register
from consult.community.models import Community, Grid
from consult.community.rules.kinds import PostKind, UnitKind
from consult.resolution import actions as resolutions
from consult.resolution import queries
from consult.resolution.models import DocketEntry, Task
from consult.storage.work import Work
from tests.builders import Neighbourhood, password_hash

REASON = "经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。"
BETWEEN = "联席会议议事规则第八条"
TO_DISSENTERS = "一楼两户的采光另请专业人员测算，结果张榜公布，再定补偿。"
DUE = date(2026, 12, 31)


def an_entry(n: Neighbourhood, **decision: Any) -> DocketEntry:
    """An outcome on the docket of the joint meeting, adopted four to one unless said otherwise."""
    room = n.a_closed_meeting(**decision)
    found: DocketEntry = n.see(queries.entries_of_matter, room.matter_id)[-1]
    return found


def a_reply(n: Neighbourhood, entry: DocketEntry, who: str = "wu", **given: Any) -> Any:
    """The reply of the body: adopted, by the property manager before the end of the year."""
    words: dict[str, Any] = {
        "decision": "adopt", "between_rule": BETWEEN, "reason": REASON, "to_dissenters": TO_DISSENTERS, "unit_id": n.units["property"],
        "due_on": DUE,
    }
    if given.get("decision") in ("refer", "decline"):
        words |= {"unit_id": None, "due_on": None}
    return n.do(who, resolutions.reply, entry_id=entry.id, **words | given)


def a_task(n: Neighbourhood, **given: Any) -> int:
    """Work that the joint meeting's reply promised; its id."""
    entry = an_entry(n)
    a_reply(n, entry, **given)
    return the_task_of(n, entry.matter_id).id


def reported(n: Neighbourhood, **given: Any) -> int:
    """Work that its owner reported done."""
    id = a_task(n, **given)
    n.do("deng", resolutions.report_done, task_id=id, text="两份报价张贴在单元门口。")
    return id


def the_task(n: Neighbourhood, id: int) -> Task:
    """A task as it stands."""
    found: Task = n.see(queries.task, id, n.community)
    return found


def the_task_of(n: Neighbourhood, matter_id: int) -> Task:
    """The work that counts for a matter."""
    found: Task | None = n.see(queries.task_of_matter, matter_id)
    assert found is not None
    return found


def tried_on_work(task_id: int, unit_id: int, later: date, reason: str) -> dict[str, dict[str, Any]]:
    """Every verb on a task, with arguments under which somebody may."""
    it = {"task_id": task_id}
    return {
        "note_progress": it | {"text": reason}, "reach_milestone": it | {"step_id": 1},
        "block": it | {"reason": reason}, "unblock": it, "hand_over": it | {"unit_id": unit_id, "reason": reason},
        "extend": it | {"due_on": later, "reason": reason}, "renew": it | {"due_on": later, "reason": reason},
        "report_done": it | {"text": reason}, "confirm_done": it, "say_not_done": it | {"reason": reason},
        "miss_date": it, "answer_voice": it | {"note_id": 1, "text": reason},
    }


def a_photograph(width: int = 60, height: int = 40, kind: str = "JPEG", **saving: Any) -> bytes:
    """A file as a telephone would send it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(out, kind, **saving)
    return out.getvalue()


def the_work(n: Neighbourhood) -> None:
    """One row of everything that follows from a reply, and of everything a grid has."""
    entry = an_entry(n)
    n.do("wu", resolutions.record_stage, entry_id=entry.id, stage="proposed_by_party", held_on=n.clock().date(),
         attendance=9, result="同意提请两委会商议。")
    a_reply(n, entry, milestones="2026-12-05 出图")
    id = the_task_of(n, entry.matter_id).id
    n.do("deng", resolutions.note_progress, task_id=id, text="两家公司已经上门量过。")
    n.do("deng", resolutions.report_done, task_id=id, text="两份报价张贴在单元门口。")
    n.do("gu", resolutions.confirm_done, task_id=id)
    grid = n.look(lambda db: db.scalars(select(Grid.id).where(Grid.community_id == n.community)).first())
    n.do("lin", register.contact_unit, grid_id=grid, unit_id=n.units["school"])
    n.do("lin", register.charge, grid_id=grid, kind="culture", person_id=n.people["chen"])


@dataclass(frozen=True)
class OnTheStreet:
    """The street's joint meeting: its body, its office as a unit, and who acts for it."""

    body: int
    unit: int
    street: int


def a_street(n: Neighbourhood) -> OnTheStreet:
    """柳荫街道党建联席会议 with its secretary 许国华 (xu_street) and its officer 卢敏 (lu_street)."""

    def formed(work: Work) -> dict[str, int]:
        street = work.get(Community, n.community).street
        body = register.form_street_body(
            work, street=street, name="街道党建联席会议", name_en="Street Joint Meeting")
        unit = register.register_street_unit(work, street=street, kind=UnitKind.STREET_OFFICE, name="柳荫街道办事处", body=body)
        for key, name, kind in (("xu_street", "许国华", PostKind.STREET_SECRETARY), ("lu_street", "卢敏", PostKind.STREET_OFFICER)):
            person = register.enter_on_street(work, street=street, name=name)
            register.appoint_on_street(work, body=body, person=person, kind=kind)
            accounts.open_account(work, person=person, name=key, hashed=password_hash())
            n.people[key] = person.id
        register.send_street_delegate(work, unit=unit, person=person)
        return {"body": body.id, "unit": unit.id, "street": street.id}

    return OnTheStreet(**n.run(None, formed))
