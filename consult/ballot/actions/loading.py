"""What the verbs of casting load first: the voice that is given."""
from __future__ import annotations

from consult.ballot import queries
from consult.ballot.models import Ballot, RollEntry
from consult.core.errors import RuleBroken
from consult.storage.unit_of_work import Work


def the_voice(work: Work, ballot: Ballot, person_id: int, voter_key: str) -> RollEntry:
    """The voice this person gives, the one named or the first; refused where there is none that counts."""
    mine = [v for v in queries.voices(work.db, ballot.id, person_id) if voter_key in ("", v.voter_key)]
    if not mine:
        raise RuleBroken("not_on_the_roll")
    present = [v for v in mine if v.present]
    if not present:
        raise RuleBroken("not_present_at_opening", opened_at=ballot.opened_at)
    return present[0]
