"""Forms of the notice board."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.wording.board import KINDS


class NoticeForm(FlaskForm):
    """What a notice says, of which kind it is and how long it hangs."""

    kind = SelectField(_("哪一类"), validate_choice=False, choices=[
        SelectChoice(value=value, label=label) for value, label in KINDS.items()])
    title = StringField(_("标题"))
    basis = StringField(_("依据和程序"))
    text = TextAreaField(_("内容"))
    days = StringField(_("贴几天"))
    contact = StringField(_("对公示有意见，找谁"))
    matter_id = HiddenField()
    meeting_id = HiddenField()
    body_id = HiddenField()


class ReasonForm(FlaskForm):
    """A reason."""

    reason = TextAreaField(_("理由"))


class ObjectionForm(FlaskForm):
    """What somebody has against a notice."""

    text = TextAreaField(_("您的意见"))


class AnswerForm(FlaskForm):
    """What the office answers."""

    answer = TextAreaField(_("答复"))


class PhotoForm(FlaskForm):
    """A photograph of the paper notice."""

    moment = SelectField(_("什么时候拍的"), validate_choice=False, choices=[
        SelectChoice(value="put_up", label=_("刚贴上")), SelectChoice(value="taken_down", label=_("取下的时候"))])
    place = StringField(_("贴在哪里"))
    photo = FileField(_("照片"))


class WithheldForm(FlaskForm):
    """Which lines are left out whole."""

    withheld = StringField(_("整段不公开的，写段落号"))
