"""The first sign-in slips of a founding: printed into a PDF, or on the terminal; the codes are nowhere else."""
from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from consult.account.rules import cards
from consult.account.rules.slips import SLIP_HOLDS
from consult.community.models import Community
from consult.core.clock import local_date
from consult.founding import queries
from consult.storage.store import Store


def hand_over(store: Store, told: Mapping[str, Any], chosen: argparse.Namespace) -> int:
    """Print a line for each slip, or all of them into the file that was asked for."""
    codes: Mapping[str, str] = told.get("slips") or {}
    if chosen.slips is None:
        for login, code in codes.items():
            print(f"{login}\t{code}")
        return 0
    with store.read() as db:
        made = [
            cards.slip(_place(community, chosen.address), name=person.name, login=account.login_name,
                       code=codes[account.login_name], until=local_date(store.clock() + SLIP_HOLDS, "Asia/Shanghai"))
            for account, person in queries.unused_accounts(db) if account.login_name in codes
            for community in [db.get(Community, person.community_id) if person.community_id else None]]
    if made:
        chosen.slips.write_bytes(cards.pdf(made, form=cards.Form.CARDS, language="zh"))
    print(f"{chosen.slips}: {len(made)} slips" if made else "every account has a password: no slip to print")
    return 0


def _place(community: Community | None, address: str) -> cards.Place:
    desk = "，".join(filter(None, (community.desk_place, community.desk_hours, community.desk_phone))) if community else ""
    return cards.Place(community=community.name if community else "", language="zh", address=address, desk=desk)
