"""How many voices one person may give by written proxy: what the rule of a ballot says, asked in this one place."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.core.errors import RuleBroken


def most_proxies(rule: Mapping[str, Any]) -> int:
    """How many the frozen rule allows one person: three by 居委会组织法 art. 19, none where representatives elect."""
    return int(rule.get("proxies", 0))


def check_may_hold(rule: Mapping[str, Any], called: str, held: Sequence[str], voter_key: str) -> None:
    """RuleBroken for a voice more than one person may hold; the same voice, filed anew, is none more."""
    most = most_proxies(rule)
    if len([key for key in held if key != voter_key]) >= most:
        raise RuleBroken("too_many_proxies", called=called, most=most)
