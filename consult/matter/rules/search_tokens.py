"""Search that finds two-character words: Chinese in pairs of characters, the rest in words."""
from __future__ import annotations

import re
import unicodedata

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+")
IS_HAN = re.compile(rf"[{HAN}]")
BESIDE_A_NUMBER = re.compile(rf"(?<=[0-9])[{HAN}]|[{HAN}](?=[0-9])")
LONGEST = 20


def tokens(text: str) -> set[str]:
    """The tokens of a text: every pair of neighbouring Chinese characters, every Latin word or number.

    A character beside a number is one by itself, so that 8幢 is found in 8幢山墙.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    found = set(BESIDE_A_NUMBER.findall(text))
    for run in RUN.findall(text):
        if not IS_HAN.match(run):
            found.add(run[:LONGEST])
        elif len(run) == 1:
            found.add(run)
        else:
            found.update(run[i:i + 2] for i in range(len(run) - 1))
    return found
