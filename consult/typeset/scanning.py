"""A code to scan with a telephone, as an image that Typst sets."""
from __future__ import annotations

import io

import segno


def code_to_scan(address: str) -> str:
    """A QR code of an address, as SVG: black on white, a quarter of it may be lost."""
    drawn = io.BytesIO()
    # Any of the eight masks is read; trying all of them takes ten times as long, and there may be fifteen hundred.
    segno.make(address, error="m", micro=False, mask=2).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
