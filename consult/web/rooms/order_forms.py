"""Forms of a room's procedure; each is one of many on a page (rooms.py)."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.doorway.proposal_fields import asks_for_a_proposal
from consult.web.rooms.forms import RoomForm


class SeatForm(RoomForm):
    """Whoever sits at a seat of the hall raises a hand."""

    seat = StringField(_("座号"))
    called = StringField(_("怎么称呼"))


class PointForm(RoomForm):
    """A point of order or of information."""

    kind = RadioField(_("哪一种"), validate_choice=False, default="order", choices=[
        SelectChoice(value="order", label=_("规则问题")), SelectChoice(value="information", label=_("信息问题")),
    ])
    text = StringField(_("一句话说明"))
    speaker_id = SelectField(_("谁提出"), choices=[], validate_choice=False)


class RulingForm(RoomForm):
    """The chair's ruling on a point."""

    sustained = RadioField(_("裁定"), validate_choice=False, choices=[
        SelectChoice(value="true", label=_("成立")), SelectChoice(value="false", label=_("不成立")),
    ])
    reason = StringField(_("理由"))


class CivilityForm(RoomForm):
    """A reminder, a warning, or more."""

    speaker_id = SelectField(_("对谁"), choices=[], validate_choice=False)
    kind = SelectField(_("哪一步"), validate_choice=False, choices=[
        SelectChoice(value="off_topic", label=_("跑题提醒")), SelectChoice(value="warning", label=_("警告")),
        SelectChoice(value="muted", label=_("停止这次发言")), SelectChoice(value="removed", label=_("请离会场")),
    ])
    reason = StringField(_("理由"))


class CountForm(RoomForm):
    """A count of the room."""

    votes_for = StringField(_("赞成"))
    votes_against = StringField(_("反对"))
    votes_abstain = StringField(_("弃权"))


class StrawForm(RoomForm):
    """A straw poll or the temperature."""

    kind = SelectField(_("哪一种"), validate_choice=False, choices=[
        SelectChoice(value="straw", label=_("摸底")), SelectChoice(value="temperature", label=_("测温度")),
    ])
    text = StringField(_("问大家什么"))


class StrawCountForm(RoomForm):
    """Hands in the hall for one answer."""

    answer = SelectField(_("哪个回答"), choices=[], validate_choice=False)
    count = StringField(_("举手几人"))


class ParkForm(RoomForm):
    """Something off the matter."""

    text = TextAreaField(_("什么事"))
    speaker_id = SelectField(_("谁说的"), choices=[], validate_choice=False)


class ChairForm(RoomForm):
    """Who takes the chair, and why."""

    person_id = SelectField(_("交给谁"), choices=[], validate_choice=False)
    reason = StringField(_("理由"))


class PostponeForm(RoomForm):
    """Put the motion off."""

    until = StringField(_("缓到哪天"))
    reason = StringField(_("理由"))
    speaker_id = SelectField(_("谁提的"), choices=[], validate_choice=False)


class AppealForm(RoomForm):
    """Overturn a ruling."""

    ruling_id = SelectField(_("哪个裁定"), choices=[], validate_choice=False)
    reason = StringField(_("理由"))
    speaker_id = SelectField(_("谁提出"), choices=[], validate_choice=False)


class OnBehalfForm(RoomForm):
    """Whose step the desk writes down."""

    speaker_id = SelectField(_("谁提的"), choices=[], validate_choice=False)


class SecondForm(RoomForm):
    """Who seconds the motion."""

    seconder_id = SelectField(_("谁附议"), choices=[], validate_choice=False)


@asks_for_a_proposal(lambda asked: asked.short)
class ParkedProposalForm(RoomForm):
    """What was parked, as a proposal."""
