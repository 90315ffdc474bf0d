"""Numbers in addresses: one that is too large for any row is simply one that no row has."""
from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1
"""What both databases can hold as an id; beyond it they refuse to look."""


class RowNumber(IntegerConverter):
    """The id of a row, for <int:id>."""

    def to_python(self, value: str) -> int:
        return min(int(value), LARGEST) if len(value) <= len(str(LARGEST)) else LARGEST


def register(app: Flask) -> None:
    """Read every <int:…> of an address so."""
    app.url_map.converters["int"] = RowNumber
