"""Forms of matters: proposing and revising one, screening one."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.wording.matters import CATEGORIES


class MatterForm(FlaskForm):
    """What a resident puts forward, in the words neighbours will read."""

    title = StringField(_("一、一句话说是什么事"))
    what = TextAreaField(_("二、说清楚，想怎么办"))
    place = StringField(_("三、在哪里"))
    affected = StringField(_("四、关系到谁"))
    expected = TextAreaField(_("五、办成了是什么样"))
    category = SelectField(
        _("六、算哪一类"), validate_choice=False,
        choices=[SelectChoice(value="", label=_("请选一类")),
                 *(SelectChoice(value=code, label=words) for code, words in CATEGORIES.items())],
    )


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
