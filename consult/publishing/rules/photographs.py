"""Photographs of paper notices: encoded anew, so that no place, owner or camera remains in them."""
from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from consult.core.errors import BadShape

LARGEST_UPLOAD = 12 * 1024 * 1024
"""Bytes."""
MOST_PIXELS = 50_000_000
LONGEST_EDGE = 1600
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Photograph:
    """A picture as it is kept: JPEG without any metadata."""

    jpeg: bytes
    width: int
    height: int

    @property
    def hash(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return sha256(self.jpeg).hexdigest()


def encoded_anew(data: bytes) -> Photograph:
    """The picture in its right position, at most 1600 pixels long, without metadata.

    BadShape("photo") when it is too large, no picture of a known kind, or broken.
    """
    if not data:
        raise BadShape({"photo": "missing"})
    if len(data) > LARGEST_UPLOAD:
        raise BadShape({"photo": "photo_too_large"})
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadShape({"photo": "photo_too_large"})
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadShape({"photo": "not_a_photo"}) from None
    upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photograph(out.getvalue(), clean.width, clean.height)
