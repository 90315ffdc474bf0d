"""Page area: meetings."""
from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("meetings", __name__, url_prefix="/c/<slug>")
