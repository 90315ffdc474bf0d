"""Page area: minutes."""
from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("minutes", __name__, url_prefix="/c/<slug>")
