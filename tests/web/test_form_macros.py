"""The fields of forms: labelled, described, never cut, with a list of what to mend."""
from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tests.web.bare_pages import bare_app

ONE, ALL = SelectChoice(value="one", label="一幢楼"), SelectChoice(value="all", label="全社区")
UNIT = SelectChoice(value="1", label="青禾物业")


class Proposal(Form):
    """A form with one field of every kind."""

    what = TextAreaField("什么事", [InputRequired("还没写"), Length(min=2, max=200, message="太长了")])
    where = StringField("在哪里", [Length(max=20)])
    who = RadioField("关系到谁", [InputRequired("请选一项")], choices=[ONE, ALL])
    unit = SelectField("责任单位", choices=[UNIT], validate_choice=False)
    due = DateField("几号前")
    seats = IntegerField("席位")
    password = PasswordField("密码")


@pytest.fixture(scope="module")
def app() -> Flask:
    return bare_app()


def drawn(app: Flask, code: str, form: Form, language: str = "zh") -> str:
    with app.test_request_context(headers={"Accept-Language": language}):
        source = "{% import 'parts/forms.html' as forms %}" + code
        return app.jinja_env.from_string(source).render(form=form)


def rejected(**typed: str) -> Proposal:
    form = Proposal(MultiDict(typed))
    form.validate()
    return form


def test_nothing_typed_is_ever_cut_by_the_browser(app: Flask) -> None:
    shown = drawn(app, "{{ forms.textarea(form.what, limit=200) }}{{ forms.text(form.where) }}", Proposal())
    assert "maxlength" not in shown and "minlength" not in shown
    assert 'data-limit="200"' in shown and 'data-count="what-c"' in shown and 'id="what-c"' in shown


def test_a_hint_and_a_label_belong_to_their_field(app: Flask) -> None:
    shown = drawn(app, "{{ forms.text(form.where, hint='写楼幢就行', optional=true) }}", Proposal())
    assert '<label for="where">在哪里' in shown and 'aria-describedby="where-h"' in shown
    assert 'id="where-h"' in shown and "（可不填）" in shown and "aria-invalid" not in shown


def test_an_error_stands_at_its_field_and_what_was_typed_stays(app: Flask) -> None:
    form = rejected(what="很长" * 200, who="all")
    shown = drawn(app, "{{ forms.textarea(form.what, hint='一件事写一张', limit=200) }}", form)
    assert 'aria-invalid="true"' in shown and "太长了" in shown and "很长" * 200 in shown
    assert re.search(r'aria-describedby="what-h what-e what-c"', shown)


def test_the_list_of_errors_leads_to_each_field(app: Flask) -> None:
    shown = drawn(app, "{{ forms.errors(form) }}", rejected(where="北侧空地"))
    links = re.findall(r'href="#([\w-]+)">([^<]+)<', shown)
    assert links[0] == ("what", "什么事：还没写") and ("who-0", "关系到谁：请选一项") in links
    assert "data-focus" in shown and f"有{len(links)}处要补" in shown


def test_every_link_of_the_list_has_a_field_to_lead_to(app: Flask) -> None:
    form = rejected()
    code = ("{{ forms.errors(form) }}{{ forms.textarea(form.what) }}{{ forms.text(form.where) }}"
            "{{ forms.radios(form.who) }}{{ forms.select(form.unit) }}{{ forms.date(form.due) }}"
            "{{ forms.number(form.seats) }}{{ forms.password(form.password) }}")
    shown = drawn(app, code, form)
    for target in re.findall(r'href="#([\w-]+)"', shown):
        assert f'id="{target}"' in shown
    for described in re.findall(r'aria-describedby="([^"]+)"', shown):
        assert all(f'id="{name}"' in shown for name in described.split())


def test_sentences_of_the_rules_can_join_the_list(app: Flask) -> None:
    shown = drawn(app, "{{ forms.errors(form, extra=['邀请码已经用完']) }}", Proposal())
    assert "邀请码已经用完" in shown and 'id="errors"' in shown


def test_a_form_without_errors_has_no_list(app: Flask) -> None:
    assert drawn(app, "{{ forms.errors(form) }}", Proposal()).strip() == ""


def test_a_choice_is_kept_and_its_note_shown(app: Flask) -> None:
    form = Proposal(MultiDict({"who": "all"}))
    shown = drawn(app, "{{ forms.radios(form.who, notes={'all': '包括租户'}) }}", form)
    assert re.search(r'value="all" checked', shown) and "包括租户" in shown and "<legend>关系到谁" in shown


def test_what_people_type_is_escaped(app: Flask) -> None:
    form = rejected(where="<script>alert(1)</script>", what="</textarea><b>")
    shown = drawn(app, "{{ forms.text(form.where) }}{{ forms.textarea(form.what) }}", form)
    assert "<script>" not in shown and "</textarea><b>" not in shown


def test_a_password_is_never_sent_back(app: Flask) -> None:
    form = Proposal(MultiDict({"password": "secret-word"}))
    shown = drawn(app, "{{ forms.password(form.password) }}", form)
    assert "secret-word" not in shown and 'type="password"' in shown


def test_every_act_has_a_name_of_its_own(app: Flask) -> None:
    shown = drawn(app, "{{ forms.begin() }}" * 2, Proposal())
    names = re.findall(r'name="command_id" value="(\w{32})"', shown)
    assert len(names) == len(set(names)) == 2
    assert 'value="kept"' in drawn(app, "{{ forms.command_id('kept') }}", Proposal())


def test_a_button_that_cannot_be_pressed_says_why(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        shown = app.jinja_env.from_string(
            "{% from 'parts/buttons.html' import disabled_button %}"
            "{{ disabled_button('开启表决', '还不能：公示不满3天（明天9:00起可以）') }}"
        ).render()
    reason = re.search(r'aria-describedby="([^"]+)"', shown)
    assert 'aria-disabled="true"' in shown and " disabled" not in shown.replace("aria-disabled", "")
    assert reason and f'id="{reason.group(1)}"' in shown
