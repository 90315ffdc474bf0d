"""Joining by a household's invitation."""
from __future__ import annotations

from typing import Annotated

from sqlalchemy import select

from consult.account import queries
from consult.account.actions.accounts import make_account
from consult.account.models import Invitation
from consult.account.rules import login_name
from consult.community import actions as register
from consult.community.models import Community, Household, Post
from consult.community.rules.ages import month_of_age
from consult.community.rules.kinds import PostKind
from consult.core.arguments import Length, Line
from consult.core.clock import local_date
from consult.storage.work import Work

Name = Annotated[str, Length(most=60, least=1)]
Month = Annotated[str, Length(most=7)]


def join_by_invitation(
    work: Work, *, code: Line, name: Name, called: Name, login: Line, hashed: str, comes_of_age: Month = ""
) -> dict[str, int]:
    """Enter a member of an invited household and open the account; the first of age becomes its representative. Whoever
    is not of age says the month in which it comes."""
    # The household first, as when it is invited; then the invitation once more, as it stands now.
    household = work.get(Household, queries.invitation_by_code(work.db, code, work.now).household_id)
    invitation = work.get(Invitation, queries.invitation_by_code(work.db, code, work.now).id)
    queries.check_usable(invitation, work.now)
    community = work.get(Community, household.community_id, lock=False)
    invitation.uses_left -= 1
    month = month_of_age(comes_of_age, register.today(work, community))
    person = register.admit_person(
        work, community=community, name=name, called=called, household=household, comes_of_age=month)
    if month is None and not _has_representative(work, household):
        register.take_post(
            work, community=community, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE,
            household=household,
        )
    account = make_account(work, person, login_name.check_name(login), hashed)
    return {"account_id": account.id, "person_id": person.id}


def _has_representative(work: Work, household: Household) -> bool:
    day = local_date(work.now, work.get(Community, household.community_id, lock=False).timezone)
    representing = select(Post.id).where(
        Post.household_id == household.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE,
        (Post.ends_on.is_(None)) | (Post.ends_on >= day),
    )
    return work.db.scalar(representing) is not None
