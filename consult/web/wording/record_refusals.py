"""Words for what a record declines."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

REFUSALS_OF_THE_RECORD: dict[str, Any] = {
    "line_is_gone": later("这一行已经不在了，请看最新的记录。"),
    "nothing_to_merge_with": later("上面没有可以并入的行。"),
    "line_was_objected_to": later("有人对这一行提过异议，要单独留着。"),
    "nowhere_to_move": later("已经在头上或者末尾了。"),
    "from_the_log_stays": later("第%(position)s行由会场记录生成，次序不能动。"),
    "not_by_reading_out": later("这种会的记录要发给到会的人核对，不能以当场宣读代替。"),
    "objection_hours_out_of_range": later("核对时间最少%(least)s小时，最多%(most)s小时。"),
    "objections_over": later("提异议的时间到%(until)s为止，已经过了。"),
    "objection_is_over": later("这一条异议已经有了结果。"),
    "dissent_from_a_decision": later("不同意见要写在决定那一行下面。"),
    "dissent_is_recorded": later("您的不同意见已经写进记录了。"),
    "nothing_corrected": later("没有改动您的话。"),
    "reader_has_replied": later("%(called)s已经答复过了。"),
    "already_signed": later("已经有人签了名，文字不能再动；要改，请先收回来。"),
    "objections_still_run": later("核对的时间到%(until)s，到了或者人人都答复了才能签名。"),
    "no_chinese_font": later("这台服务器上没有中文字体，做不出PDF。请管理员装上字体（Debian：fonts-noto-cjk），或者先用Word。"),
    "objections_open": later("还有%(count)s条异议没有答复，请先答复，或者写明照没有答复公布。"),
}
