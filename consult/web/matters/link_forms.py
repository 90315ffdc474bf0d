"""Forms of links between matters."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField


class LinkForm(FlaskForm):
    """Which other matter, and how the two hang together."""

    other_no = StringField(_("另一件是几号"))
    kind = SelectField(_("和那一件是什么关系"), validate_choice=False)
    note = StringField(_("一句说明"))


class RevokeForm(FlaskForm):
    """Why a link is taken back."""

    reason = StringField(_("为什么撤销"))
