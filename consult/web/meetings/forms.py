"""Forms of meetings: calling one together, calling it off."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField


class ConveneForm(FlaskForm):
    """A body is called together on one matter; day and time are those of the community."""

    matter_id = SelectField(_("议哪一件事"), choices=[], validate_choice=False)
    matters = SelectMultipleField(_("议哪几件事"), choices=[], validate_choice=False)
    day = StringField(_("哪一天"))
    at = StringField(_("几点"))
    place = StringField(_("在哪里开"))
    chair_id = SelectField(_("谁主持"), choices=[], validate_choice=False)
    paper_title = StringField(_("材料名称"))
    paper_text = TextAreaField(_("材料内容"))
    extraordinary_reason = TextAreaField(_("来不及提前公示的理由"))


class CancelForm(FlaskForm):
    """A meeting is called off."""

    reason = TextAreaField(_("为什么取消"))
