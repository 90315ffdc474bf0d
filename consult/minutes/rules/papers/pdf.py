"""A paper as PDF, set by Typst in the geometry of GB/T 9704-2012 (documents.md 4.1); fonts are embedded."""
from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import typst

from consult.core.errors import RuleBroken
from consult.minutes.rules.papers.paper import Paper

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
def _fonts() -> typst.Fonts:
    more = os.environ.get("CONSULT_FONTS", "")
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False,
                       font_paths=[Path(more)] if more and Path(more).is_dir() else [])


@cache
def _template() -> bytes:
    return (resources.files("consult.minutes.rules.papers") / "official.typ").read_bytes()


@cache
def faces() -> Faces | None:
    """The Chinese fonts of this machine; None when it has none."""
    return faces_among(_fonts().families())


def faces_among(families: Sequence[str]) -> Faces | None:
    """What each use gets of the families that are there: at least one with 汉字, else None."""
    here = set(families)

    def found(wanted: Sequence[str]) -> list[str]:
        return [name for name in wanted if name in here]

    serif, sans = found(SERIF), found(SANS)
    if not serif and not sans:
        return None
    return Faces(body=found(BODY) or serif or sans, serif=serif or sans, sans=sans or serif)


def pdf(paper: Paper) -> bytes:
    """The file; RuleBroken("no_chinese_font") on a machine without a font for it."""
    found = faces()
    if found is None:
        raise RuleBroken("no_chinese_font")
    made = typst.compile(
        _template(), font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(paper.plain(), ensure_ascii=False), "fonts": json.dumps(vars(found))},
    )
    assert isinstance(made, bytes)
    return made
