"""Verbs of invitations: a code for a household, and taking it back."""
from __future__ import annotations

from datetime import timedelta

from consult.account import policy, queries
from consult.account.events import HouseholdInvited, InvitationRevoked
from consult.account.models import Invitation
from consult.account.rules import codes
from consult.community.models import Household
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
    invitation = work.add(Invitation(
        household_id=household.id, community_id=household.community_id,
        code_hash=codes.digest(codes.normal_code(code)), uses_left=PEOPLE_A_HOUSEHOLD, made_at=work.now,
        expires_at=work.now + INVITATION_HOLDS,
    ))
    work.record(HouseholdInvited(
        community_id=household.community_id, household_id=household.id, invitation_id=invitation.id,
        expires_at=invitation.expires_at,
    ))
    work.tell_once(code=code)
    return {"code": None, "household_id": household.id, "expires_at": invitation.expires_at}


def revoke_invitation(work: Work, *, invitation_id: int) -> None:
    """Take an invitation back."""
    invitation = work.get(Invitation, invitation_id)
    policy.require(work.actor, "invite", invitation)
    _revoke(work, invitation)


def _revoke(work: Work, invitation: Invitation) -> None:
    invitation.revoked_at = work.now
    work.record(InvitationRevoked(community_id=invitation.community_id, invitation_id=invitation.id))
