"""A written-down meeting: its title and its turns."""
from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = re.compile(r"^###\s+(.+?)[：:]?\s*$")
TITLE = re.compile(r"^#\s+(?:\d{4}-\d{2}-\d{2}\s+)?(.+?)\s*$")


@dataclass(frozen=True)
class Said:
    """One turn: who spoke and what."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Transcript:
    """The whole meeting."""

    title: str
    turns: tuple[Said, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who spoke, in the order of first speaking."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


def read_transcript(text: str) -> Transcript:
    """The meeting in a Markdown text; ValueError when nobody speaks in it."""
    title, speaker = "", ""
    words: list[str] = []
    turns: list[Said] = []
    for line in text.splitlines():
        heading = HEADING.match(line)
        if heading:
            _keep(turns, speaker, words)
            speaker, words = heading[1], []
        elif found := TITLE.match(line):
            title = title or found[1]
        else:
            words.append(line)
    _keep(turns, speaker, words)
    if not turns:
        raise ValueError("nobody speaks in this text")
    return Transcript(title or "replay", tuple(turns))


def _keep(turns: list[Said], speaker: str, words: list[str]) -> None:
    text = "\n".join(words).strip()
    if speaker and text:
        turns.append(Said(speaker, text))
