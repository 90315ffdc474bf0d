"""Words for ways: what each is called."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

BODY_WAYS: dict[str, Any] = {
    "name": later("名称"), "name_en": later("英文名称"), "convened_by": later("谁召集"), "notice_days": later("提前几天公示"),
    "cadence": later("多久开一次"), "sitting": later("按哪种会开"), "vote_rule": later("表决规则"),
    "answered_by_id": later("议定的事由谁答复"), "answer_days": later("几天内答复"),
    "reopen_percent": later("百分之几的户说没办好，就重新办"), "reopen_least": later("最少几户"),
    "seated_posts": later("哪些职务在里面有席位"), "asks_for_post": later("个人的席位都要有职务"),
}
OUR_WAYS: dict[str, Any] = {
    "endorse_households": later("几户附议才算"), "endorse_days": later("附议几天"), "screen_workdays": later("几个工作日内审完"),
    "confirm_households": later("几户说办好了就算办好"), "grid_term_years": later("网格长几年一届"),
    "desk_place": later("办事窗口在哪里"), "desk_hours": later("什么时候开"), "desk_phone": later("电话"),
}
