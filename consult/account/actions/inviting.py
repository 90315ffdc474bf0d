"""Verbs of invitations: codes for a household or for many, and taking one back."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from consult.account import policy, queries
from consult.account.events import HouseholdInvited, InvitationRevoked
from consult.account.models import Invitation
from consult.account.rules import codes
from consult.community.models import Household
from consult.core.errors import NotFound
from consult.storage.work import Work

INVITATION_HOLDS = timedelta(days=60)
PEOPLE_A_HOUSEHOLD = 4


def invite_household(work: Work, *, household_id: int) -> dict[str, object]:
    """Make an invitation code for a household; earlier ones stop. The code is told once and never stored:
    a repeat of the command answers with None."""
    household = work.get(Household, household_id)
    policy.require(work.actor, "invite", household)
    for earlier in queries.invitations_in_force(work.db, household.community_id, work.now):
        if earlier.household_id == household_id:
            _revoke(work, earlier)
    code = codes.new_invitation_code()
    invitation = work.add(_invitation(work, household, code))
    work.record(_invited(invitation))
    work.tell_once(code=code)
    return {"code": None, "household_id": household.id, "expires_at": invitation.expires_at}


def _invitation(work: Work, household: Household, code: str) -> Invitation:
    return Invitation(
        household_id=household.id, community_id=household.community_id,
        code_hash=codes.digest(codes.normal_code(code)), uses_left=PEOPLE_A_HOUSEHOLD, made_at=work.now,
        expires_at=work.now + INVITATION_HOLDS,
        made_by_id=work.actor.person_id if work.actor and not work.actor.is_system else None)


def _invited(invitation: Invitation) -> HouseholdInvited:
    return HouseholdInvited(
        community_id=invitation.community_id, household_id=invitation.household_id, invitation_id=invitation.id,
        expires_at=invitation.expires_at)


def invite_households(work: Work, *, household_ids: Sequence[int]) -> dict[str, object]:
    """The same for many households of one community at once: their codes are told once, as `codes`, by household.

    Earlier codes of these stop. NotFound where one of them is not there, or not of this community.
    """
    homes = work.db.scalars(
        select(Household).where(Household.id.in_(list(household_ids))).order_by(Household.id)
        .with_for_update(of=Household, key_share=True).options(lazyload(Household.building))).all()
    community = homes[0].community_id if homes else None
    if community is None or len(homes) < len(set(household_ids)) or {home.community_id for home in homes} != {community}:
        raise NotFound("household")
    policy.require(work.actor, "invite", homes[0])
    ended = _end_all(work, community, {home.id for home in homes})
    codes_of = {home.id: codes.new_invitation_code() for home in homes}
    made = [_invitation(work, home, codes_of[home.id]) for home in homes]
    work.db.add_all(made)
    work.db.flush()
    work.record_all([(event, work.actor) for event in (*ended, *map(_invited, made))])
    work.tell_once(codes=codes_of)
    return {"codes": None, "expires_at": made[0].expires_at}


def _end_all(work: Work, community_id: int, household_ids: set[int]) -> list[InvitationRevoked]:
    ended = [one for one in queries.invitations_in_force(work.db, community_id, work.now) if one.household_id in household_ids]
    for one in ended:
        one.revoked_at = work.now
    return [InvitationRevoked(community_id=community_id, invitation_id=one.id) for one in ended]


def revoke_invitation(work: Work, *, invitation_id: int) -> None:
    """Take an invitation back."""
    invitation = work.get(Invitation, invitation_id)
    policy.require(work.actor, "invite", invitation)
    _revoke(work, invitation)


def _revoke(work: Work, invitation: Invitation) -> None:
    invitation.revoked_at = work.now
    work.record(InvitationRevoked(community_id=invitation.community_id, invitation_id=invitation.id))
