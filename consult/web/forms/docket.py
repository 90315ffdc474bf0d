"""The form of a reply."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.wording_matters import DECISIONS


class ReplyForm(FlaskForm):
    """What a body says to an outcome, why, and who does what by when."""

    decision = RadioField(_("会议怎么定"), validate_choice=False, choices=[
        SelectChoice(value=value, label=label) for value, label in DECISIONS.items()
    ])
    reason = TextAreaField(_("理由"))
    unit_id = SelectField(_("谁办"), choices=[], validate_choice=False)
    due_on = StringField(_("几号前办完"))
    referred_to = StringField(_("转给谁"))
    meeting_id = SelectField(_("在哪次会上定的"), choices=[], validate_choice=False)
