"""The first sign-in slips of a founding: printed into a PDF, or on the terminal; the codes are nowhere else."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from consult.account.rules import cards
from consult.account.rules.slips import SLIP_HOLDS
from consult.community.models import Community
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.founding import queries
from consult.storage.store import Store


def hand_over(store: Store, told: Mapping[str, Any], chosen: argparse.Namespace) -> int:
    """Print a line for each slip, or all of them into the file that was asked for."""
    codes: Mapping[str, str] = told.get("slips") or {}
    if chosen.slips is None or not (codes and _into_file(store, codes, chosen)):
        for login, code in codes.items():
            print(f"{login}\t{code}")
    return 0


def _into_file(store: Store, codes: Mapping[str, str], chosen: argparse.Namespace) -> bool:
    """Whether they were printed into the file; where they cannot be, they are not lost: the terminal shows them."""
    with store.read() as db:
        made = [
            cards.slip(_place(community, chosen.address), name=person.name, login=account.login_name,
                       code=codes[account.login_name], until=local_date(store.clock() + SLIP_HOLDS, "Asia/Shanghai"))
            for account, person in queries.unused_accounts(db) if account.login_name in codes
            for community in [db.get(Community, person.community_id) if person.community_id else None]]
    try:
        chosen.slips.write_bytes(cards.pdf(made, form=cards.Form.CARDS, language="zh"))
    except (OSError, RuleBroken) as problem:
        print(f"consult found: {chosen.slips}: not printed ({problem}); the codes:", file=sys.stderr)
        return False
    print(f"{chosen.slips}: {len(made)} slips")
    return True


def _place(community: Community | None, address: str) -> cards.Place:
    desk = "，".join(filter(None, (community.desk_place, community.desk_hours, community.desk_phone))) if community else ""
    return cards.Place(community=community.name if community else "", language="zh", address=address, desk=desk)
