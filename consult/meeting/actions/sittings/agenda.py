"""How many matters a kind takes up, and whether a sitting is the next round of an earlier one."""
from __future__ import annotations

from consult.community.models import Body
from consult.community.rules.sittings import Kind
from consult.core.errors import BadShape, RuleBroken
from consult.meeting.models.sittings import Sitting
from consult.meeting.queries import sittings as queries
from consult.storage.work import Work


def agenda_of(kind: Kind, first: int | None, more: str, *, extraordinary: bool) -> list[int]:
    """The ids of the matters in their order; refused where the kind takes fewer or more of them.

    An extraordinary joint meeting takes exactly one (临时会议一事一议, bodies.md #4, #5).
    """
    ids = [first] if first else []
    for word in filter(None, (part.strip() for part in more.split(","))):
        if not word.isdecimal() or len(word) > 9:
            raise BadShape({"more_matters": "not_a_choice"})
        if int(word) not in ids:
            ids.append(int(word))
    least, most = kind.matters_least, kind.matters_most
    if extraordinary and kind.ad_hoc_matters:
        least = most = kind.ad_hoc_matters
    if len(ids) < least:
        raise BadShape({"matter_id": "missing"})
    if len(ids) > most:
        code = "ad_hoc_takes_one" if extraordinary and kind.ad_hoc_matters else "too_many_matters"
        raise RuleBroken(code, most=most, have=len(ids))
    return ids


def round_before(work: Work, body: Body, kind: Kind, matter_ids: list[int]) -> Sitting | None:
    """The sitting that a new one goes on from: the same body heard the same matter before, in a fixed order."""
    if not kind.roles or len(matter_ids) != 1:
        return None
    earlier = queries.earlier_round(work.db, body.id, matter_ids[0])
    return queries.sitting(work.db, earlier.id) if earlier else None
