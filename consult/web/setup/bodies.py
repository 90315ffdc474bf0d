"""A body as the set-up page offers it: its article, who convenes it, and what a community may set otherwise."""
from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from consult.community.rules.kinds import BodyKind
from consult.community.rules.presets import PRESETS
from consult.community.rules.sittings import known_kinds
from consult.founding.queries import offered_rules
from consult.founding.rules.bodies import BY_LAW, least_notice
from consult.web.shell import display
from consult.web.wording.meetings import CADENCES, POSTS
from consult.web.wording.votes import passes_when


class Offered(NamedTuple):
    """One body with the fields of its form."""

    kind: str
    name: str
    by_law: bool
    article: str
    convenors: str
    cadence: str
    who: str
    may_be: str
    passes: list[str]
    wanted: Any
    fields: list[Any]


def offered_bodies(form: FlaskForm, day: date) -> list[Offered]:
    """Every body there is a template for; those that the law has come first."""
    kinds = sorted(PRESETS, key=lambda kind: (kind not in BY_LAW, list(PRESETS).index(kind)))
    return [_offered(kind, form, day) for kind in kinds]


def _offered(kind: BodyKind, form: FlaskForm, day: date) -> Offered:
    preset, known, english = PRESETS[kind], known_kinds()[kind], display.language() == "en"
    names = [f"{kind}_{name}" for name in ("notice_days", "vote_rule", "answer_days")]
    return Offered(
        kind=str(kind), name=preset.name_en if english else preset.name, by_law=kind in BY_LAW,
        article=known.citation_en if english else known.citation, cadence=str(CADENCES[preset.cadence]),
        convenors=(", " if english else "、").join(str(POSTS[post]) for post in preset.convened_by),
        who=_who(preset.membership), may_be=_may_be(kind), passes=passes_when(offered_rules(kind, day)[0]),
        wanted=form[str(kind)], fields=[form[name] for name in names if name in form])


def _who(membership: str) -> str:
    return {"households": _("每户一名户代表。"), "adults": _("满18周岁的居民都在名册上。")}.get(
        membership, _("成员开张以后在机构页上定。"))


def _may_be(kind: BodyKind) -> str:
    least = least_notice(kind)
    if least:
        return _("法律要求至少提前%(n)s天公示，可以更长，不能更短。", n=least)
    return _("提前几天可以改，0到60天；法律没有定最少几天。")
