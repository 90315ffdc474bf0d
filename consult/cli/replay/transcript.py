"""A written-down meeting: its title and its turns, from whichever of the usual ways it was written down."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NUMBER = r"(?:[（(]?\d{1,4}[)）.、．]\s*|第\d{1,4}[轮次位]\s*)?"
CLOCK = r"(?:[\[（(【]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\]）)】]?\s*)?"
STANCE = r"(?:\s*[（(\[【](?P<stance>[^（）()\[\]【】]{1,20})[）)\]】])?"
HEADING = re.compile(rf"^(?P<level>#{{2,6}})\s+{NUMBER}{CLOCK}(?P<who>.+?){STANCE}\s*(?P<colon>[：:]?)\s*#*\s*$")
TITLE = re.compile(r"^#\s+(?:\d{4}-\d{2}-\d{2}\s+)?(.+?)\s*#*\s*$")
SECTION = re.compile(r"^##\s+\S")
LABEL = re.compile(
    rf"^\s*(?:[-*+]\s+|>\s*)?{NUMBER}{CLOCK}(?P<bold>\*\*|__)?{NUMBER}(?P<who>[^\s：:，。！？,!?；;#*_|][^：:，。！？,!?；;#*|]{{0,39}}?)"
    rf"{STANCE}\s*(?(bold)(?:(?P=bold)\s*[：:]|[：:]\s*(?P=bold))|[：:])\s*(?P<said>.*)$")
STANCES = {
    "赞成": "for", "支持": "for", "同意": "for", "贊成": "for", "for": "for", "in favour": "for", "反对": "against",
    "反對": "against", "不同意": "against", "against": "against", "提问": "question", "提問": "question",
    "question": "question", "补充": "addition", "補充": "addition", "addition": "addition",
}
LONGEST_NAME, LONGEST_TURN = 40, 20_000
NOBODY = (
    "nobody speaks in this text. It is read as Markdown: a '# title', then for each turn a heading '### name：' with the words "
    "below it, or lines 'name：words'")


@dataclass(frozen=True)
class Said:
    """One turn: who spoke, what, and on which side if the text says so."""

    speaker: str
    text: str
    stance: str = ""


@dataclass(frozen=True)
class Transcript:
    """The whole meeting."""

    title: str
    turns: tuple[Said, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who spoke, in the order of first speaking."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


def decoded(raw: bytes) -> str:
    """The text of a file, in UTF-8, UTF-16 with its mark, or GB 18030; ValueError when it is none of them."""
    ways = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for way in ways:
        try:
            return raw.decode(way)
        except UnicodeDecodeError:
            continue
    raise ValueError("this file is no text in UTF-8 or GB 18030")


def read_transcript(text: str) -> Transcript:
    """The meeting in a text; ValueError, saying what is expected, when nobody speaks in it or one turn is too long.

    Turns begin with a heading that is a name, or else with a line that begins with a name and a colon.
    """
    title, body = _title_and_body(text.splitlines())
    turns = tuple(_turns(body, _by_headings(body) or _by_labels(body)))
    if not turns:
        raise ValueError(NOBODY)
    for nth, said in enumerate(turns, start=1):
        if len(said.text) > LONGEST_TURN:
            raise ValueError(f"turn {nth} ({said.speaker}) has {len(said.text)} characters; at most {LONGEST_TURN} are one turn")
    return Transcript(title or "replay", turns)


def _title_and_body(lines: list[str]) -> tuple[str, list[str]]:
    """The first heading of the first level, and everything that is no heading of that level."""
    titles = [found[1] for line in lines if (found := TITLE.match(line))]
    return (titles[0] if titles else ""), [line for line in lines if not TITLE.match(line)]


Starts = Callable[[str], "re.Match[str] | None"]


def _by_headings(lines: list[str]) -> Starts | None:
    """Turns under headings: of the level at which most headings end with a colon, or of the third when none does."""
    found = [heading for line in lines if (heading := HEADING.match(line))]
    with_colon = Counter(len(heading["level"]) for heading in found if heading["colon"])
    levels = with_colon or Counter(len(heading["level"]) for heading in found if len(heading["level"]) == 3)
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    return lambda line: heading if (heading := HEADING.match(line)) and len(heading["level"]) == level else None


def _by_labels(lines: list[str]) -> Starts:
    """Turns that begin on a line with the name: names are those in front of a colon that come back, or stand in bold or
    with a number; where nobody comes back, every one is a name."""
    found = [label for line in lines if (label := LABEL.match(line))]
    often = Counter(label["who"].strip() for label in found)
    again = {who for who, times in often.items() if times > 1} | {label["who"].strip() for label in found if label["bold"]}
    names = again if len(again) > 1 else set(often)
    return lambda line: label if (label := LABEL.match(line)) and label["who"].strip() in names else None


def _turns(lines: list[str], starts: Starts) -> Iterator[Said]:
    speaker, stance, words = "", "", list[str]()
    for line in lines:
        begun = starts(line)
        if begun is None and SECTION.match(line):
            yield from _said(speaker, stance, words)
            speaker, words = "", []
        elif begun is None:
            words.append(line)
        else:
            yield from _said(speaker, stance, words)
            speaker, stance = _who(begun)
            words = [begun.groupdict().get("said") or ""]
    yield from _said(speaker, stance, words)


def _who(begun: re.Match[str]) -> tuple[str, str]:
    """The name and the side; what stands in brackets and is no side belongs to the name."""
    noted = begun["stance"] or ""
    side = STANCES.get(noted.strip().lower(), "")
    name = begun["who"].strip().strip("*_").strip()
    return (name if side or not noted else f"{name}（{noted.strip()}）")[:LONGEST_NAME], side


def _said(speaker: str, stance: str, words: list[str]) -> Iterator[Said]:
    text = "\n".join(words).strip()
    if speaker and text:
        yield Said(speaker, text, stance)
