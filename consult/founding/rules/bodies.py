"""Which bodies a community begins with, and what of them the law leaves to it."""
from __future__ import annotations

from consult.community.rules.kinds import BodyKind

BY_LAW = (BodyKind.RESIDENTS_ASSEMBLY, BodyKind.REPRESENTATIVES_MEETING, BodyKind.RESIDENTS_COUNCIL)
"""The Organic Law of the Urban Residents Committees (2025 revision) has these: arts. 26, 29 and 32."""
BEGINS_WITH = (*BY_LAW, BodyKind.JOINT_MEETING)
"""And the joint meeting, which owes the council its answers."""
LEAST_NOTICE = {BodyKind.RESIDENTS_ASSEMBLY: 10}
"""Calendar days below which the law allows no notice (art. 26)."""
MOST_NOTICE, MOST_ANSWER = 60, 365


def least_notice(kind: BodyKind) -> int:
    """The fewest days of notice that a body of the kind may have."""
    return LEAST_NOTICE.get(kind, 0)
