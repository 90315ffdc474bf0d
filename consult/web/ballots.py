"""Page area: ballots."""
from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("ballots", __name__, url_prefix="/c/<slug>")
