"""Forms of a room. Many stand on one page, so each carries a key in the ids of its fields."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

STANCES = [
    SelectChoice(value="for", label=_("赞成")), SelectChoice(value="against", label=_("反对")),
    SelectChoice(value="question", label=_("提问")), SelectChoice(value="addition", label=_("补充")),
]


class RoomForm(FlaskForm):
    """One form among many: its fields' ids begin with its key, and it is filled only with what was sent to it."""

    class Meta:
        """The page carries one token for all its forms."""

        csrf = False

    def __init__(self, key: str, formdata: Any = None, **filled: Any) -> None:
        super().__init__(formdata=formdata, **filled)
        for field in self:
            field.id = field.label.field_id = f"{key}-{field.short_name}"


class StatementForm(RoomForm):
    """A view in writing."""

    stance = RadioField(_("您的态度"), choices=STANCES, validate_choice=False)
    text = TextAreaField(_("您的意见"))


class NoteForm(RoomForm):
    """What was said in a turn."""

    text = TextAreaField(_("说了什么"))


class MotionForm(RoomForm):
    """Who does what, by when, with what."""

    what = TextAreaField(_("做什么"))
    who = StringField(_("谁来做"))
    by_when = StringField(_("几号前做完"))
    with_what = StringField(_("用什么做，钱从哪来"))
    mover_id = SelectField(_("替谁提"), choices=[], validate_choice=False)


class HandsForm(RoomForm):
    """What one of two people counted of a show of hands."""

    votes_for = StringField(_("赞成"))
    against = StringField(_("反对"))
    abstain = StringField(_("弃权"))
    not_voting = StringField(_("未表决"))


class ReasonForm(RoomForm):
    """Why the desk departs from the order."""

    reason = StringField(_("理由"))


class HandForForm(RoomForm):
    """A hand raised in the hall."""

    person_id = SelectField(_("谁举手"), choices=[], validate_choice=False)
    stance = SelectField(_("态度"), choices=STANCES, validate_choice=False)


class AttendanceForm(RoomForm):
    """Where someone is."""

    status = RadioField(_("情况"), validate_choice=False, choices=[
        SelectChoice(value="present", label=_("到了")), SelectChoice(value="excused", label=_("请假")),
        SelectChoice(value="left", label=_("先走了")), SelectChoice(value="expected", label=_("还没到")),
    ])
    channel = SelectField(_("在哪"), validate_choice=False, choices=[
        SelectChoice(value="hall", label=_("大厅")), SelectChoice(value="phone", label=_("手机")),
    ])
    seat = StringField(_("座号"))


class OutcomeForm(RoomForm):
    """How a discussion ends."""

    outcome = RadioField(_("怎么结束"), validate_choice=False, choices=[
        SelectChoice(value="adopted", label=_("通过")), SelectChoice(value="rejected", label=_("不通过")),
        SelectChoice(value="deferred", label=_("改期再议")), SelectChoice(value="escalated", label=_("提交上级")),
    ])
    owner = StringField(_("谁负责"))
    due_on = StringField(_("什么日子前"))
    escalated_to = SelectField(_("提交给谁"), choices=[], validate_choice=False)
    reason = TextAreaField(_("理由"))
