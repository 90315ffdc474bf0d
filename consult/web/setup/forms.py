"""Forms of the set-up page, one a step."""
from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.community.rules.presets import PRESETS
from consult.founding.queries import offered_rules
from consult.founding.rules.bodies import BEGINS_WITH
from consult.web.wording.setup import ROLES
from consult.web.wording.votes import rule_name


class CodeForm(FlaskForm):
    """The code from the terminal."""

    code = StringField(_("开张码"))


class PlaceForm(FlaskForm):
    """The street and the community."""

    street_name = StringField(_("街道叫什么"))
    street_name_en = StringField(_("街道的英文名"))
    name = StringField(_("社区叫什么"))
    name_en = StringField(_("社区的英文名"))
    slug = StringField(_("网址里的短名"))
    desk_place = StringField(_("办事窗口在哪里"))
    desk_hours = StringField(_("什么时候有人"))
    desk_phone = StringField(_("窗口电话"))


class BuildingsForm(FlaskForm):
    """Grids with their buildings, one a line."""

    grids = TextAreaField(_("网格和楼栋"))


def bodies_form(day: date, given: Any = None) -> FlaskForm:
    """Which bodies there are to be, each with its notice, its vote rule and the days in which it is answered."""
    fields: dict[str, Any] = {}
    for kind, preset in PRESETS.items():
        rules = [SelectChoice(value=rule.code, label=rule_name(rule)) for rule in offered_rules(kind, day)]
        fields[kind] = BooleanField(preset.name, default=kind in BEGINS_WITH)
        fields[f"{kind}_notice_days"] = StringField(_("提前几天公示"), default=str(preset.notice_days))
        fields[f"{kind}_vote_rule"] = SelectField(_("怎样算通过"), choices=rules, validate_choice=False, default=preset.vote_rule)
        if preset.answer_days:
            fields[f"{kind}_answer_days"] = StringField(_("几天内答复"), default=str(preset.answer_days))
    return _made("BodiesForm", fields, given)


def people_form(given: Any = None) -> FlaskForm:
    """Who works here first: a name and a login name for each post."""
    fields: dict[str, Any] = {}
    for role in ROLES:
        fields[f"{role}_name"] = StringField(_("姓名"))
        fields[f"{role}_login"] = StringField(_("登录名"))
    return _made("PeopleForm", fields, given)


def _made(name: str, fields: dict[str, Any], given: Any) -> FlaskForm:
    form: FlaskForm = type(name, (FlaskForm,), fields)(**({"data": given} if given else {}))
    return form


def form_of(step: str, day: date, given: Any = None) -> FlaskForm:
    """The form of a step, filled with what was sent, else with what was kept."""
    if step == "bodies":
        return bodies_form(day, given)
    if step == "people":
        return people_form(given)
    return {"place": PlaceForm, "buildings": BuildingsForm}[step](**({"data": given} if given else {}))
