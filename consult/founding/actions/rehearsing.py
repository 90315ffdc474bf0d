"""That a rehearsal was made beside the community, or deleted, stands in the community's own log."""
from __future__ import annotations

from consult.community.models import Community
from consult.founding import policy
from consult.founding.events import RehearsalDeleted, RehearsalMade
from consult.storage.work import Work


def note_rehearsal(work: Work, *, community_id: int, made: bool) -> dict[str, int]:
    """Note it. The rehearsal itself is in a database of its own, and tells nothing here."""
    community = work.get(Community, community_id, lock=False)
    policy.require(work.actor, "keep_rehearsal", community)
    work.record((RehearsalMade if made else RehearsalDeleted)(community_id=community.id))
    return {"community_id": community.id}
