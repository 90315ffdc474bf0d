"""Words for the files of the mirror as pages: titles, columns, and cells that are codes in the file."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.core.spreadsheet import Row, Words, said_by
from consult.web.shell import display, moment_filters, moments
from consult.web.shell.drawing import stance_word
from consult.web.wording.matters import STATES
from consult.web.wording.work import UNIT_KINDS

TITLES: dict[str, Any] = {
    "stages": later("现在走到哪一步"), "ways": later("从提议起，走了多久"), "promises": later("该答复的，按时答了吗"),
    "heard": later("谁说上了话"), "turnout": later("来了多少，投了多少"), "works": later("答应办的，按时办好了吗"),
    "content": later("办完以后，居民满意吗"),
}
COLUMNS: dict[str, Any] = {
    "no": later("编号"), "title": later("什么事"), "state": later("走到哪一步"), "proposed_on": later("提议"),
    "decided_on": later("议出结论"), "answered_on": later("答复"), "body": later("谁答复"), "due_on": later("几号前"),
    "given_on": later("答复"), "unit_kind": later("哪一类单位"), "asked_by": later("谁交办"), "done_on": later("办好"),
    "order": later("服务单"), "answers": later("评价"), "satisfied": later("满意"), "mostly": later("基本满意"),
    "dissatisfied": later("不满意"), "stage": later("步骤"), "matters": later("议题"), "what": later("内容"),
    "count": later("数"), "seconds": later("秒"),
}
COUNTED: dict[str, Any] = {
    "gathering": later("附议中"), "screening": later("审核、待议"), "deliberating": later("在议"), "replying": later("等答复"),
    "working": later("办理中"), "ended": later("已了结"), "expected": later("应到"), "entitled_to_vote": later("可投票"),
    "votes_given": later("投了票"), "speakers_first_time": later("头一回发言的人"), "speakers_spoke_before": later("以前发过言的人"),
}
PREFIXES: dict[str, Any] = {"turns": later("发言"), "came": later("到会"), "voted": later("投票")}
WAYS: dict[str, Any] = {
    "hall": later("在大厅"), "phone": later("用手机"), "tablet": later("大厅平板"), "paper": later("纸票"),
    "helper": later("请人帮忙"), "assisted": later("请人帮忙"),
}


def cell(column: str, value: Any) -> str:
    """One cell as people read it."""
    if isinstance(value, date):
        return moments.day(value, lang=display.language(), zone=moment_filters.zone(), today=moment_filters.today())
    if value == "<5":
        return _("少于5")
    words = {"state": STATES, "unit_kind": UNIT_KINDS, "stage": COUNTED}.get(column, {})
    if column == "what":
        return _counted(str(value))
    return str(words.get(value, value))


def _counted(code: str) -> str:
    if code in COUNTED:
        return str(COUNTED[code])
    kind, _between, way = code.partition("_")
    return f"{PREFIXES[kind]} {WAYS.get(way) or stance_word(way)}"


def _code(column: str) -> Callable[[Row], str]:
    return lambda row: cell(column, row[column])


FILES_OF_MIRROR = Words(COLUMNS, {column: _code(column) for column in ("state", "unit_kind", "stage", "what")})
FILE_OF_STREET = Words({
    "community": later("社区"), "proposed": later("提议的议题"), "median_days_to_decision": later("到议出结论的天数（中位数）"),
    "median_days_to_answer": later("到答复的天数（中位数）"), "replies_due": later("该答复的"), "replies_on_time": later("按时答复的"),
    "work_due": later("该办好的"), "work_done_in_time": later("按时办好的"),
}, {"community": said_by({"all": later("全街道")}, "community")})
FOR_TEMPLATES = {"mirror_titles": TITLES, "mirror_columns": COLUMNS, "mirror_cell": cell}
