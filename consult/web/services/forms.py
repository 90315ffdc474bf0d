"""Forms of the services: needs, resources, orders, claims, agreements, volunteer posts."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.web.wording.services import FILINGS, GRADES, TERMS, TIMES


def choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """Choices from value → words."""
    return [SelectChoice(value=str(value), label=label) for value, label in words.items()]


def one_of(field: SelectField, pairs: Iterable[tuple[Any, Any]], nothing: Any = None) -> None:
    """Fill a select from (value, words), with an empty choice first where one is named."""
    listed = [SelectChoice(value=str(value), label=label) for value, label in pairs]
    field.choices = ([SelectChoice(value="", label=nothing)] if nothing is not None else []) + listed


class NeedForm(FlaskForm):
    """点单: what is needed, for whom."""

    filing = RadioField(_("替谁点单"), validate_choice=False, default="own", choices=choices(FILINGS))
    title = StringField(_("需要什么"))
    what = TextAreaField(_("说清楚一点"))
    category = SelectField(_("哪一类"), choices=[], validate_choice=False)
    people = StringField(_("大约几个人需要"), default="1")
    times = SelectField(_("什么时候"), choices=choices(TIMES), validate_choice=False)
    building_id = SelectField(_("在哪一片"), choices=[], validate_choice=False)


class ReviewForm(FlaskForm):
    """The answer to a need."""

    decision = RadioField(_("怎么答复"), validate_choice=False, choices=[
        SelectChoice(value="accept", label=_("列入需求清单")), SelectChoice(value="merge", label=_("并入另一条")),
        SelectChoice(value="return", label=_("不列入，退回")),
    ])
    into_id = SelectField(_("并入哪一条"), choices=[], validate_choice=False)
    reason = TextAreaField(_("理由"))
    meeting_id = SelectField(_("在哪次会上定的"), choices=[], validate_choice=False)


class ResourceForm(FlaskForm):
    """我能出力: what can be given."""

    unit_id = SelectField(_("谁出"), choices=[], validate_choice=False)
    title = StringField(_("能出什么"))
    what = TextAreaField(_("说清楚一点"))
    category = SelectField(_("哪一类"), choices=[], validate_choice=False)
    capacity = StringField(_("够几份"), default="1")
    capacity_of = StringField(_("一份是什么"))
    times = SelectField(_("什么时候"), choices=choices(TIMES), validate_choice=False)
    since = StringField(_("从几号起"))
    until = StringField(_("到几号止"))
    terms = RadioField(_("条件"), choices=choices(TERMS), default="free", validate_choice=False)
    terms_words = StringField(_("条件说明"))
    contact = StringField(_("怎么联系"))


class ProjectForm(FlaskForm):
    """A need becomes an order."""

    title = StringField(_("这一单叫什么"))
    aim = TextAreaField(_("办成什么样"))
    category = SelectField(_("哪一类"), choices=[], validate_choice=False)
    need_id = SelectField(_("为哪条需求"), choices=[], validate_choice=False)
    resource_id = SelectField(_("用哪项资源"), choices=[], validate_choice=False)
    owner = StringField(_("社区谁负责"))
    method = TextAreaField(_("怎么推进"))
    measures = TextAreaField(_("组织措施"))
    places = StringField(_("要几份人手"), default="1")
    starts_on = StringField(_("从几号起"))
    due_on = StringField(_("几号前办完"))
    building_id = SelectField(_("在哪一片"), choices=[], validate_choice=False)
    answers_needed = StringField(_("几户评价才能结单"), default="5")


class AddForm(FlaskForm):
    """Another need or resource for an order."""

    need_id = SelectField(_("再并一条需求"), choices=[], validate_choice=False)
    resource_id = SelectField(_("再用一项资源"), choices=[], validate_choice=False)


class ClaimForm(FlaskForm):
    """我来接: who, how much, on which terms."""

    unit_id = RadioField(_("谁来接"), choices=[], validate_choice=False)
    places = StringField(_("接几份"), default="1")
    terms = RadioField(_("条件"), choices=choices(TERMS), default="free", validate_choice=False)
    words = TextAreaField(_("想说明的"))


class DropForm(FlaskForm):
    """An order is dropped."""

    reason = TextAreaField(_("为什么不办了"), id="drop-reason")


class HandBackForm(FlaskForm):
    """A claim is handed back."""

    reason = TextAreaField(_("为什么退单"), id="back-reason")


class ReplaceForm(FlaskForm):
    """Another unit is asked."""

    unit_id = SelectField(_("换哪个单位"), choices=[], validate_choice=False, id="replace-unit")
    reason = TextAreaField(_("为什么换"), id="replace-reason")


class AgreementForm(FlaskForm):
    """项目申领协议."""

    content = TextAreaField(_("接单的一方做什么"))
    terms = RadioField(_("条件"), choices=choices(TERMS), default="free", validate_choice=False)
    terms_words = StringField(_("条件说明"))
    steps = TextAreaField(_("分几步，几号前"))


class DeliberateForm(FlaskForm):
    """议单: when and where a body discusses it."""

    body_id = SelectField(_("开哪个会"), choices=[], validate_choice=False)
    day = StringField(_("哪一天"))
    at = StringField(_("几点"), default="19:00")
    place = StringField(_("在哪里开"))
    extraordinary_reason = TextAreaField(_("来不及提前公示的理由"))


class BeginForm(FlaskForm):
    """The work begins without a discussion."""

    reason = StringField(_("为什么不用开会商量"), id="begin-reason")


class ReportForm(FlaskForm):
    """The closing report."""

    words = TextAreaField(_("办得怎么样"), id="report-words")
    served = StringField(_("多少人受益"), default="0")


class SatisfactionForm(FlaskForm):
    """What a household says of it."""

    grade = RadioField(_("您满意吗"), choices=choices(GRADES), validate_choice=False)
    words = StringField(_("想补一句"), id="satisfaction-words")


class SendBackForm(FlaskForm):
    """Work is sent back."""

    reason = TextAreaField(_("哪里没有办好"), id="again-reason")


class ThanksForm(FlaskForm):
    """A public thank-you."""

    words = TextAreaField(_("感谢的话"), id="thanks-words")


class PostForm(FlaskForm):
    """A volunteer post is set."""

    title = StringField(_("岗位叫什么"))
    what = TextAreaField(_("做什么"))
    category = SelectField(_("哪一类"), choices=[], validate_choice=False)
    place = StringField(_("在哪里"))
    when = StringField(_("什么时候"))
    slots = StringField(_("几个名额"), default="5")
    since = StringField(_("从几号起"))
    until = StringField(_("到几号止"))


class HoursForm(FlaskForm):
    """Time given on a day."""

    worked_on = StringField(_("哪一天"))
    minutes = SelectField(_("做了多久"), validate_choice=False, choices=[
        SelectChoice(value="30", label=_("半小时")), SelectChoice(value="60", label=_("一小时")),
        SelectChoice(value="90", label=_("一个半小时")), SelectChoice(value="120", label=_("两小时")),
        SelectChoice(value="180", label=_("三小时")), SelectChoice(value="240", label=_("四小时")),
        SelectChoice(value="480", label=_("八小时")),
    ])


class ClosePostForm(FlaskForm):
    """A volunteer post is over."""

    thanks = TextAreaField(_("感谢的话"), id="post-thanks")
