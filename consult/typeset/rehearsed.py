"""The mark across every sheet of a rehearsal's papers."""
from __future__ import annotations

import json

from consult.core.rehearsals import WORDS
from consult.typeset.fonts import SANS, SERIF


def marked(template: bytes, *, rehearsal: bool, language: str = "zh") -> bytes:
    """The Typst source of a paper; of a rehearsal's with large pale words behind the text of every sheet."""
    if not rehearsal:
        return template
    fonts, words = json.dumps([*SANS, *SERIF])[1:-1], WORDS["en" if language == "en" else "zh"]
    behind = f'rotate(-35deg, text(font: ({fonts}), size: 44pt, weight: "bold", fill: luma(84%), "{words}"))'
    return f"#set page(background: {behind})\n".encode() + template
