"""What stands next door besides its rooms: one of each thing that an address may name, copied from one of ours."""
from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, select

from consult.account.models import Account, JoinRequest, SignInSlip
from consult.ballot.models.before import Announcement, OfficialResult
from consult.community.models import Grid, Household, ListImport, RepresentativeChange, Unit
from consult.meeting.models.sittings import LightMeeting, RaisedIssue
from consult.resolution.models import Task, WorkPicture, WorkStep
from consult.storage.base import Base
from consult.storage.jobs import Job
from consult.storage.work import Work
from tests.builders import Neighbourhood


def copied(work: Work, kind: type[Base], id: int, **changed: Any) -> int:
    """A row like one of ours, with some columns changed; its id."""
    ours = work.db.get_one(kind, id)
    values = {a.key: getattr(ours, a.key) for a in inspect(kind).column_attrs if a.key != "id"}
    return int(work.add(kind(**{**values, **changed})).id)  # type: ignore[attr-defined]


def _register(work: Work, town: Neighbourhood, ids: dict[str, int], there: dict[str, int]) -> dict[str, int]:
    """What waits for a yes next door, a paper, a slip, a building, a list."""
    pan = work.db.scalars(select(Account.id).where(Account.person_id == town.people["pan"])).one()
    home = work.db.get_one(Household, ids["home_pan"])
    return {
        "next_request": copied(work, JoinRequest, ids["join_request"], **there, household_id=home.id, login_name="next-newcomer"),
        "next_change": copied(work, RepresentativeChange, ids["change"], household_id=home.id),
        "next_job": copied(work, Job, ids["job"], **there, account_id=pan),
        "pan_account": pan, "next_slip": copied(work, SignInSlip, ids["waiting_slip"], account_id=pan),
        "next_building": home.building_id, "next_list": copied(work, ListImport, ids["waiting_list"], **there),
    }


def next_door(town: Neighbourhood, ids: dict[str, int], matter_id: int) -> dict[str, int]:
    """The ids of the copies."""
    def make(work: Work) -> dict[str, int]:
        there = {"community_id": town.next_door}
        task = copied(work, Task, ids["task_open"], **there, matter_id=matter_id, resolution_id=None, unit_id=None)
        light = copied(work, LightMeeting, ids["light"], **there, grid_id=None)
        grid = work.db.scalars(select(Grid.id).where(Grid.community_id == town.next_door)).first()
        return {
            "next_task": task, "next_work_step": copied(work, WorkStep, ids["work_step"], task_id=task),
            "next_light": light, "next_issue": copied(work, RaisedIssue, ids["issue"], light_meeting_id=light, matter_id=None),
            "next_announcement": copied(work, Announcement, ids["announced"], **there),
            "next_official": copied(work, OfficialResult, ids["official"], **there),
            "next_grid": grid or work.add(Grid(community_id=town.next_door, name="白桦第一网格")).id,
            "next_picture": work.add(WorkPicture(
                community_id=town.next_door, note_id=None, alt="照片", width=1, height=1, digest="0" * 64, data=b"x")).id,
            **_register(work, town, ids, there),
            "next_unit": copied(work, Unit, town.units["police"], **there),
        }

    made: dict[str, int] = town.run(None, make)
    return made
