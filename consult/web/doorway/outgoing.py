"""What leaves by a page that is open to everyone is the public version, whoever wrote the page.

The last thing that happens to an answer: private values and the names of ordinary residents are hidden in its texts,
in what its attributes say aloud, and in the name under which it is saved. What somebody is typing is left alone, and
so is the archive version where a page shows it to those who keep it (`this_is_the_archive`).
"""
from __future__ import annotations

import json
import re
from urllib.parse import quote, unquote

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from consult.minutes.rules.redaction import Redactor
from consult.publishing import queries as publishing
from consult.web.doorway.access import OPEN_TO, db
from consult.web.shell import moment_filters

TAGS = re.compile(r"(<textarea\b.*?</textarea\s*>|<[^>]+>)", re.DOTALL | re.IGNORECASE)
SAID = re.compile(r"""(\s(?:title|alt|content|label|summary|placeholder|aria-[a-z]+|data-[a-z-]+)=")([^"]*)(")""")
TEXTS = ("text/html", "text/plain", "text/csv", "text/calendar", "application/json", "application/atom+xml",
         "application/xml")
FILE_NAME = re.compile(r"filename\*=UTF-8''([^;]+)", re.IGNORECASE)


def this_is_the_archive() -> None:
    """Leave this answer as it is: it goes to somebody who keeps the archive, who was asked for before."""
    g.archive_version = True


def redactor() -> Redactor:
    """The redactor of the community of this page."""
    return publishing.redactor_for(db(), g.community, moment_filters.today())


def _public(answer: Response) -> Response:
    community = g.get("community")
    if community is None or g.get("archive_version") or answer.is_streamed or answer.direct_passthrough:
        return answer
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, OPEN_TO, None) != "everyone":
        return answer
    hide = redactor()
    _hide_in_file_name(answer, hide)
    if answer.mimetype in TEXTS and answer.data:
        before = answer.get_data(as_text=True)
        after = _hidden(answer.mimetype, before, hide)
        if after != before:
            answer.set_data(after)
    return answer


def _hidden(kind: str, text: str, hide: Redactor) -> str:
    if kind == "application/json":
        said = json.loads(text)
        public = hide.plain(said)
        return text if public == said else json.dumps(public, ensure_ascii=False)
    if kind in ("text/html", "application/atom+xml", "application/xml"):
        return hidden_in_markup(text, hide)
    return hide(text)


def hidden_in_markup(markup: str, hide: Redactor) -> str:
    """Markup with its texts and the attributes that are read aloud made public."""
    parts = TAGS.split(markup)
    parts[::2] = [hide(text) if text and not text.isspace() else text for text in parts[::2]]
    parts[1::2] = [
        SAID.sub(lambda said: said[1] + hide(said[2]) + said[3], tag) if '="' in tag else tag for tag in parts[1::2]]
    return "".join(parts)


def _hide_in_file_name(answer: Response, hide: Redactor) -> None:
    saved_as = answer.headers.get("Content-Disposition", "")
    if saved_as:
        # What is written as %E5%8C%97 is read first: its digits are no number of anybody's.
        plain, encoded = ([*FILE_NAME.split(saved_as, maxsplit=1), ""])[:2]
        said = f"filename*=UTF-8''{quote(hide(unquote(encoded)))}" if encoded else ""
        answer.headers["Content-Disposition"] = hide(plain) + said


def register(app: Flask) -> None:
    """Stand behind every page."""
    app.after_request(_public)
