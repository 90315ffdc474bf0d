"""The mutants of a module: each with its place, its change in words, and the lines that run it."""
from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from mutation.alternatives import alternatives

NOT_READ = {"annotation", "returns", "decorator_list", "type_params", "ctx"}
"""Fields in which a change says nothing about the rule."""


@dataclass(frozen=True)
class Mutant:
    """One change. `name` says it without a line number, so that a list of them outlives other edits."""

    path: str
    line: int
    name: str
    lines: range
    """The lines of the statement; a test that runs none of them cannot notice."""
    number: int
    """Which change of the module it is, in the order of finding."""


@dataclass
class _Site:
    parent: ast.AST
    field: str
    at: int | None
    now: ast.AST
    other: ast.AST
    where: str
    lines: range

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


def mutants_of(path: str) -> list[Mutant]:
    """Every mutant of one module."""
    found, seen = [], Counter[str]()
    for number, site in enumerate(_sites(ast.parse(Path(path).read_text("utf-8")))):
        name = f"{site.where}: {_words(site.now)} -> {_words(site.other)}"
        seen[name] += 1
        again = f" ({seen[name]})" if seen[name] > 1 else ""
        line = getattr(site.now, "lineno", site.lines.start)
        found.append(Mutant(path, line, name + again, site.lines, number))
    return found


def compiled(path: str, number: int | None) -> CodeType:
    """A module with one of its changes, or without any, as it would be compiled from its file."""
    tree = ast.parse(Path(path).read_text("utf-8"))
    if number is not None:
        site = next(s for n, s in enumerate(_sites(tree)) if n == number)
        site.put(site.other)
    return compile(tree, str(Path(path).resolve()), "exec")


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.Pass):
        return "(left out)"
    if isinstance(node, ast.comprehension):
        return ast.unparse(node).strip()
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _sites(node: ast.AST, where: str = "", lines: range = range(0)) -> Iterator[_Site]:
    for field, value in ast.iter_fields(node):
        if field in NOT_READ:
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_a_name(node, field, child):
                inside = _lines(child) if isinstance(child, ast.stmt) else lines
                for other in alternatives(child):
                    yield _Site(node, field, at, child, other, where or "module", inside)
                yield from _sites(child, _within(where, child), inside)


def _within(where: str, node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return f"{where}.{node.name}" if where else node.name
    return where


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement; of one with a body, its head."""
    body = getattr(statement, "body", None)
    last = max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, last + 1)


def _is_a_name(parent: ast.AST, field: str, child: ast.AST) -> bool:
    """A key or a part of a sentence is no code; a branch for type checkers never runs."""
    if isinstance(child, ast.JoinedStr | ast.ImportFrom | ast.Import):
        return isinstance(child, ast.ImportFrom | ast.Import)
    if isinstance(parent, ast.JoinedStr) or (isinstance(parent, ast.FormattedValue) and field == "format_spec"):
        return isinstance(child, ast.Constant) or field == "format_spec"
    if isinstance(child, ast.Constant) and isinstance(child.value, str):
        return field in ("keys", "slice") or (isinstance(parent, ast.Expr))
    return isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING"
