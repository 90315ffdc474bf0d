"""What the community's log tells of the rehearsal beside it."""
from __future__ import annotations

from dataclasses import dataclass

from consult.community.events import CommunityEvent


@dataclass(frozen=True, kw_only=True)
class RehearsalMade(CommunityEvent):
    """A community to rehearse in was made beside this one."""


@dataclass(frozen=True, kw_only=True)
class RehearsalDeleted(CommunityEvent):
    """It was deleted whole."""
