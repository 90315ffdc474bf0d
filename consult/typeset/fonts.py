"""The Chinese fonts of this machine, by what they are for."""
from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

BODY = ("FangSong", "STFangsong", "Zhuque Fangsong (technical preview)", "FandolFang R", "FandolFang", "Noto Serif CJK SC", "Noto Serif SC",
        "Source Han Serif SC", "Songti SC")
"""仿宋 where a site has one under an open licence or its own; else 宋体. `CONSULT_FONTS` names a folder with more."""
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "AR PL UMing CN")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "PingFang SC", "STHeiti")


@dataclass(frozen=True)
class Faces:
    """The fonts found here, by what they are for."""

    body: list[str]
    serif: list[str]
    sans: list[str]


@cache
def fonts() -> typst.Fonts:
    """What Typst may set with: the system's fonts, and those of the folder `CONSULT_FONTS`."""
    more = os.environ.get("CONSULT_FONTS", "")
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False,
                       font_paths=[Path(more)] if more and Path(more).is_dir() else [])


@cache
def faces() -> Faces | None:
    """The Chinese fonts of this machine; None when it has none."""
    return faces_among(fonts().families())


def faces_among(families: Sequence[str]) -> Faces | None:
    """What each use gets of the families that are there: at least one with 汉字, else None."""
    here = set(families)

    def found(wanted: Sequence[str]) -> list[str]:
        return [name for name in wanted if name in here]

    serif, sans = found(SERIF), found(SANS)
    if not serif and not sans:
        return None
    return Faces(body=found(BODY) or serif or sans, serif=serif or sans, sans=sans or serif)
