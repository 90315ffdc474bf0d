"""Words of setting up: refusals of the code and of the steps, and what each first post is for."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

REFUSALS: dict[str, Any] = {
    "rehearsal_there": later("演练社区已经有一个了。"),
    "rehearsal_not_here": later("这里建不了演练社区。"),
    "rehearsal_word": later("没有删。要删掉，请把“演练”两个字写全。"),
    "rehearsal_gone": later("演练社区已经不在了。"),
    "setup_code_wrong": later("这个码不对，请对照屏幕上打出来的再输一遍，还能试%(left)s次。"),
    "setup_code_expired": later("这个码过了一小时，不能用了。请把服务停下来再启动一次，终端上会打出一个新的码。"),
    "setup_code_ended": later("这个码不能再用了：用过一次，或者输错了五次。请把服务停下来再启动一次，终端上会打出一个新的码。"),
    "founded_already": later("刚才已经有人把社区建好了，请登录。"),
    "setup_not_ready": later("还有几步没填好，一样也没有建。"),
    "opened_already": later("%(day)s已经开张了。"),
}
FIELDS: dict[str, Any] = {
    "founded_already": REFUSALS["founded_already"],
    "slug_letters": later("只用小写字母、数字和短横，字母开头，2到30个字符。"),
    "slug_taken": later("这个网址已经有社区用了，请换一个。"),
    "said_twice": later("写了两次。"),
    "body_not_formed": later("这个机构没有选，请先选上。"),
    "post_not_by_plan": later("这个职务不在这里定。"),
    "login_twice": later("这个登录名写给了两个人。同一个人担任两个职务的，姓名也要写成一样。"),
}
ROLES: dict[str, Any] = {
    "secretary": later("社区秘书"), "committee_director": later("居委会主任"), "party_secretary": later("社区党组织书记"),
    "facilitator": later("主持人"),
}
WHAT_FOR: dict[str, Any] = {
    "secretary": later("管名册、筛选议题、召集会议、写记录。这套系统平时由他管。"),
    "committee_director": later("可以管名册，可以召集居民会议、居民代表会议、议事会。"),
    "party_secretary": later("召集党建联席会议，可以管名册。"),
    "facilitator": later("会场上主持，点人发言，付表决。主持的人不投票，所以和秘书最好不是同一个人。"),
}
STEPS: dict[str, Any] = {
    "place": later("街道和社区"), "buildings": later("网格和楼栋"), "bodies": later("机构"), "people": later("第一批账户"),
    "check": later("核对"),
}
FOR_TEMPLATES: dict[str, Any] = {"setup_steps": STEPS, "setup_roles": ROLES, "setup_what_for": WHAT_FOR}
