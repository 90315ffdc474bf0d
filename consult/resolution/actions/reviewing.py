"""四议两公开: writing down one of the six stages beside an entry of the docket."""
from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from consult.core.arguments import Length
from consult.core.errors import BadShape
from consult.resolution import policy, queries
from consult.resolution.actions.docketing import loaded, today
from consult.resolution.events import StageHeld
from consult.resolution.models import ReviewStage, WorkPicture
from consult.resolution.rules.review import Stage, check_in_order
from consult.storage.pictures import Picture
from consult.storage.work import Work

Result = Annotated[str, Length(most=1_000, least=4)]
Paper = Annotated[str, Length(most=200)]


def record_stage(
    work: Work, *, entry_id: int, stage: Stage, held_on: date, attendance: int, result: Result, paper: Paper = "",
    picture: Picture | None = None,
) -> dict[str, Any]:
    """Write a stage down: when it was held, how many were there, what came of it, which paper says so, and a
    photograph of that paper. The stages follow each other; what is written stays."""
    entry = loaded(work, entry_id)
    actor = policy.require(work.actor, "record_stage", entry)
    held = queries.stages(work.db, entry.id)
    check_in_order(stage, {one.stage for one in held})
    if held_on > today(work, entry.community_id) or (held and held_on < held[-1].held_on):
        raise BadShape({"held_on": "not_then"})
    if attendance < 0:
        raise BadShape({"attendance": "not_a_number"})
    kept = _kept(work, entry.community_id, picture, paper or result)
    work.add(ReviewStage(
        entry_id=entry.id, stage=stage, held_on=held_on, attendance=attendance, result=result, paper=paper,
        picture_id=kept, recorded_by_id=actor.person_id, recorded_at=work.now,
    ))
    work.record(StageHeld(
        entry_id=entry.id, matter_id=entry.matter_id, stage=stage, held_on=held_on, attendance=attendance,
        result=result,
    ))
    return {"entry_id": entry.id, "stage": stage}


def _kept(work: Work, community_id: int, picture: Picture | None, said: str) -> int | None:
    if picture is None:
        return None
    return work.add(WorkPicture(
        community_id=community_id, note_id=None, alt=said[:200], width=picture.width, height=picture.height,
        digest=picture.digest, data=picture.data,
    )).id
