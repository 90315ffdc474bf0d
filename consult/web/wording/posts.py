"""Words for posts and seats: what each post may do, in one line; what is said when one is refused."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

POST_DOES: dict[str, Any] = {
    "party_secretary": later("管名册、审议题、召集会议，复核公开的记录，坐进两委联席会议"),
    "committee_director": later("管名册、审议题、召集会议，盘点选票，坐进两委联席会议和居民代表会议"),
    "committee_member": later("盘点选票、帮人投票，复核公开的记录，坐进两委联席会议和居民代表会议"),
    "secretary": later("管名册、审议题、召集会议，管会场，写记录"),
    "facilitator": later("主持会议，管会场，盘点选票"),
    "grid_head": later("替居民说出需求，帮人投票，召集院坝会，拍照贴公告"),
    "building_head": later("替居民说出需求，帮人投票，召集楼栋会，拍照贴公告"),
    "resident_group_leader": later("帮人投票，召集院坝会和楼栋会"),
    "resident_representative": later("坐进居民代表会议，有一票"),
    "council_member": later("坐进居民议事会，有一票，看得到谁投了票"),
    "oversight_member": later("主持民主评议，盘点选票，裁定名册，复核公开的记录"),
}
"""Follows from the chapters' policies and from which posts a kind of sitting seats; nothing here gives anything."""

REFUSALS: dict[str, Any] = {
    "post_held_already": later("这个职务现在就由这位担任着，从%(since)s起。要换任期，先把原来的任期结束。"),
    "seat_needs_post": later("%(body)s的席位跟着职务走：先任命，同一天就进名册。"),
    "seated_already": later("这位已经在里面了。"),
    "body_closed": later("%(body)s已经撤了，不再开会。"),
    "body_has_meetings": later("还有一次会召集好了，或者正在开。先开完或者取消，再撤。"),
    "body_answers": later("%(body)s的结果要由它答复。先给%(body)s另定由谁答复，再撤。"),
    "change_in_force": later("这一条已经生效了。要改回来，请再改一次。"),
    "alternate_already": later("这位已经是这里的候补了。"),
}
