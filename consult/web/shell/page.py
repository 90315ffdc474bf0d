"""A page is drawn from its template and from what it is handed, which is written down as a typed dictionary."""
from __future__ import annotations

from collections.abc import Mapping

from flask import render_template


def draw(template: str, page: Mapping[str, object]) -> str:
    """The page in words; `page` is the TypedDict that stands beside the function."""
    return render_template(template, **page)
