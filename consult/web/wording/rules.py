"""Words of vote rules: whom they count, where they may be used, who may give whose voice."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.ballot.rules.vote_rule import Binding, Sitting, VoteRule
from consult.web.shell import display
from consult.web.wording.roster import BODIES

SCOPES: dict[str, Any] = {
    "community": later("全社区"), "grid": later("一个网格"), "building": later("一幢楼"), "stairwell": later("一个单元"),
    "body": later("一个组织的名册"),
}
SITTINGS: dict[str, Any] = {
    Sitting.ONLY: later("只在会议上用"), Sitting.MAY: later("会上会外都能用"), Sitting.NEVER: later("只在会外用"),
}


def electorate_source(rule: VoteRule) -> str:
    """Whom a rule counts, by which article, in the reader's language."""
    return rule.electorate_source_en if display.language() == "en" else rule.electorate_source


def proxies(rule: VoteRule) -> str:
    """How many voices one person may give by written proxy, by which rule; empty where none."""
    if not rule.proxies:
        return ""
    source = rule.proxies_source_en if display.language() == "en" else rule.proxies_source
    return _("一人最多受托%(n)s份：%(source)s", n=rule.proxies, source=source)


def fits(rule: VoteRule) -> str:
    """Where a rule may be used, and whether it needs a meeting."""
    if rule.binding == Binding.RECORD_ONLY:
        return _("不在这里投票，只登记结果")
    gap = ", " if display.language() == "en" else "、"
    where = [str(BODIES[kind]) for kind in rule.bodies] + [str(SCOPES[s]) for s in rule.scopes if s != "body"]
    return _("%(sitting)s：%(places)s", sitting=SITTINGS[Sitting(rule.sitting)], places=gap.join(where))
