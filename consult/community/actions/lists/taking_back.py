"""What a list entered is taken back as a whole: what it made goes, what it changed is as before, row by row, but for
rows that something depends on by now."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect, select

from consult.community import policy
from consult.community.events import ListTakenBack
from consult.community.models import ListChange, ListImport
from consult.community.queries.lists import list_changes
from consult.community.rules.lists.states import ListState, check_to_take_back
from consult.core.events import parse_moment, plain
from consult.storage.base import Base
from consult.storage.work import Work

Row = tuple[str, int]
A_QUESTION = 500
"""How many ids one question to the database names."""
CHANGED = "changed"
KEYS = {"household": ("household", "home"), "person": ("person", "owner"), "unit": ("owner-unit",)}
"""How a voice on a roll names what it is of; a roll refers to a home by its key alone."""


def take_back(work: Work, *, list_id: int) -> dict[str, int]:
    """Take back what a list entered, within seven days; RuleBroken later. Rows on which something depends stay, each
    with what it is (an account, a roll, a post given later), or because they were changed since."""
    handed = work.get(ListImport, list_id)
    policy.require(work.actor, "keep_register", handed)
    check_to_take_back(handed.state, handed.until, work.now)
    changes = list(list_changes(work.db, handed.id))
    kept = _Undoing(work, changes).done()
    for change in changes:
        change.kept_because = kept.get(change.line, "")
    handed.state = ListState.TAKEN_BACK
    _forget(changes)
    lines = {change.line for change in changes}
    work.record(ListTakenBack(
        community_id=handed.community_id, list_id=handed.id, rows=len(lines - set(kept)), kept=len(kept)))
    return {"list_id": handed.id, "kept": len(kept)}


def erase_list(work: Work, *, list_id: int) -> None:
    """Erase what a list holds of persons, once its seven days are over; that it was, and by how many rows, stays."""
    handed = work.get(ListImport, list_id)
    policy.require(work.actor, "keep_register", handed)
    if handed.until <= work.now:
        if handed.state == ListState.WAITING:
            handed.state = ListState.GIVEN_UP
        handed.entries, handed.choices = None, None
        _forget(list_changes(work.db, handed.id))


def _forget(changes: Iterable[ListChange]) -> None:
    for change in changes:
        change.before = change.after = None


class _Undoing:
    """One list being taken back, the last row first; what several rows share comes at the end."""

    def __init__(self, work: Work, changes: Sequence[ListChange]) -> None:
        self.db = work.db
        self.kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
        self.order = {table.name: at for at, table in enumerate(Base.metadata.sorted_tables)}
        """Tables after those that they refer to."""
        self.lines: defaultdict[int, list[ListChange]] = defaultdict(list)
        for change in changes:
            self.lines[change.line].append(change)
        self.refer = _referring(work, [(change.of_table, change.row_id) for change in changes if change.made])
        self.removed: set[Row] = set()

    def done(self) -> dict[int, str]:
        """Undo every line that can be; the others with the code of why not."""
        kept = {}
        for line in sorted(self.lines, key=lambda line: (line == 0, -line)):
            why = self._why_not(self.lines[line])
            if why:
                kept[line] = why
            else:
                self._undo(self.lines[line])
        return kept

    def _why_not(self, changes: Sequence[ListChange]) -> str:
        own = {(change.of_table, change.row_id) for change in changes if change.made}
        for row in own:
            for other in self.refer.get(row, []):
                if other not in own and other not in self.removed:
                    return other[0]
        return CHANGED if any(self._is_other(change) for change in changes) else ""

    def _is_other(self, change: ListChange) -> bool:
        one = self.db.get(self.kinds[change.of_table], change.row_id)
        return one is None or any(plain(getattr(one, name)) != after for name, after in (change.after or {}).items())

    def _undo(self, changes: Sequence[ListChange]) -> None:
        made = sorted((change for change in changes if change.made), key=lambda change: -self.order[change.of_table])
        for change in made:
            self.db.delete(self.db.get_one(self.kinds[change.of_table], change.row_id))
            self.db.flush()
            self.removed.add((change.of_table, change.row_id))
        for change in changes:
            if not change.made:
                one = self.db.get_one(self.kinds[change.of_table], change.row_id)
                for name, before in (change.before or {}).items():
                    setattr(one, name, _as_was(type(one), name, before))
        self.db.flush()


def _as_was(kind: type[Base], name: str, before: Any) -> Any:
    """A value from its plain form, by its column."""
    of = inspect(kind).columns[name].type.python_type
    if not isinstance(before, str) or not issubclass(of, (date, datetime)):
        return before
    return parse_moment(before) if issubclass(of, datetime) else date.fromisoformat(before)


def _referring(work: Work, made: Sequence[Row]) -> dict[Row, list[Row]]:
    """What refers to each of these rows, from any table there is."""
    found: defaultdict[Row, list[Row]] = defaultdict(list)
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for made_in, id in made:
        ids[made_in].append(id)
    for table in Base.metadata.sorted_tables:
        single = len(table.primary_key.columns) == 1
        key = next(iter(table.primary_key.columns))
        for foreign in table.foreign_keys:
            of = foreign.column.table.name
            for some in _some(ids.get(of, [])):
                for row in work.db.execute(select(foreign.parent, key).where(foreign.parent.in_(some))):
                    found[of, row[0]].append((table.name, row[1] if single and isinstance(row[1], int) else 0))
        if "voter_key" in table.columns:
            _on_rolls(work, table, ids, found)
    return found


def _on_rolls(work: Work, table: Any, ids: dict[str, list[int]], found: dict[Row, list[Row]]) -> None:
    for of, words in KEYS.items():
        for some in _some(ids.get(of, [])):
            keys = {f"{word}:{id}": id for id in some for word in words}
            for key in work.db.scalars(select(table.columns["voter_key"]).where(table.columns["voter_key"].in_(keys))):
                found[of, keys[key]].append((table.name, 0))


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at:at + A_QUESTION] for at in range(0, len(ids), A_QUESTION))
