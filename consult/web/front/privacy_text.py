"""docs/PRIVACY.md as a page: what is held, what is not and why, whole, in the reader's language."""
from __future__ import annotations

from functools import cache

from flask import Blueprint, render_template
from markdown_it import MarkdownIt
from markupsafe import Markup

from consult.config import shipped
from consult.web.doorway.access import open_to
from consult.web.shell import display

FILE = shipped("docs/PRIVACY.md")
HEADINGS = {"zh": "## 中文", "en": "## English"}


def add_to(blueprint: Blueprint) -> None:
    """Put the page beside the other front pages."""
    blueprint.add_url_rule("/privacy/text", "privacy_text", show, methods=["GET"])


@open_to("everyone")
def show() -> str:
    """The whole text."""
    return render_template("front/privacy_text.html", text=text_in("en" if display.language() == "en" else "zh"))


@cache
def text_in(language: str) -> Markup:
    """The part in one language, as HTML; the file is the project's own, and what is HTML in it stays text."""
    part = FILE.read_text("utf-8").split(HEADINGS[language], 1)[1].split("\n## ", 1)[0]
    return Markup(MarkdownIt("commonmark", {"html": False}).render(part))  # noqa: S704  # HTML in it is escaped
