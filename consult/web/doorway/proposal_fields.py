"""Forms that take a proposal: one field for each of its words, wherever one is made."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_babel import lazy_gettext as later
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.matter.rules.proposal import LONGEST
from consult.web.wording.matters import CATEGORIES
from consult.web.wording.proposal import ASKED, Asked

FormClass = TypeVar("FormClass", bound=type)


def asks_for_a_proposal(called: Callable[[Asked], Any]) -> Callable[[FormClass], FormClass]:
    """Give a form class the fields of a proposal, each labelled as `called` says."""

    def add(form: FormClass) -> FormClass:
        for name, asked in ASKED.items():
            setattr(form, name, _field(name, asked, called(asked)))
        return form

    return add


def _field(name: str, asked: Asked, label: Any) -> Any:
    if name == "category":
        choices = [SelectChoice(value="", label=later("请选一类")),
                   *(SelectChoice(value=code, label=words) for code, words in CATEGORIES.items())]
        return SelectField(label, validate_choice=False, choices=choices)
    return TextAreaField(label) if asked.rows else StringField(label)


def register(app: Flask) -> None:
    """Let templates ask what is asked."""
    app.jinja_env.globals |= {"proposal_words": ASKED, "longest_words": LONGEST}
