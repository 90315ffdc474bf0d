"""Whether the people of a sitting are as its kind wants them: numbers, an odd panel, shares of the groups."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.community.rules.sittings.kind import Kind, Role
from consult.core.errors import RuleBroken
from consult.meeting.rules.sittings.phases import named


@dataclass(frozen=True)
class Part:
    """Somebody's part: whose, which role, from which group."""

    person_id: int
    role: str
    group: str = ""


def check_composition(kind: Kind, parts: Sequence[Part]) -> None:
    """Refuse a sitting that lacks someone, has too many, an even panel, or groups out of proportion.

    Panel odd and at least three; stakeholders and the public at least a third of the representatives, stakeholders
    more than the public (practice.md 2.4; 重大行政决策程序暂行条例 art. 16).
    """
    for role in kind.roles:
        held = [part for part in parts if part.role == role.code]
        _check_number(role, len(held))
        _check_share(role, held)


def _check_number(role: Role, have: int) -> None:
    if have < role.least:
        raise RuleBroken("role_missing", role=named(role), have=have, least=role.least)
    if role.most is not None and have > role.most:
        raise RuleBroken("role_too_many", role=named(role), have=have, most=role.most)
    if role.odd and have % 2 == 0:
        raise RuleBroken("role_not_odd", role=named(role), have=have)


def _check_share(role: Role, held: Sequence[Part]) -> None:
    if role.share is None or not held:
        return
    counts = [sum(part.group == group for part in held) for group in role.share.groups]
    if sum(counts) * role.share.den < len(held) * role.share.num:
        raise RuleBroken("share_too_small", have=sum(counts), all=len(held), num=role.share.num, den=role.share.den)
    if role.share.first_has_more and counts[0] <= counts[1]:
        names = {group.code: group for group in role.groups}
        first, second = (named(names[code]) for code in role.share.groups[:2])
        raise RuleBroken("share_out_of_order", first=first, second=second, have=counts[0], other=counts[1])
