"""Words for lists that are handed in: what would happen to a row, what is wrong with it, what only the office knows."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.community.rules.lists.steps import Fault, Option, Question
from consult.web.wording.list_reading import DOUBTS
from consult.web.wording.list_reading import FIELDS as COLUMNS
from consult.web.wording.meetings import POSTS
from consult.web.wording.roster import BODIES, HOME_USES
from consult.web.wording.work import UNIT_KINDS

REFUSALS: dict[str, Any] = {
    "list_over": later("这份名单已经办完了，或者放了七天以上。要导入，请重新交一份。"),
    "list_changed_meanwhile": later("名册刚才变过，再看一遍。什么都还没有改。"),
    "row_refused": later("第%(line)s行没有通过，所以整份都没有改：%(because)s"),
    "list_not_to_take_back": later("这份名单退不回去了：只有导入以后七天里可以退。"),
}
KINDS: dict[str, Any] = {
    "homes": later("住户房号"), "people": later("人员"), "owners": later("业主和面积"),
    "units": later("单位和代表"), "posts": later("职务"),
}
ABOUT: dict[str, Any] = {
    "homes": later("网格、楼栋、房号、用途、面积，一户一行。"),
    "people": later("姓名、住哪一户、谁是户代表，一人一行。"),
    "owners": later("每户的业主和专有面积；几个人共有的，用顿号隔开。"),
    "units": later("单位、类型、代表、参加哪个会。"),
    "posts": later("谁、什么职务、任期从哪天到哪天。"),
}
HAPPENS: dict[str, Any] = {
    "problem": later("有问题"), "new": later("新来"), "changed": later("有改"), "gone": later("名单里没有"), "same": later("没变"),
}
STATES: dict[str, Any] = {
    "waiting": later("等着导入"), "taken_in": later("已经导入"), "taken_back": later("退回去了"), "given_up": later("没有导入"),
}
NOTES: dict[str, Any] = {
    "moves": later("当作搬家，从今天起"), "spelt": later("改个字，还是同一位"), "twin": later("和第%(twin)s行是同一位"),
    "with_row": later("和第%(with)s行一起算"),
}
FAULTS: dict[str, Any] = {
    "no_such_home": later("没有“%(address)s”这一户。"), "door_twice": later("同一户在第%(line)s行已经写过。"),
    "area_unclear": later("面积看不懂，请写平方米。"), "area_zero": later("面积要大于0。"),
    "area_impossible": later("面积太大了，请对一对单位是不是平方米。"), "area_missing": later("没有写面积，名册里也没有。"),
    "area_differs": later("同一户几行的面积不一样。"), "which_grid": later("新的楼栋，不知道归哪个网格。"),
    "several_of_that_name": later("名册上有几位同名的，请选是哪一位。"),
    "two_representatives": later("这一户第%(line)s行已经写了户代表，一户只能一位。"),
    "representative_not_of_age": later("没有满18周岁，不能当户代表。"),
    "representative_of_no_home": later("户代表要写住哪一户。"),
    "unit_twice": later("这个单位在第%(line)s行已经写过。"), "unit_name_short": later("单位名称太短，至少两个字。"),
    "no_such_body": later("没有“%(body)s”这个机构。"), "body_of_households": later("这个会按户参加，不用写单位。"),
    "no_such_grid": later("没有“%(grid)s”这个网格。"), "not_a_date": later("日期看不懂，请写成“2026-11-30”这样。"),
    "term_before_it_begins": later("任期结束在开始之前，请对一对。"), **DOUBTS,
}
QUESTIONS: dict[str, Any] = {
    "home": later("没有这一户，是不是"), "grid": later("这栋楼归哪个网格"), "twin": later("同一户有两个一样的名字"),
    "spelt": later("这一户有一位名字差一个字"), "moved": later("别处有一位同名的"), "which": later("是哪一位"), "who": later("是哪一位"),
    "gone_home": later("名册里有，名单里没有"), "gone_person": later("名册里有，名单里没有"), "gone_post": later("名册里有，名单里没有"),
}
OPTIONS: dict[str, Any] = {
    "skip": later("先不导这一行"), "same": later("是同一位"), "two": later("是两位"), "new": later("是另一位，新登记"),
    "stays": later("留着不动"), "empty": later("没有人住了"), "left": later("搬走了"), "ends": later("到今天止"),
}


def say_fault(fault: Fault) -> str:
    """What is wrong with a row, in a sentence."""
    return str(FAULTS.get(fault.code, FAULTS["no_such_home"])) % {
        "address": "", **fault.facts, "field": COLUMNS.get(fault.field, "")}


def say_option(question: Question, option: Option) -> str:
    """One answer to a question."""
    if option.value == "add":
        return _("添上%(door)s这一户", door=option.names)
    if question.code == "spelt" and option.value == "same":
        return _("是%(name)s，改个字", name=option.names)
    if option.value in OPTIONS:
        return str(OPTIONS[option.value])
    if question.code == "moved":
        return _("从%(door)s搬来的", door=option.names) if option.names else _("是名册上没有住处的那一位")
    if question.code in ("which", "who"):
        if option.value.startswith("person:"):
            return _("和前面那一行是同一位")
        return _("是住%(door)s的那一位", door=option.names) if option.names else _("是名册上没有住处的那一位")
    return option.names


KEPT: dict[str, Any] = {
    "changed": later("后来又改过"), "account": later("已经有账户"), "post": later("后来给了职务"), "residency": later("后来有人住进来"),
    "ballot_roll": later("在一次表决的名册上"), "ballot_announced_roll": later("在一次表决的名册上"), "household": later("后来添了房号"),
    "building": later("后来添了楼栋"), "invitation": later("发过邀请单"), "ownership": later("后来登记了业主"),
    "life_event": later("后来登记了别的变动"), "endorsement": later("附议过一件事"),
}


def say_kept(why: str) -> str:
    """Why a row stayed when its list was taken back."""
    return str(KEPT.get(why, _("有别的记录依着它")))


def say_cell(field: str, value: str) -> str:
    """A cell of a list as the page shows it: codes in words."""
    tables: Mapping[str, Mapping[str, Any]] = {
        "use": HOME_USES, "kind": UNIT_KINDS, "unit_kind": UNIT_KINDS, "post": POSTS, "body": BODIES, "member_of": BODIES,
        "lived_in": {"yes": _("是"), "no": _("否")}, "representative": {"yes": _("是"), "no": _("不是")},
        "seat": {"member": _("正式"), "alternate": _("候补")}}
    if field == "posts":
        return "、".join(str(POSTS.get(word, word)) for word in value.split())
    return str(tables.get(field, {}).get(value, value))


FOR_TEMPLATES: dict[str, Any] = {
    "list_kinds": KINDS, "list_about": ABOUT, "list_happens": HAPPENS, "list_states": STATES, "list_notes": NOTES,
    "list_questions": QUESTIONS, "say_fault": say_fault, "say_option": say_option, "say_cell": say_cell,
    "say_kept": say_kept,
}
