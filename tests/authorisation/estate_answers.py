"""Work in each of its situations, a grid with its people, and the street's joint meeting with what was passed up."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select

from consult.community import actions as register
from consult.community.models import Grid, Household
from consult.resolution import actions as resolutions
from consult.resolution import queries
from tests.builders import Neighbourhood
from tests.builders_answers import a_reply, a_street, a_task, an_entry, reported


def build(town: Neighbourhood, ids: dict[str, int]) -> None:
    """Everything, by name: task_open (with a step, work_step), task_reported, task_blocked, task_done; grid, duty, building;
    street_entry."""
    ids["task_open"] = a_task(town, milestones="2026-12-05 出图")
    ids["work_step"] = town.see(queries.milestones, ids["task_open"])[0].id
    ids["task_reported"] = reported(town)
    ids["task_doubted"] = reported(town)
    town.do("gu", resolutions.say_not_done, task_id=ids["task_doubted"], reason="只贴了一家的报价。")
    ids["voice"] = town.see(queries.notes, ids["task_doubted"])[0].id
    ids["task_blocked"] = a_task(town)
    town.do("deng", resolutions.block, task_id=ids["task_blocked"], reason="管线图找不到，等自来水公司。")
    ids["task_done"] = reported(town, milestones="2026-12-05 出图")
    ids["work_step_done"] = town.see(queries.milestones, ids["task_done"])[0].id
    for who in ("gu", "ma", "xu"):
        town.do(who, resolutions.confirm_done, task_id=ids["task_done"])
    _grid(town, ids)
    street = a_street(town)
    entry = an_entry(town)
    a_reply(town, entry, decision="refer", to_body_id=street.body, to_dissenters="",
            reason="牵涉街道的管网和资金，超出社区的权限，提交街道联席会议。")
    ids |= {"street": street.street, "street_entry": town.see(queries.owed, entry.matter_id).id}


def _grid(town: Neighbourhood, ids: dict[str, int]) -> None:
    ids["grid"] = town.look(lambda db: db.scalars(select(Grid.id).where(Grid.community_id == town.community)).first())
    town.do("lin", register.contact_unit, grid_id=ids["grid"], unit_id=town.units["school"])
    town.do("lin", register.charge, grid_id=ids["grid"], kind="culture", person_id=town.people["chen"])
    ids["duty"] = _duty(town, ids["grid"])
    ids["building"] = town.look(lambda db: db.get_one(Household, town.households["gu"]).building_id)
    town.do("lin", register.enter_owner, household_id=town.households["gu"], area_cm2=885_000, person_id=town.people["gu"])
    town.do("lin", register.add_co_owner, household_id=town.households["gu"], person_id=town.people["gu_jr"])


def _duty(town: Neighbourhood, grid_id: int) -> Any:
    from consult.community.models import GridDuty

    return town.look(lambda db: db.scalars(select(GridDuty.id).where(GridDuty.grid_id == grid_id)).first())
