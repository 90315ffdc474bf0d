"""Page area: docket."""
from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("docket", __name__, url_prefix="/c/<slug>")
