"""Editing the draft: the prose of lines, lines added anywhere, merged, moved; what comes from the log stays."""
from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import select

from consult.core.errors import BadShape, RuleBroken
from consult.minutes import policy
from consult.minutes.actions.loading import (
    Change,
    change,
    check_revision,
    check_state,
    keep_version,
    line_of,
    lines_of,
    renumber,
)
from consult.minutes.events import MinutesEdited
from consult.minutes.models import Minutes, MinutesLine, Objection
from consult.minutes.rules.kinds import IN_THEIR_OWN_WORDS, PROSE_KINDS
from consult.storage.work import Work

LONGEST = 20_000
"""Characters of one line's text."""


def edit(
    work: Work, *, minutes_id: int, revision: int, texts: Mapping[int, str], added: str = "",
    bases: Mapping[int, str] | None = None,
) -> dict[str, int]:
    """Change the prose of lines, and add one at the end; what comes from the log stays as it is.

    `bases` are marks (`mark_of`) of the texts that `texts` were made from: with them, what counts is that nobody
    else changed these very lines, whoever saved others. RuleBroken("edited_meanwhile") otherwise.
    """
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "edit", minutes)
    check_state(minutes, "draft", "edit")
    if too_long := {f"line_{id}": f"too_long:{LONGEST}" for id, t in texts.items() if len(t) > LONGEST}:
        raise BadShape(too_long)
    lines = lines_of(work, minutes)
    if not (minutes.revision == revision if bases is None else _untouched(lines, texts, bases)):
        raise RuleBroken("edited_meanwhile", revision=minutes.revision)
    changes = _changed(lines, texts)
    if added.strip():
        changed_line = _insert(work, minutes, lines, len(lines), "prose", added.strip(), problem="added")
        changes.append(change("added", changed_line, "", changed_line.text))
    return _saved(work, minutes, changes)


def mark_of(text: str) -> str:
    """A short mark of a text, the same for every way a browser writes its line ends."""
    return sha256(tidy(text).encode("utf-8", "replace")).hexdigest()[:16]


def tidy(text: str) -> str:
    """The text as it is stored."""
    return text.replace("\r\n", "\n").strip()


def _untouched(lines: list[MinutesLine], texts: Mapping[int, str], bases: Mapping[int, str]) -> bool:
    """Whether each line to be changed still has the text that the change was made from, or has the new one already."""
    now = {line.id: mark_of(line.text) for line in lines}
    return all(
        id not in now or now[id] in (bases.get(id), mark_of(text)) for id, text in texts.items())


def _changed(lines: list[MinutesLine], texts: Mapping[int, str]) -> list[Change]:
    changes = []
    for line in lines:
        new = tidy(texts.get(line.id, line.text))
        if new != line.text:
            if line.kind in IN_THEIR_OWN_WORDS:
                raise RuleBroken("in_their_own_words", line=line.lead)
            changes.append(change("text", line, line.text, new))
            line.text = new
    return changes


def _insert(
    work: Work, minutes: Minutes, lines: list[MinutesLine], index: int, kind: str, text: str, *, problem: str
) -> MinutesLine:
    if len(text) > LONGEST:
        raise BadShape({problem: f"too_long:{LONGEST}"})
    line = MinutesLine(minutes_id=minutes.id, position=index + 1, kind=kind, lead="", text=text)
    renumber([*lines[:index], line, *lines[index:]])
    return work.add(line)


def _saved(work: Work, minutes: Minutes, changes: list[Change]) -> dict[str, int]:
    if changes:
        keep_version(work, minutes, "edited", changes)
        work.record(MinutesEdited(
            minutes_id=minutes.id, meeting_id=minutes.meeting_id, revision=minutes.revision,
            line_ids=[each["line"] for each in changes],
        ))
    return {"revision": minutes.revision, "changed": len(changes)}


def add_line(
    work: Work, *, minutes_id: int, revision: int, after: int, kind: str, text: str
) -> dict[str, int]:
    """Add a line of prose after the line with this id (0: before the first)."""
    minutes = _to_arrange(work, minutes_id, revision)
    if kind not in PROSE_KINDS:
        raise BadShape({"kind": "not_a_choice"})
    if not tidy(text):
        raise BadShape({"text": "missing"})
    lines = lines_of(work, minutes)
    index = 0 if after == 0 else lines.index(line_of(work, minutes, after)) + 1
    line = _insert(work, minutes, lines, index, kind, tidy(text), problem="text")
    return {**_saved(work, minutes, [change("added", line, "", line.text)]), "line_id": line.id}


def merge_up(work: Work, *, minutes_id: int, revision: int, line_id: int) -> dict[str, int]:
    """Join a line of prose to the line above it; a line that holds something of the log stays by itself."""
    minutes = _to_arrange(work, minutes_id, revision)
    lines, line = lines_of(work, minutes), line_of(work, minutes, line_id)
    index = lines.index(line)
    _check_prose(line)
    if index == 0 or lines[index - 1].kind in IN_THEIR_OWN_WORDS:
        raise RuleBroken("nothing_to_merge_with")
    if work.db.scalar(select(Objection.id).where(Objection.line_id == line.id).limit(1)):
        raise RuleBroken("line_was_objected_to")
    above = lines[index - 1]
    joined = "\n".join(text for text in (above.text, line.text) if text)
    if len(joined) > LONGEST:
        raise RuleBroken("nothing_to_merge_with")
    changes = [change("text", above, above.text, joined), change("merged", line, line.text, "")]
    above.text = joined
    work.db.delete(line)
    renumber([each for each in lines if each is not line])
    return _saved(work, minutes, changes)


def move_line(work: Work, *, minutes_id: int, revision: int, line_id: int, up: bool) -> dict[str, int]:
    """Move a line of prose one place; the entries of the log keep their order."""
    minutes = _to_arrange(work, minutes_id, revision)
    lines, line = lines_of(work, minutes), line_of(work, minutes, line_id)
    _check_prose(line)
    index = lines.index(line)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(lines):
        raise RuleBroken("nowhere_to_move")
    changes = [change("moved", line, str(index + 1), str(other + 1))]
    lines[index], lines[other] = lines[other], lines[index]
    renumber(lines)
    return _saved(work, minutes, changes)


def _to_arrange(work: Work, minutes_id: int, revision: int) -> Minutes:
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "edit", minutes)
    check_state(minutes, "draft", "edit")
    check_revision(minutes, revision)
    return minutes


def _check_prose(line: MinutesLine) -> None:
    if line.kind not in PROSE_KINDS:
        raise RuleBroken("from_the_log_stays", position=line.position)
