"""Words for what happens in a life: the doors of a person's page, the lines of a history, what is refused."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.community.models import Household
from consult.community.queries import Happened
from consult.web.shell import display
from consult.web.wording.meetings import POSTS, body_name


@dataclass(frozen=True)
class DoorWords:
    """What stands on a door of a person's page and on the page behind it."""

    title: Any
    small: Any
    picture: str
    done: Any
    about: Any = ""
    """What is to be known before it is done."""


DOORS: dict[str, DoorWords] = {
    "move": DoorWords(later("搬家了"), later("换一户，旧户的代表要不要换，一起问"), "home",
                      later("搬家登记好了，以前住过的地方还在来历里。"), later("搬到哪一户？结婚搬到一起、和家人分开住，也在这里办。")),
    "second": DoorWords(later("还有一处房"), later("一个人，两处，不另立一个人"), "plus", later("另一处房登记好了。"),
                        later("一个人只算一次，算在哪一处由本人说。")),
    "out": DoorWords(later("搬走了"), later("从那天起不算住户，做过的事都留着"), "out", later("搬走登记好了，做过的事都留着。"),
                     later("从那天起不算在住户里，也不再代表那一户。房子还在名下的，业主的票照旧。")),
    "name": DoorWords(later("改名字"), later("户口本改了，或者原来写错了"), "edit", later("名字改好了，以前签过的记录不变。"),
                      later("从现在起用新的名字。以前的会议记录、签名和公示照原来的样子。")),
    "death": DoorWords(later("去世了"), later("只停用，不删；席位和代表接着补"), "flag", later("登记好了。做过的事都留着。"),
                       later("从那天起职务、席位、代表都结束，登录也停了。名下的房子等继承人来登记。")),
    "close": DoorWords(later("停用这一条"), later("查无此人，或者本人要求"), "off", later("这一条停用了，随时可以重新启用。"),
                       later("从今天起哪份名册上都没有这一条，职务和席位也结束。随时可以重新启用。")),
    "reopen": DoorWords(later("重新启用"), later("停用错了，或者又搬回来了"), "turn", later("重新启用了。职务和席位要另外任命。"),
                        later("从今天起这一条又算数。住在哪一户，再用“搬家了”登记；职务和席位要另外任命。")),
    "count": DoorWords(later("改成算在这里"), "", "home", later("改好了，以后算在这一处。"), later("一个人只算一次，算在哪一处由本人说。")),
    "give-up": DoorWords(later("不再有这一处"), "", "out", later("登记好了，这一处不再有了。")),
}
FURTHER: dict[str, DoorWords] = {
    "merging.show": DoorWords(later("跟另一条是同一人"), later("合成一个，票只有一张"), "people", ""),
    "slips.forgotten": DoorWords(later("忘了密码"), later("当面核对，打一张条给本人"), "phone", ""),
    "roster.appointing": DoorWords(later("任命"), later("任命和席位是一件事，到期一起退"), "plus", ""),
}
"""Doors to pages of other areas, by their endpoint."""

REFUSALS: dict[str, Any] = {
    "person_gone": later("这一条已经停用了，先重新启用再改。"),
    "person_not_gone": later("这一条没有停用。"),
    "merged_stays": later("这一条已经并到另一条里，不能单独启用。"),
    "same_name_in_home": later("这一户里已经有同名的人。是同一位就不用再登记；确实是另一位，请勾上“是另一位”。"),
    "began_later": later("现在住的这一处是从%(day)s登记起的，日子不能比它更早。"),
    "successor_from_today": later("日子还没到，户代表到那天再定：现在先空着。"),
    "no_home_yet": later("还没有登记住在哪一户。"),
    "counted_there": later("人算在这一处，先改成算在另一处。"),
}
FIELDS: dict[str, Any] = {
    "over_a_year_ago": later("日子太早了，最多往前填一年。"),
    "over_sixty_days_ahead": later("日子太远了，最多往后填60天。"),
    "nobody_lives_there": later("这一处不是住宅，不能登记住户。"),
    "lives_there_already": later("已经登记住在这一户。"),
}

HAPPENED: dict[str, Any] = {
    "entered": later("登记在名册上"), "corrected": later("改了名字或者称呼"), "moved": later("搬家"), "joined": later("搬到一起住"),
    "separated": later("分开住"), "moved_in": later("搬进来"), "second_home": later("另有一处房"), "gave_up_home": later("不再有那处房"),
    "counted_elsewhere": later("改成算在另一处"), "moved_out": later("搬走"), "died": later("去世"), "closed": later("停用"),
    "reopened": later("重新启用"), "merged": later("和另一条合成一条"), "said_wrong": later("本人说登记得不对"),
}


def happened(one: Happened) -> str:
    """One line of a history: 搬家，从3幢1单元801到5幢3单元201."""
    if one.post:
        return _office(one)
    what, old, new = str(HAPPENED[one.what]), one.from_home, one.to_home
    if old and new:
        return _("%(what)s，从%(old)s到%(new)s", what=what, old=door(old), new=door(new))
    if old or new:
        return _("%(what)s，%(door)s", what=what, door=door(old or new))
    return what


def _office(one: Happened) -> str:
    joint = ", " if display.language() == "en" else "，"
    place = body_name(one.body) if one.body else door(one.to_home or one.from_home) if one.to_home or one.from_home else ""
    words = _("任%(post)s", post=POSTS[one.post or ""]) if one.what == "post_taken" else _("%(post)s任期结束", post=POSTS[one.post or ""])
    return words + (joint + place if place else "")


def door(home: Household | None) -> str:
    """Where a home is: 3幢1单元301."""
    return f"{home.building.name}{home.door}" if home else ""
