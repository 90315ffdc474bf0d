"""Forms of bodies: their ways, those of the community, a further body, somebody's place."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField


class BodyWaysForm(FlaskForm):
    """What a body is called, who calls it, under which rule, who answers, who sits in it; from which day on."""

    name = StringField(_("名称"))
    name_en = StringField(_("英文名称"))
    convened_by = SelectMultipleField(_("谁召集"), choices=[], validate_choice=False)
    notice_days = StringField(_("提前几天公示"))
    cadence = SelectField(_("多久开一次"), choices=[], validate_choice=False)
    sitting = SelectField(_("按哪种会开"), choices=[], validate_choice=False)
    vote_rule = SelectField(_("表决规则"), choices=[], validate_choice=False)
    answered_by_id = SelectField(_("议定的事由谁答复"), choices=[], validate_choice=False)
    answer_days = StringField(_("几天内答复"))
    reopen_percent = StringField(_("百分之几的户说没办好，就重新办"))
    reopen_least = StringField(_("最少几户"))
    seated_posts = SelectMultipleField(_("哪些职务在里面有席位"), choices=[], validate_choice=False)
    asks_for_post = BooleanField(_("个人的席位都要有职务"))
    holds_from = StringField(_("从哪天起"))


class CommunityWaysForm(FlaskForm):
    """Thresholds and desk of the community; from which day on."""

    endorse_households = StringField(_("几户附议才算"))
    endorse_days = StringField(_("附议几天"))
    screen_workdays = StringField(_("几个工作日内审完"))
    confirm_households = StringField(_("几户说办好了就算办好"))
    grid_term_years = StringField(_("网格长几年一届"))
    desk_place = StringField(_("办事窗口在哪里"))
    desk_hours = StringField(_("什么时候开"))
    desk_phone = StringField(_("电话"))
    holds_from = StringField(_("从哪天起"))


class NewBodyForm(FlaskForm):
    """A further body, from a template."""

    kind = SelectField(_("照哪种来"), choices=[], validate_choice=False)
    name = StringField(_("名称"))
    name_en = StringField(_("英文名称"))


class DayForm(FlaskForm):
    """The last day of something."""

    ends_on = StringField(_("到哪天止"))
