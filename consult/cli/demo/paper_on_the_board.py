"""A picture of a paper notice on its board, drawn for the demonstration: no real place, nobody in it."""
from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFilter

from consult.publishing.rules.photographs import Photograph, encoded_anew

WALL, FRAME, CORK, PAPER, INK = (196, 190, 178), (92, 70, 48), (176, 138, 92), (250, 248, 240), (60, 60, 60)


def photographed(*, empty: bool = False) -> Photograph:
    """The board with the notice on it, or after it was taken down; encoded anew as any photograph is."""
    picture = Image.new("RGB", (960, 720), WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((110, 90, 850, 640), fill=FRAME)
    draw.rectangle((130, 110, 830, 620), fill=CORK)
    _sheet(draw, 165, 150, lines=9)
    if not empty:
        _sheet(draw, 395, 135, lines=13, heading=True)
    _sheet(draw, 640, 170, lines=7)
    out = io.BytesIO()
    picture.rotate(-1.5, expand=False, fillcolor=WALL).filter(ImageFilter.GaussianBlur(1.1)).save(out, "JPEG", quality=82)
    return encoded_anew(out.getvalue())


def _sheet(draw: ImageDraw.ImageDraw, left: int, top: int, *, lines: int, heading: bool = False) -> None:
    width, height = (220, 430) if heading else (165, 260)
    draw.rectangle((left + 6, top + 8, left + width + 6, top + height + 8), fill=(120, 92, 60))
    draw.rectangle((left, top, left + width, top + height), fill=PAPER)
    if heading:
        draw.rectangle((left + 40, top + 24, left + width - 40, top + 44), fill=(178, 34, 34))
    for n in range(lines):
        y = top + (70 if heading else 24) + n * 24
        draw.rectangle((left + 18, y, left + width - (18 if n % 4 != 3 else 80), y + 7), fill=INK)
    for x in (left + 10, left + width - 10):
        draw.ellipse((x - 6, top + 4, x + 6, top + 16), fill=(200, 40, 40))
