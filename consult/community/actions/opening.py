"""The office opens its community from the check-list: from that day its register is no longer being set up."""
from __future__ import annotations

from consult.community import policy
from consult.community.actions.register import today
from consult.community.events import CommunityOpened
from consult.community.models import Community
from consult.core.errors import RuleBroken
from consult.storage.work import Work


def open_community(work: Work, *, community_id: int) -> dict[str, str]:
    """Open a community today; RuleBroken where it is open already. What is missing by then is said, and refuses nothing:
    whether a first session is lawful its own rules say."""
    community = work.get(Community, community_id)
    policy.require(work.actor, "keep_register", community)
    if community.opened_on is not None:
        raise RuleBroken("opened_already", day=community.opened_on)
    community.opened_on = today(work, community)
    work.record(CommunityOpened(community_id=community.id, opened_on=community.opened_on))
    return {"opened_on": community.opened_on.isoformat()}
