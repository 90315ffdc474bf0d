"""A paper as PDF, set by Typst in the geometry of GB/T 9704-2012 (documents.md 4.1); fonts are embedded."""
from __future__ import annotations

import json
from functools import cache
from importlib import resources

import typst

from consult.core.errors import RuleBroken
from consult.minutes.rules.papers.paper import Paper
from consult.typeset.fonts import faces, fonts
from consult.typeset.rehearsed import marked


@cache
def _template() -> bytes:
    return (resources.files("consult.minutes.rules.papers") / "official.typ").read_bytes()


def pdf(paper: Paper) -> bytes:
    """The file; RuleBroken("no_chinese_font") on a machine without a font for it."""
    found = faces()
    if found is None:
        raise RuleBroken("no_chinese_font")
    made = typst.compile(
        marked(_template(), rehearsal=paper.rehearsal, language=paper.language), font_paths=fonts(),
        sys_inputs={"paper": json.dumps(paper.plain(), ensure_ascii=False), "fonts": json.dumps(vars(found))},
    )
    assert isinstance(made, bytes)
    return made
