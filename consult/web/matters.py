"""Page area: matters."""
from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("matters", __name__, url_prefix="/c/<slug>")
