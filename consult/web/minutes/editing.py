"""Editing a record line by line: parts of bearable size, and what was typed beside what others saved meanwhile."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from consult.core.arguments import Length, bind
from consult.core.errors import BadShape
from consult.minutes.actions.editing import LONGEST, mark_of, tidy
from consult.minutes.models import Minutes, MinutesLine
from consult.minutes.rules.difference import Piece, pieces

LINES_A_PART = 30
CHARACTERS_A_PART = 60_000
CHARACTERS_A_ROW = 34
MOST_ROWS = 14


@dataclass(frozen=True)
class EditedLine:
    """A line in the editor: the text in the field, the mark of the text it was made from, what is saved now."""

    id: int
    position: int
    kind: str
    lead: str
    text: str
    base: str
    meanwhile: str | None = None
    """What somebody else saved since, where both changed the same line."""
    problem: str = ""

    @property
    def difference(self) -> list[Piece]:
        """From what somebody else saved to what stands in the field."""
        return pieces(self.meanwhile or "", tidy(self.text))

    @property
    def rows(self) -> int:
        """Rows of the field, for browsers that cannot let it grow by itself."""
        needed = sum(1 + len(row) // CHARACTERS_A_ROW for row in self.text.split("\n"))
        return min(max(2, needed), MOST_ROWS)


@dataclass(frozen=True)
class Typed:
    """What a form of the editor sent: texts by line, and the marks of the texts they were made from."""

    texts: Mapping[int, str]
    bases: Mapping[int, str]
    added: str
    revision: int

    @property
    def touched(self) -> dict[int, str]:
        """The lines whose text is not the one the page came with."""
        return {id: tidy(text) for id, text in self.texts.items() if mark_of(text) != self.bases.get(id)}


def read(form: Mapping[str, str]) -> Typed:
    """What was sent; a revision that is no number counts as 0, which no record has."""
    revision = form.get("revision", "")
    return Typed(
        numbered(form, "line_"), numbered(form, "base_"), form.get("added", ""),
        int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
    )


def numbered(form: Mapping[str, str], prefix: str) -> dict[int, str]:
    """The fields whose names are a prefix and a number, by number."""
    tails = {name: name.removeprefix(prefix) for name in form if name.startswith(prefix)}
    return {int(tail): form[name] for name, tail in tails.items() if tail.isdecimal() and len(tail) < 10}


def checked(typed: Typed) -> dict[str, str]:
    """The problems of shape, by field: too long, or characters that cannot be kept."""
    fields = {f"line_{id}": text for id, text in typed.touched.items()} | {"added": typed.added}
    return {name: problem for name, text in fields.items() if (problem := _problem(text))}


def _line(work: object, *, text: Annotated[str, Length(most=LONGEST)] = "") -> None:
    """The shape of one line's text."""


def _problem(text: str) -> str:
    try:
        bind(_line, {"text": text})
    except BadShape as refusal:
        return refusal.fields["text"]
    return ""


def parts(lines: Iterable[MinutesLine]) -> list[list[MinutesLine]]:
    """The lines in parts that one page can hold."""
    divided: list[list[MinutesLine]] = [[]]
    size = 0
    for line in lines:
        if divided[-1] and (len(divided[-1]) == LINES_A_PART or size + len(line.text) > CHARACTERS_A_PART):
            divided.append([])
            size = 0
        divided[-1].append(line)
        size += len(line.text)
    return divided


def part_of(minutes: Minutes, line_id: int) -> int:
    """The part a line is in, counted from one."""
    divided = parts(minutes.lines)
    return next((n for n, part in enumerate(divided, start=1) if any(line.id == line_id for line in part)), 1)


def as_saved(lines: Sequence[MinutesLine]) -> list[EditedLine]:
    """The editor's lines as they are saved."""
    return [EditedLine(x.id, x.position, x.kind, x.lead, x.text, mark_of(x.text)) for x in lines]


def as_typed(minutes: Minutes, typed: Typed, problems: Mapping[str, str]) -> list[EditedLine]:
    """The lines that were sent, with what was typed in them; nothing typed is lost.

    A line not touched takes what is saved now. Where both changed, what is saved now stands beside.
    """
    return [_as_typed(line, typed, problems) for line in as_saved(minutes.lines) if line.id in typed.texts]


def _as_typed(line: EditedLine, typed: Typed, problems: Mapping[str, str]) -> EditedLine:
    if line.id not in typed.touched:
        return line
    changed_meanwhile = line.base != typed.bases.get(line.id) and mark_of(typed.texts[line.id]) != line.base
    return replace(
        line, text=typed.texts[line.id], meanwhile=line.text if changed_meanwhile else None,
        problem=problems.get(f"line_{line.id}", ""),
    )
