"""Forms of the people: entering somebody, and what happens in a life."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

WHY = [SelectChoice(value="moved", label=_("搬家")), SelectChoice(value="joined", label=_("结婚，或者和家人搬到一起")),
       SelectChoice(value="separated", label=_("和家人分开住"))]


class PersonForm(FlaskForm):
    """Somebody new, in a home or without one."""

    name = StringField(_("姓名"))
    called = StringField(_("邻居怎么称呼"))
    comes_of_age = StringField(_("没满18周岁的，哪一年哪一月满"))
    holds_from = StringField(_("从哪天起"))
    another = BooleanField(_("是另一位，两个人同名"))


class LifeForm(FlaskForm):
    """One change; a page shows the fields that it asks for."""

    household_id = StringField(_("哪一户"))
    why = RadioField(_("为什么搬"), choices=WHY, validate_choice=False, default="moved")
    counts_here = RadioField(_("人算在哪一处"), choices=[], validate_choice=False, default="")
    name = StringField(_("姓名"))
    called = StringField(_("邻居怎么称呼"))
    holds_from = StringField(_("从哪天起"))
    successor_id = SelectField(_("原来那户的代表"), choices=[], validate_choice=False)
    speaks = BooleanField(_("由搬来的人当新一户的户代表"))
    note = StringField(_("备注"))


class WrongForm(FlaskForm):
    """What somebody says is wrong with their own entry."""

    words = StringField(_("哪里不对，应该是什么"))
