"""Words for replies on a clock and the work that follows."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

TASK_STATES: dict[str, Any] = {
    "open": later("办理中"), "blocked": later("遇到困难"), "reported_done": later("等居民验收"),
    "reopened": later("退回再办"), "done": later("办好了"),
}
TASK_CHIPS = {"open": ("go", "flag"), "blocked": ("warm", "warn"), "reported_done": ("soon", "eye"),
              "reopened": ("warm", "turn"), "done": ("done", "check")}
NOTES: dict[str, Any] = {
    "begun": later("交办"), "progress": later("进展"), "milestone": later("完成一步"), "blocked": later("遇到困难"),
    "unblocked": later("接着办"), "handed_over": later("移交"), "extended": later("延期"),
    "renewed": later("重新交办"), "overdue": later("超期"), "reported_done": later("报告办好"),
    "not_done": later("居民说还没办好"), "answered": later("答复居民"), "done": later("居民确认办好"),
}
BASES: dict[str, Any] = {
    "law": later("法律法规"), "budget": later("经费"), "jurisdiction": later("职权范围"), "other": later("其他"),
}
WHYS: dict[str, Any] = {
    "no_reply": later("过了期限没有答复"), "not_done": later("居民说还没办好"), "overdue": later("办理超期"),
    "no_word": later("居民还没说办好没有"), "passed_on": later("别的会转来"), "awaits_reply": later("等答复"),
}
STAGES: dict[str, Any] = {
    "proposed_by_party": later("党组织提议"), "consulted_by_committees": later("两委会商议"),
    "reviewed_by_members": later("党员大会审议"), "resolved_by_residents": later("居民（代表）会议决议"),
    "decision_disclosed": later("决议公开"), "result_disclosed": later("实施结果公开"),
}
SHOWN: dict[str, Any] = {
    "all": later("全部"), "late": later("超期"), "open": later("办理中"), "to_confirm": later("等居民验收"),
    "reopened": later("退回再办"), "done": later("办好了"),
}
GRID_WORKERS: dict[str, Any] = {
    "police": later("网格警员"), "safety": later("安全监管员"), "public_order": later("综治维稳员"),
    "urban_management": later("城市管理员"), "civil_affairs": later("民政救助员"), "health": later("卫计管理员"),
    "culture": later("宣传文化员"),
}
ANSWERS_FOR: dict[str, Any] = {
    "police": later("治安、纠纷报警"), "safety": later("消防、用电、燃气和施工安全"), "public_order": later("矛盾调解、平安巡逻"),
    "urban_management": later("占道、违建、市容和垃圾"), "civil_affairs": later("救助申请、养老服务怎么办"),
    "health": later("健康服务、计划生育政策"), "culture": later("文体活动、政策宣传"),
}
UNIT_KINDS: dict[str, Any] = {
    "enterprise": later("企业"), "school": later("学校"), "police_station": later("派出所"),
    "owners_committee": later("业主委员会"), "property_manager": later("物业公司"),
    "residents_committee": later("居民委员会"), "street_office": later("街道办事处"),
    "mass_organisation": later("群团组织"), "social_organisation": later("社会组织"),
    "health_centre": later("卫生服务机构"), "other": later("别的单位"),
}
REFUSALS: dict[str, Any] = {
    "voice_is_answered": later("这一户说的已经答复过了。"),
    "body_without_members": later("%(body)s还没有成员，不能作出答复：先登记成员，或者转给别的会。"),
    "household_has_spoken": later("您家这一轮已经说过了，一户说一次。"),
    "stage_written_down": later("这一步已经登记过，登记以后不改。"),
    "stage_before_it": later("前一步还没有登记，请按次序来。"),
    "body_of_households": later("这个机构每户一名户代表，不列单位。"),
}
FIELDS: dict[str, Any] = {
    "sitting_or_rule": later("请选在哪次会上定的；不是在会上定的，写明按哪条规定可以在会外答复。"),
    "not_later": later("新的日期要比原来定的晚，也不能是过去的日子。"),
    "not_then": later("日期不对：不能在将来，也不能早于前一步。"),
    "not_a_milestone": later("一行写一步，先写日期再写做什么，比如“2026-12-05出图”。"),
    "milestone_out_of_time": later("每一步的日期要在今天和办完那天之间。"),
    "not_a_picture": later("没有收下：请选一张照片（JPG、PNG或WebP）。"),
    "picture_too_big": later("照片太大了，请选一张12兆以内的。"),
}
FOR_TEMPLATES: dict[str, Any] = {
    "task_states": TASK_STATES, "task_chips": TASK_CHIPS, "note_kinds": NOTES, "bases": BASES, "whys": WHYS,
    "review_stages": STAGES, "grid_workers": GRID_WORKERS, "answers_for": ANSWERS_FOR, "unit_kinds": UNIT_KINDS,
}
