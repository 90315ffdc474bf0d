"""Photographs that people send, written anew: upright, small enough, in one format, without a word of metadata.

What a telephone writes into a photograph (the place, the time, the owner) never reaches the database: only the
points of the picture are taken over. A file is looked at before it is unpacked, so that none can fill the memory.
"""
from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from consult.core.errors import BadShape

LARGEST_FILE = 12 * 1024 * 1024
"""Bytes of one file as it is sent."""
MOST_POINTS = 50_000_000
"""Width times height before it is made smaller: more than any telephone takes, far less than a bomb needs."""
LONGEST_SIDE = 1_600
KINDS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """One photograph as it is kept: JPEG bytes, their SHA-256 and the size in points."""

    data: bytes
    digest: str
    width: int
    height: int


def picture_from(raw: bytes, field: str = "picture") -> Picture:
    """Read a file that somebody sent and write it anew; BadShape names the field where it is no picture or too big."""
    if len(raw) > LARGEST_FILE:
        raise BadShape({field: "picture_too_big"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written_anew(raw, field)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning):
        raise BadShape({field: "not_a_picture"}) from None


def _written_anew(raw: bytes, field: str) -> Picture:
    with Image.open(io.BytesIO(raw), formats=KINDS) as sent:
        width, height = sent.size
        if width * height > MOST_POINTS or min(width, height) < 1:
            raise BadShape({field: "picture_too_big"})
        sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(sent)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    points = _on_white(upright)
    out = io.BytesIO()
    points.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    data = out.getvalue()
    return Picture(data, hashlib.sha256(data).hexdigest(), *points.size)


def _on_white(picture: Image.Image) -> Image.Image:
    """The points alone, in a picture that was never opened from a file and so carries nothing along."""
    bare = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA")
    bare.paste(clear, mask=clear.getchannel("A"))
    return bare
