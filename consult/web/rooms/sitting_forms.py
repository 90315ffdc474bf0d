"""Forms of sittings: parts, papers, sign-up, recusal, questions, the record, light meetings."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.rooms.forms import RoomForm


class PartForm(RoomForm):
    """Somebody is given a part."""

    person_id = SelectField(_("谁"), choices=[], validate_choice=False)
    role = SelectField(_("担任什么"), choices=[], validate_choice=False)
    group = SelectField(_("哪一方"), choices=[], validate_choice=False)


class PaperForm(RoomForm):
    """A paper to post."""

    title = StringField(_("材料名称"))
    text = TextAreaField(_("材料内容"))


class SignUpForm(RoomForm):
    """To be heard, as one of a group."""

    group = RadioField(_("您以什么身份报名"), choices=[], validate_choice=False)


class SeedForm(RoomForm):
    """The number that the lot is drawn from."""

    seed = StringField(_("抽签用的号码"))


class RecusalForm(RoomForm):
    """Somebody is asked to step back."""

    person_id = SelectField(_("请谁回避"), choices=[], validate_choice=False)
    reason = TextAreaField(_("为什么"))


class DecisionForm(RoomForm):
    """Whether somebody steps back."""

    granted = RadioField(_("决定"), validate_choice=False, choices=[
        SelectChoice(value="yes", label=_("同意回避")), SelectChoice(value="no", label=_("不用回避"))])
    reason = TextAreaField(_("理由"))


class PostponeForm(RoomForm):
    """Another day."""

    day = StringField(_("改到哪一天"))
    at = StringField(_("几点"))
    reason = TextAreaField(_("为什么改期"))


class AskForm(RoomForm):
    """A question of one's own."""

    text = TextAreaField(_("您的问题"))


class AskForForm(RoomForm):
    """A question that somebody in the hall asks."""

    called = StringField(_("谁问的"))
    text = TextAreaField(_("问什么"))


class EndForm(RoomForm):
    """How a question ends."""

    end = RadioField(_("怎样答复"), validate_choice=False, choices=[
        SelectChoice(value="answered", label=_("当场答复")), SelectChoice(value="promised", label=_("承诺到期办好")),
        SelectChoice(value="referred", label=_("转给别的单位")), SelectChoice(value="explained", label=_("说明为什么不行"))])
    words = TextAreaField(_("怎么说的"))
    who = StringField(_("谁来办，转给谁"))
    due_on = StringField(_("哪天以前"))


class KeptForm(RoomForm):
    """What was promised was done."""

    words = StringField(_("办成了什么"))


class ConfirmForm(RoomForm):
    """What somebody says of the record."""

    answer = RadioField(_("笔录写得对不对"), validate_choice=False, choices=[
        SelectChoice(value="confirmed", label=_("对，我确认")), SelectChoice(value="corrected", label=_("要改一处")),
        SelectChoice(value="refused", label=_("我不确认"))])
    reason = TextAreaField(_("哪里要改，为什么不确认"))


class ConfirmForForm(ConfirmForm):
    """The same, written down by the desk for somebody in the hall."""

    answer = RadioField(_("本人怎么说"), validate_choice=False, choices=[
        SelectChoice(value="confirmed", label=_("确认")), SelectChoice(value="corrected", label=_("要改")),
        SelectChoice(value="refused", label=_("不确认")), SelectChoice(value="not_reached", label=_("找不到人"))])
    reason = StringField(_("原话或者理由"))


class LightForm(FlaskForm):
    """A meeting in a courtyard, a building, a grid or a party group, written down after it."""

    kind = RadioField(_("什么会"), choices=[], validate_choice=False)
    held_on = StringField(_("哪天开的"))
    place = StringField(_("在哪里"))
    present = StringField(_("来了多少人"))
    issues = TextAreaField(_("大家提了什么"))
    grid_id = SelectField(_("哪个网格"), choices=[], validate_choice=False)


class SeatForm(FlaskForm):
    """Where somebody sits."""

    seat = StringField(_("座号"))
