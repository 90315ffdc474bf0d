"""Words for the tables of the open data: headings by column, and what says a code."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

from consult.core.spreadsheet import Row, Words, said_by
from consult.web.shell import display
from consult.web.wording.matters import CATEGORIES, OWNERS, STATES
from consult.web.wording.votes import VERDICTS

HEADINGS: dict[str, Any] = {
    "no": later("编号"), "title": later("什么事"), "place": later("在哪里"), "category": later("哪一类"), "state": later("走到哪一步"),
    "proposed_by": later("提议人"), "proposed_at": later("提议的时间"), "households": later("附议户数"),
    "threshold": later("要多少户附议"), "owed_by": later("下一步归谁"), "owed_name": later("下一步归哪个会或者单位"),
    "due_on": later("几号前"), "due_without": later("算的时候还不知道放假安排的年份"), "url": later("网页"),
    "id": later("编号"), "motion_id": later("动议的编号"), "amendment_id": later("修正案的编号"), "meeting_id": later("会议的编号"),
    "standing": later("会上还是会外"), "question": later("表决什么"), "rule": later("表决规则"), "secrecy": later("记名还是无记名"),
    "opened_at": later("开始"), "closed_at": later("结束"), "timezone": later("时区"), "eligible": later("应到"),
    "present": later("实到"), "participating": later("参加表决"), "for": later("赞成"), "against": later("反对"),
    "abstain": later("弃权"), "options": later("各选项的票数"), "area_eligible_m2": later("应到专有面积（平方米）"),
    "area_for_m2": later("赞成的专有面积（平方米）"), "area_against_m2": later("反对的专有面积（平方米）"),
    "area_abstain_m2": later("弃权的专有面积（平方米）"), "verdict": later("结论"), "withheld": later("为什么不公布票数"),
}
SECRECIES: dict[str, Any] = {"named": later("记名"), "secret": later("无记名")}
HELD: dict[bool, Any] = {True: later("在会议之间"), False: later("在会议上")}
WITHHELD: dict[str, Any] = {"fewer_than_k": later("票不足5张，公布票数就能猜出谁投了什么")}


def _owner(row: Row) -> str:
    return str(OWNERS.get(row["owed_by"]) or row["owed_name"])


def _rule(row: Row) -> str:
    return str(row["rule_name_en"] if display.language() == "en" and row["rule_name_en"] else row["rule_name"])


OPEN_DATA = Words(HEADINGS, {
    "category": said_by(CATEGORIES, "category"), "state": said_by(STATES, "state"), "owed_by": _owner, "rule": _rule,
    "standing": said_by(HELD, "standing"), "secrecy": said_by(SECRECIES, "secrecy"), "verdict": said_by(VERDICTS, "verdict"),
    "withheld": said_by(WITHHELD, "withheld"),
})
