"""The name under which a browser keeps what was typed, and the word that it may be dropped."""
from __future__ import annotations

from typing import Any

from flask import Flask, flash
from jinja2 import pass_context
from jinja2.runtime import Context

ALL_DRAFTS = "*"


def draft_key(name: str, community: Any, actor: Any) -> str:
    """The key of a draft: its community and its writer are part of it, so that two people who share a
    browser do not see each other's words."""
    place = getattr(community, "slug", None) or "front"
    writer = getattr(actor, "person_id", None) or "guest"
    return f"{place}:{writer}:{name}"


def forget_draft(name: str, community: Any, actor: Any) -> None:
    """Tell the browser, on the next page, that this draft has been received."""
    flash(draft_key(name, community, actor), "draft-done")


def forget_all_drafts() -> None:
    """Tell the browser, on the next page, to drop every draft: somebody signed out."""
    flash(ALL_DRAFTS, "draft-done")


@pass_context
def _key_for_page(context: Context, name: str) -> str:
    return draft_key(name, context.get("community"), context.get("actor"))


def register(app: Flask) -> None:
    """Give templates draft_key('propose') for <form data-draft="…">."""
    app.jinja_env.globals["draft_key"] = _key_for_page
