"""Two entries of one person became one: what stood behind a matter twice stands behind it once."""
from __future__ import annotations

from sqlalchemy import select

from consult.community.events import PersonsMerged
from consult.community.queries import household_ids
from consult.matter import queries
from consult.matter.actions.from_below import check_still_enough
from consult.matter.actions.moving import community_of, today
from consult.matter.events import EndorsementTakenBack
from consult.matter.models import Endorsement, Matter
from consult.matter.rules.lifecycle import CAN_ENDORSE
from consult.storage.work import Work


def follow_merge(work: Work, e: PersonsMerged) -> None:
    """Endorsements go on under the entry that stays. While a matter still gathers them, a person counts once, and for no
    matter of their own; what was counted for a matter that has gone on stays as it was."""
    for matter_id in work.db.scalars(select(Endorsement.matter_id).where(
            Endorsement.person_id.in_((e.kept_id, e.gone_id))).distinct().order_by(Endorsement.matter_id)).all():
        matter = work.get(Matter, matter_id)
        rows = {row.person_id: row for row in work.db.scalars(select(Endorsement).where(
            Endorsement.matter_id == matter_id, Endorsement.person_id.in_((e.kept_id, e.gone_id))))}
        if matter.state in CAN_ENDORSE:
            _once(work, matter, rows, e)
        elif len(rows) == 1 and e.gone_id in rows:
            rows[e.gone_id].person_id = e.kept_id
    work.db.flush()


def _once(work: Work, matter: Matter, rows: dict[int, Endorsement], e: PersonsMerged) -> None:
    own = matter.proposer_id in (e.kept_id, e.gone_id) or matter.household_id in household_ids(
        work.db, e.kept_id, today(work, community_of(work, matter)))
    goes = list(rows.values()) if own else [row for id, row in rows.items() if id == e.gone_id and len(rows) == 2]
    for row in goes:
        work.db.delete(row)
    work.db.flush()
    if not own and len(rows) == 1 and e.gone_id in rows:
        rows[e.gone_id].person_id = e.kept_id
        work.db.flush()
    if goes:
        households = queries.households_behind(work.db, matter.id)
        work.record(EndorsementTakenBack(matter_id=matter.id, households=households, threshold=matter.threshold))
        check_still_enough(work, matter, households)
