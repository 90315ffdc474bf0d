"""The form of a reply."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.wording.matters import DECISIONS
from consult.web.wording.work import BASES, STAGES


class ReplyForm(FlaskForm):
    """What a body says to an outcome, why, and who does what by when."""

    decision = RadioField(_("会议怎么定"), validate_choice=False, choices=[
        SelectChoice(value=value, label=label) for value, label in DECISIONS.items()
    ])
    reason = TextAreaField(_("理由"))
    basis = RadioField(_("主要依据"), validate_choice=False, default="other", choices=[
        SelectChoice(value=value, label=label) for value, label in BASES.items()
    ])
    to_dissenters = TextAreaField(_("对不同意见的说明"))
    unit_id = SelectField(_("谁办"), choices=[], validate_choice=False)
    due_on = StringField(_("几号前办完"))
    referred_to = StringField(_("转给谁"))
    milestones = TextAreaField(_("分几步办"))
    scope = SelectField(_("办好没有，由谁来说"), choices=[], validate_choice=False)
    to_body_id = SelectField(_("转给哪个会"), choices=[], validate_choice=False)
    meeting_id = SelectField(_("在哪次会上定的"), choices=[], validate_choice=False)
    between_rule = StringField(_("会外答复的，按哪条规定"))


class StageForm(FlaskForm):
    """One of the six stages of 四议两公开."""

    stage = SelectField(_("哪一步"), validate_choice=False, choices=[
        SelectChoice(value=value, label=label) for value, label in STAGES.items()
    ])
    held_on = StringField(_("哪一天"))
    attendance = StringField(_("到会几人"))
    result = TextAreaField(_("结果"))
    paper = StringField(_("文件名或文号"))
