"""Forms of matters: proposing and revising one, screening one."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.doorway.proposal_fields import asks_for_a_proposal


@asks_for_a_proposal(lambda asked: asked.label)
class MatterForm(FlaskForm):
    """What a resident puts forward, in the words neighbours will read."""


@asks_for_a_proposal(lambda asked: asked.label)
class ProposeForForm(FlaskForm):
    """What somebody tells at the desk or by telephone, in their words."""

    person_id = StringField(_("是谁要提"))
    read_back = BooleanField(_("写下的都念给本人听过，本人同意这样提"))


class EndorseForForm(FlaskForm):
    """For whom, how they asked, why somebody else enters it."""

    person_id = StringField(_("替谁附议"))
    way = RadioField(_("怎么来的"), choices=[], validate_choice=False)
    reason = StringField(_("为什么由别人代办"))
    witness = StringField(_("见证人"))


class ScreeningForm(FlaskForm):
    """One of four answers, with a reason that everyone reads."""

    decision = RadioField(_("怎么答复"), validate_choice=False, choices=[
        SelectChoice(value="admit", label=_("受理，交给会议去议")),
        SelectChoice(value="return", label=_("退回，请提议人改一改")),
        SelectChoice(value="join", label=_("建议并入另一件")),
        SelectChoice(value="redirect", label=_("不归这里议，转给该管的")),
    ])
    into_no = StringField(_("并入几号"))
    to = StringField(_("转给谁"))
    reason = TextAreaField(_("理由"))
