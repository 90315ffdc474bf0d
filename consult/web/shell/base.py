"""Everything templates are written on: drawing, assets, display settings, moments."""
from __future__ import annotations

import re
from uuid import uuid4

from flask import Flask
from markupsafe import Markup, escape

from consult.core.house_words import in_words
from consult.web.shell import assets, display, drafts, drawing, moment_filters


def new_command_id() -> str:
    """A fresh name for one act, so that its repeat has no second effect."""
    return uuid4().hex


def as_written(words: str | None) -> Markup:
    """What people, the community or the house itself wrote, marked with its language where the page is in another."""
    said = in_words(words or "", display.language())
    if lang_is_english() and re.search("[\u3400-\u9fff]", said):
        return Markup('<span lang="zh-Hans">{}</span>').format(said)
    return escape(said)


def lang_is_english() -> bool:
    """Whether this page is written in English; for macros, which do not see `lang`."""
    return display.language() == "en"


def register(app: Flask) -> None:
    """Set up the shell of all pages on `app`."""
    assets.register(app)
    display.register(app)
    drawing.register(app)
    moment_filters.register(app)
    drafts.register(app)
    app.jinja_env.filters["as_written"] = as_written
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(new_command_id=new_command_id, lang_is_english=lang_is_english)
