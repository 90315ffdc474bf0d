"""Page area: roster."""
from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("roster", __name__, url_prefix="/c/<slug>")
