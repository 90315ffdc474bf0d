"""How a value of a way is read: names of rules, kinds and bodies instead of their codes."""
from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext as _

from consult.ballot.queries import rules_in_force
from consult.community.models import Body
from consult.meeting.queries.sittings import kinds
from consult.web.doorway.access import db
from consult.web.shell import display, moment_filters
from consult.web.wording.meetings import CADENCES, POSTS, body_name


def shown_way(way: str, value: Any) -> str:
    """A value of a way as a reader says it; an empty one is a dash."""
    if way in ("convened_by", "seated_posts"):
        joint = ", " if display.language() == "en" else "、"
        return joint.join(str(POSTS.get(code, code)) for code in value) or "—"
    if way == "asks_for_post":
        return _("要") if value else _("不要")
    if way == "cadence":
        return str(CADENCES.get(value, value))
    if way == "answered_by_id":
        body = db().get(Body, value) if value else None
        return body_name(body) if body else _("不用答复")
    return _named(way, value)


def _named(way: str, value: Any) -> str:
    english = display.language() == "en"
    found: Any = None
    if way == "vote_rule":
        rules = rules_in_force(db(), g.community.id, moment_filters.today())
        found = next((rule for rule in rules if rule.code == value), None)
    elif way == "sitting":
        found = kinds(db()).get(value)
    if found is not None:
        return str(found.name_en if english else found.name)
    return str(value) if value not in (None, "") else "—"
