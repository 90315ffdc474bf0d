"""Forms of the roster: appointing to a post, stating a number."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField


class AppointForm(FlaskForm):
    """A post for a term; in one body, for one grid or building where the post is of one."""

    kind = SelectField(_("什么职务"), choices=[], validate_choice=False)
    body_id = SelectField(_("在哪个机构"), choices=[], validate_choice=False)
    grid_id = SelectField(_("管哪个网格"), choices=[], validate_choice=False)
    building_id = SelectField(_("管哪幢楼"), choices=[], validate_choice=False)
    starts_on = StringField(_("从哪天起"))
    ends_on = StringField(_("到哪天止"))
    as_alternate = BooleanField(_("先做候补，有了空位再接任"))


class NumberForm(FlaskForm):
    """How many households or adults there are, by which source, as of which day."""

    kind = SelectField(_("哪个数"), choices=[], validate_choice=False)
    count = StringField(_("多少"))
    source = StringField(_("从哪里来的"))
    as_of = StringField(_("哪一天的数"))
