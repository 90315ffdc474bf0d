"""The form of a vote."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice


class VoteForm(FlaskForm):
    """One choice for one voice; nothing is chosen beforehand."""

    choice = RadioField(_("您的选择"), validate_choice=False, choices=[
        SelectChoice(value="for", label=_("赞成")), SelectChoice(value="against", label=_("反对")),
        SelectChoice(value="abstain", label=_("弃权")),
    ])
    voter_key = StringField()
