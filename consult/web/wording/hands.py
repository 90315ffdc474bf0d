"""Whoever entered something for a unit, a body or a person, named beside it: 河湾幼儿园，由社区秘书梁静代记."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from consult.web.wording.meetings import POSTS


def by_hand(whom: str, hand: Mapping[str, str] | None) -> str:
    """For whom something was entered and by whom; for whom alone where they did it themselves."""
    who = hand_words(hand)
    if not who:
        return whom
    return _("%(whom)s，由%(who)s代记", whom=whom, who=who) if whom else _("由%(who)s登记", who=who)


def hand_words(hand: Mapping[str, str] | None) -> str:
    """Post and name: 社区秘书梁静."""
    if not hand:
        return ""
    post = POSTS.get(hand.get("post", ""))
    return _("%(post)s%(name)s", post=post, name=hand["name"]) if post else hand["name"]


def given_words(given: str, rule: str, body: str, hand: Mapping[str, str] | None) -> str:
    """Where a body gave its reply, and who entered it: at a sitting, or between sittings by which rule."""
    who = hand_words(hand)
    if given == "sitting":
        return _("%(body)s在会上定的，由%(who)s登记。", body=body, who=who) if who else _("%(body)s在会上定的。", body=body)
    if given == "between":
        return _("不是在会上定的：按“%(rule)s”在会外答复，由%(who)s代%(body)s登记。", rule=rule, who=who, body=body)
    return _("没有写明是不是在会上定的。")


FOR_TEMPLATES: dict[str, Any] = {"by_hand": by_hand, "hand_words": hand_words, "given_words": given_words}
