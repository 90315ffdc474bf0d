"""How much may be sent: a page that takes a photograph takes more than a form, and no other page does."""
from __future__ import annotations

from contextlib import closing

from flask import Flask, request

from consult.publishing.rules.photographs import LARGEST_UPLOAD

TAKES_A_PHOTOGRAPH = {"board.add_photo", "vote_rules.record_official"}
REST_OF_THE_FORM = 64 * 1024


def _let_more_in() -> None:
    if request.endpoint in TAKES_A_PHOTOGRAPH:
        request.max_content_length = LARGEST_UPLOAD + REST_OF_THE_FORM


def sent_file(name: str) -> bytes:
    """The bytes of a file that a form sent; none where none was, or where only words were sent in its name."""
    upload = request.files.get(name)
    if upload is None:
        return b""
    with closing(upload):
        sent: bytes = upload.read()
        return sent


def register(app: Flask) -> None:
    """Before anything reads a form."""
    app.before_request(_let_more_in)
