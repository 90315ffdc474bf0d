"""A state that does not exist is found before anything runs: closed sets are typed, and the database keeps them too."""
from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from jinja2 import Environment, nodes
from sqlalchemy import CheckConstraint

import consult.app  # noqa: F401  every table is known once the application is
from consult.core.lifecycle import words_of
from consult.storage.base import Base

ROOT = Path(__file__).parents[2]
KNOWN = re.compile(r"(?:\w+ IS NULL OR )?(\w+) IN \(([^()]*)\)")
FROM_A_FILE = {"notice.kind"}
"""Closed by a data file, so that no type can name its words."""
WITHOUT_A_CHECK = {"turn.channel", "docket_entry.outcome", "minutes_line.kind"}
"""Copied from a column that has its check."""

OTHER_THINGS = {"form", "stage"}
"""Names that also mean something else than a column: the form of a page, the stage of a room."""
BESIDE_THE_COLUMNS = {"outcome": {"not_held"}}
"""Words that an event says in a field of that name."""

MISSPELLED = '''
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import MATTER
from consult.meeting.models import Attendee, Meeting
from consult.meeting.rules.kinds import Status


def compared(matter: Matter) -> bool:
    return matter.state == "propsed"


def moved(meeting: Meeting) -> None:
    meeting.state = "opne"


def asked(matter: Matter) -> None:
    MATTER.after("in_sesion", "adopt")


def marked(attendee: Attendee) -> None:
    attendee.status = Status.PRESNET
'''


def closed_by_checks() -> dict[str, set[str]]:
    """table.column → the words that a CHECK … IN (…) lets in."""
    return {
        f"{table.name}.{known[1]}": set(ast.literal_eval(f"[{known[2]}]"))
        for table in Base.metadata.tables.values() for check in table.constraints
        if isinstance(check, CheckConstraint) and (known := KNOWN.fullmatch(str(check.sqltext)))
    }


def closed_by_types() -> dict[str, set[str]]:
    """table.column → the words of its Literal or enumeration."""
    found = {}
    for mapper in Base.registry.mappers:
        for name, hint in get_type_hints(mapper.class_).items():
            words = [word for kind in get_args(hint) for word in words_in(kind)]
            if words and name in mapper.columns:
                found[f"{mapper.class_.__tablename__}.{name}"] = set(words)
    return found


def words_in(kind: Any) -> tuple[str, ...]:
    """The words of a Literal or an enumeration, also beside None; none of any other type."""
    if type(None) in get_args(kind):
        return tuple(word for each in get_args(kind) for word in words_in(each))
    closed = get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum))
    return words_of(kind) if closed else ()


def test_what_the_database_closes_is_typed_with_the_same_words() -> None:
    checked, typed = closed_by_checks(), closed_by_types()
    assert len(checked) > 60
    assert {name: words for name, words in checked.items() if typed.get(name) != words}.keys() == FROM_A_FILE
    assert typed.keys() - checked.keys() == WITHOUT_A_CHECK


def test_mypy_finds_a_misspelled_state(tmp_path: Path) -> None:
    (tmp_path / "misspelled.py").write_text(MISSPELLED)
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--no-pretty",
         str(tmp_path / "misspelled.py")], cwd=ROOT, capture_output=True, text=True, timeout=110)
    codes = re.findall(r"misspelled\.py:\d+: error: .*\[([a-z-]+)\]", ran.stdout)
    assert codes == ["comparison-overlap", "assignment", "arg-type", "attr-defined"], ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """Column name → every word that a column of that name may hold, where all columns of that name are closed."""
    typed = closed_by_types()
    open_ones = {column.name for table in Base.metadata.tables.values() for column in table.columns
                 if f"{table.name}.{column.name}" not in typed}
    found: dict[str, set[str]] = {name: set(more) for name, more in BESIDE_THE_COLUMNS.items()}
    for name, may_be in typed.items():
        column = name.partition(".")[2]
        if column not in open_ones | OTHER_THINGS:
            found.setdefault(column, set()).update(may_be)
    return found


def test_code_compares_with_states_that_exist(words: dict[str, set[str]]) -> None:
    wrong = [f"{path.relative_to(ROOT)}:{line} {name} {word!r}" for path in sorted((ROOT / "consult").rglob("*.py"))
             for line, name, word in compared_in_code(path.read_text(encoding="utf-8")) if word not in words.get(name, {word})]
    assert wrong == []


def test_templates_compare_with_states_that_exist(words: dict[str, set[str]]) -> None:
    wrong = [f"{path.relative_to(ROOT)}:{line} {name} {word!r}" for path in sorted((ROOT / "templates").rglob("*.html"))
             for line, name, word in compared_in_template(path.read_text(encoding="utf-8")) if word not in words.get(name, {word})]
    assert wrong == []


def test_a_misspelled_state_is_found_in_code_and_in_templates() -> None:
    assert list(compared_in_code("a.state in ('open', 'clsed') or b['state'] != 'opne'")) == [
        (1, "state", "open"), (1, "state", "clsed"), (1, "state", "opne")]
    assert list(compared_in_template("{% if m.state == 'opne' %}{% endif %}")) == [(1, "state", "opne")]


def compared_in_code(source: str) -> Iterator[tuple[int, str, str]]:
    """(line, column, word) wherever an attribute or key is held against a word, or against some of them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            names = [name for side in (node.left, *node.comparators) if (name := _column(side))]
            for side in (node.left, *node.comparators):
                listed = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
                yield from ((node.lineno, names[0], each.value) for each in listed
                            if names and isinstance(each, ast.Constant) and isinstance(each.value, str))


def _column(side: ast.expr) -> str:
    if isinstance(side, ast.Attribute):
        return side.attr
    if isinstance(side, ast.Subscript) and isinstance(side.slice, ast.Constant):
        return str(side.slice.value)
    return ""


def compared_in_template(source: str) -> Iterator[tuple[int, str, str]]:
    """The same of a template."""
    parser = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for node in parser.parse(source).find_all(nodes.Compare):
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        names = [side.attr for side in sides if isinstance(side, nodes.Getattr)]
        for side in sides:
            listed = side.items if isinstance(side, nodes.Tuple | nodes.List) else [side]
            yield from ((node.lineno, names[0], each.value) for each in listed
                        if names and isinstance(each, nodes.Const) and isinstance(each.value, str))
