"""For those without a phone: endorsing on paper at the desk or through a helper, and a matter told by a call."""
from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import func, select

from consult.community.models import Community, Household, Person
from consult.community.queries import heads_of, household_ids
from consult.community.rules.hands import hand_of
from consult.core.actor import Actor
from consult.core.arguments import Length
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.matter import policy, queries
from consult.matter.actions.from_below import count_again, put_forward, stand_behind
from consult.matter.actions.moving import community_of, today
from consult.matter.models import Endorsement, Matter
from consult.matter.rules.by_whom import Way
from consult.matter.rules.lifecycle import CAN_ENDORSE
from consult.matter.rules.proposal import Proposal
from consult.storage.work import Work

Why = Annotated[str, Length(most=200, least=2)]
Witness = Annotated[str, Length(most=60)]


def endorse_for(
    work: Work, *, matter_id: int, person_id: int, way: Way, reason: Why, witness: Witness = ""
) -> dict[str, int]:
    """Stand behind a matter for somebody who asks for it: with their paper at the desk, or at their door by a helper,
    who names a witness. Answers with the number of the slip that they get. The household counts once, whichever way."""
    matter = _open_matter(work, matter_id)
    actor = policy.require(work.actor, "endorse_at_desk" if way == Way.DESK else "endorse_at_door", matter)
    if way == Way.OWN:
        raise BadShape({"way": "not_a_choice"})
    person = _neighbour(work, matter, person_id)
    home = _home_of(work, matter, person)
    if way == Way.HELPER:
        _check_helper(work, matter, actor, home, witness)
    if queries.stands_behind(work.db, matter.id, person.id):
        raise RuleBroken("stands_behind_already")
    slip = 1 + (work.db.scalar(select(func.max(Endorsement.slip)).where(Endorsement.matter_id == matter.id)) or 0)
    hand = hand_of(actor, matter.community_id)
    return stand_behind(work, matter, Endorsement(
        matter_id=matter.id, person_id=person.id, household_id=home, endorsed_at=work.now, way=way,
        entered_by_id=actor.person_id, hand=hand, reason=reason, witness=witness.strip(), slip=slip)) | {"slip": slip}


def take_back_for(work: Work, *, matter_id: int, person_id: int) -> dict[str, int]:
    """At the desk somebody takes back what was endorsed for them, or by themselves; possible until it is screened."""
    matter = _open_matter(work, matter_id)
    policy.require(work.actor, "endorse_at_desk", matter)
    row = work.db.get(Endorsement, (matter.id, _neighbour(work, matter, person_id).id))
    if row is None:
        raise NotFound("endorsement")
    work.db.delete(row)
    return count_again(work, matter)


def propose_for(work: Work, *, community_id: int, person_id: int, read_back: bool, proposal: Proposal) -> dict[str, Any]:
    """Write down what a resident says at the desk or on the telephone, and put it forward as theirs, once it was read
    back to them and they agreed. Whoever wrote it down is named beside it."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "propose_for", community)
    if not read_back:
        raise BadShape({"read_back": "missing"})
    person = work.get(Person, person_id, lock=False)
    if person.community_id != community.id:
        raise NotFound("person")
    homes = household_ids(work.db, person.id, today(work, community))
    return put_forward(
        work, community, person.id, person.called, min(homes, default=None), proposal,
        hand=hand_of(actor, community.id))


def _open_matter(work: Work, matter_id: int) -> Matter:
    matter = work.get(Matter, matter_id)
    if matter.state not in CAN_ENDORSE:
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="endorse")
    return matter


def _neighbour(work: Work, matter: Matter, person_id: int) -> Person:
    person = work.get(Person, person_id, lock=False)
    if person.community_id != matter.community_id:
        raise NotFound("person")
    return person


def _home_of(work: Work, matter: Matter, person: Person) -> int:
    homes = household_ids(work.db, person.id, today(work, community_of(work, matter)))
    if not homes:
        raise RuleBroken("lives_in_no_home")
    if matter.proposer_id == person.id or matter.household_id in homes:
        raise RuleBroken("own_household")
    return min(homes)


def _check_helper(work: Work, matter: Matter, actor: Actor, home: int, witness: str) -> None:
    """Heads of a grid or a building help in theirs; somebody else has to be there."""
    household = work.get(Household, home, lock=False)
    if not heads_of(work.db, actor.person_id, household, today(work, community_of(work, matter))) and not policy.permits(
            actor, "endorse_at_desk", matter):
        raise Forbidden("not_yours_to_do", verb="endorse_for")
    if len(witness.strip()) < 2 or witness.strip() in (actor.name, actor.called):
        raise BadShape({"witness": "witness_needed"})
