"""How much may be sent: a page that takes a photograph takes more than a form, and no other page does."""
from __future__ import annotations

from contextlib import closing

from flask import Flask, g, request

from consult.community import policy as register_policy
from consult.community import queries as communities
from consult.publishing.rules.photographs import LARGEST_UPLOAD
from consult.sheets import LIMITS
from consult.web.doorway import access

TAKES_A_LIST = {"lists.hand_in"}
LARGEST_LIST = LIMITS.file_bytes + 1024 * 1024
"""A little more than is read, so that a list that is too large is refused in words."""
TAKES_A_PHOTOGRAPH = {"board.add_photo", "vote_rules.record_official"}
REST_OF_THE_FORM = 64 * 1024


def _let_more_in() -> None:
    if request.endpoint in TAKES_A_PHOTOGRAPH:
        request.max_content_length = LARGEST_UPLOAD + REST_OF_THE_FORM
    if request.endpoint in TAKES_A_LIST and _keeps_the_register():
        request.max_content_length = LARGEST_LIST + REST_OF_THE_FORM


def _keeps_the_register() -> bool:
    """Whether who sends is of the office here: nobody else is let more in, before anything of it is read."""
    community = communities.community_by_slug(access.db(), g.slug)
    return register_policy.permits(access.current_actor(), "keep_register", community)


def sent_file(name: str) -> bytes:
    """The bytes of a file that a form sent; none where none was, or where only words were sent in its name."""
    upload = request.files.get(name)
    if upload is None:
        return b""
    with closing(upload):
        sent: bytes = upload.read()
        return sent


def sent_name(name: str) -> str:
    """What a file that a form sent is called; empty where none was."""
    upload = request.files.get(name)
    return (upload.filename or "").replace("\\", "/").rsplit("/", 1)[-1] if upload else ""


def register(app: Flask) -> None:
    """Before anything reads a form."""
    app.before_request(_let_more_in)
