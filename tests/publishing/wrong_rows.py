"""By the name of each CHECK of publishing: what is written into which rows, past every verb."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "consent_ends_after_it_begins": ("naming_consent", {}, {"withdrawn_at": LONG_AGO}),
    "public_version_state_known": ("public_version", {"state": "approved"}, {"state": "lost"}),
    "approved_by_another": ("public_version", {"state": "approved"}, {"prepared_by_id": 1, "approved_by_id": 1}),
    "approver_if_let_out": ("public_version", {"state": "approved"}, {"approved_by_id": None}),
    "reason_if_withdrawn": ("public_version", {"state": "approved"}, {"state": "withdrawn"}),
    "notice_state_known": ("notice", {}, {"state": "lost"}),
    "notice_kind_known": ("notice", {}, {"kind": "advert"}),
    "posted_by_another": ("notice", {}, {"prepared_by_id": 1, "posted_by_id": 1}),
    "posted_at_if_posted": ("notice", {}, {"posted_at": None}),
    "number_if_posted": ("notice", {}, {"number": None}),
    "until_if_posted": ("notice", {}, {"until": None}),
    "down_at_if_down": ("notice", {}, {"down_at": LONG_AGO}),
    "reason_if_down_early": ("notice", {}, {"down_early": True}),
    "answer_if_answered": ("notice_objection", {}, {"answer": ""}),
    "photo_moment_known": ("notice_photo", {}, {"moment": "lost"}),
    "search_kind_known": ("search_token", {"kind": "notice", "token": "公示"}, {"kind": "gossip"}),
    "head_counts_from_one": ("signed_head", {}, {"number": 0}),
}
