"""The states of public versions and notices, and the closed sets beside them."""
from __future__ import annotations

from typing import Literal

from consult.core.lifecycle import Lifecycle

PublicVersionState = Literal["prepared", "approved", "withdrawn"]
NoticeState = Literal["prepared", "posted", "down"]
PhotoMoment = Literal["put_up", "taken_down"]
"""When a photograph of a notice was taken: as it was put up, or as it came down."""
FoundKind = Literal["minutes", "notice"]
"""What a search finds."""

PUBLIC_VERSION: Lifecycle[PublicVersionState] = Lifecycle("public_version", {
    ("prepared", "prepare"): "prepared",
    ("withdrawn", "prepare"): "prepared",
    ("prepared", "approve"): "approved",
    ("approved", "withdraw"): "withdrawn",
})
NOTICE: Lifecycle[NoticeState] = Lifecycle("notice", {
    ("prepared", "reword"): "prepared",
    ("prepared", "post"): "posted",
    ("posted", "take_down"): "down",
    ("down", "put_back"): "posted",
})
