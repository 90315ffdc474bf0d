"""Whoever entered something for a unit, a body or a person, named beside it: 河湾幼儿园，由社区秘书梁静代记."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from consult.web.shell.base import as_written
from consult.web.wording.meetings import POSTS


def by_hand(whom: str, hand: Mapping[str, str] | None) -> Markup:
    """For whom something was entered and by whom; for whom alone where they did it themselves."""
    who = hand_words(hand)
    if not who:
        return as_written(whom)
    if not whom:
        return _said(_("由%(who)s登记"), who=who)
    return _said(_("%(whom)s，由%(who)s代记"), whom=as_written(whom), who=who)


def hand_words(hand: Mapping[str, str] | None) -> Markup:
    """Post and name: 社区秘书梁静."""
    if not hand:
        return Markup("")
    post = POSTS.get(hand.get("post", ""))
    name = as_written(hand["name"])
    return _said(_("%(post)s%(name)s"), post=str(post), name=name) if post else name


def given_words(given: str, rule: str, body: str, hand: Mapping[str, str] | None) -> Markup:
    """Where a body gave its reply, and who entered it: at a sitting, or between sittings by which rule."""
    who, of = hand_words(hand), as_written(body)
    if given == "sitting":
        return _said(_("%(body)s在会上定的，由%(who)s登记。"), body=of, who=who) if who else _said(_("%(body)s在会上定的。"), body=of)
    if given == "between":
        return _said(_("不是在会上定的：按“%(rule)s”在会外答复，由%(who)s代%(body)s登记。"), rule=as_written(rule), who=who, body=of)
    return escape(_("没有写明是不是在会上定的。"))


def _said(words: str, **parts: str | Markup) -> Markup:
    """A sentence with its parts, each in the language it was written in."""
    return Markup(words) % parts  # noqa: S704  # our own sentence; its parts are escaped


FOR_TEMPLATES: dict[str, Any] = {"by_hand": by_hand, "hand_words": hand_words, "given_words": given_words}
