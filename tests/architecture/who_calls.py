"""Who refers to whom in `consult`, read from the source: functions, and the tables of functions that pages keep.

A name is followed through imports and re-exports to where it is defined. Methods count for their class. What is
called through a variable, such as a verb picked from a table, is found through the table.
"""
from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOORS = ("consult.web", "consult.live", "consult.api", "consult.cli")


@dataclass(frozen=True, order=True)
class Place:
    """Something defined at the top of a module."""

    module: str
    name: str

    @property
    def is_door(self) -> bool:
        return self.module.startswith(DOORS)

    def __str__(self) -> str:
        return f"{self.module.removeprefix('consult.')}:{self.name}"


class Module:
    """One file: what it defines, and what its names stand for."""

    def __init__(self, path: Path) -> None:
        parts = path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.tree = ast.parse(path.read_text("utf-8"))
        self.defines: dict[str, list[ast.stmt]] = defaultdict(list)
        for statement in self.tree.body:
            for name in _defined(statement):
                self.defines[name].append(statement)
        self.imports: dict[str, tuple[str, str]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("consult"):
                for each in node.names:
                    self.imports[each.asname or each.name] = (str(node.module), each.name)


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


@cache
def modules() -> dict[str, Module]:
    """Every module of the package, by its name."""
    found = [Module(path) for path in sorted((ROOT / "consult").rglob("*.py"))]
    return {each.name: each for each in found}


def _place(module: str, name: str) -> Place | str | None:
    """What a name in a module stands for: a place, a module by its dotted name, or nothing of ours."""
    held = modules().get(module)
    if held is None:
        return None
    if name in held.defines:
        return Place(module, name)
    if name in held.imports:
        source, original = held.imports[name]
        if f"{source}.{original}" in modules():
            return f"{source}.{original}"
        return _place(source, original)
    return f"{module}.{name}" if f"{module}.{name}" in modules() else None


def _referred(module: str, node: ast.AST) -> Iterator[Place]:
    for each in ast.walk(node):
        found: Place | str | None = None
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            found = _place(module, each.id)
        elif isinstance(each, ast.Attribute):
            found = _chain(module, each)
        if isinstance(found, Place):
            yield found


def _chain(module: str, node: ast.expr) -> Place | str | None:
    if isinstance(node, ast.Name):
        return _place(module, node.id)
    if isinstance(node, ast.Attribute):
        before = _chain(module, node.value)
        return _place(before, node.attr) if isinstance(before, str) else None
    return None


@cache
def refers() -> dict[Place, frozenset[Place]]:
    """By place, what it refers to; a table that a decorator fills refers to what is decorated so."""
    found: dict[Place, set[Place]] = defaultdict(set)
    filled: list[tuple[Place, Place]] = []
    for module in modules().values():
        for name, nodes in module.defines.items():
            if name == "__all__":
                continue
            place = Place(module.name, name)
            found[place] |= {each for node in nodes for part in _parts(node) for each in _referred(module.name, part)}
            filled += [(by, place) for node in nodes for each in getattr(node, "decorator_list", [])
                       for by in _referred(module.name, each)]
    for by, place in filled:
        for table in {each for each in found[by] if each.module == by.module and each.name.isupper()}:
            found[table].add(place)
    return {place: frozenset(others - {place}) for place, others in found.items()}


def _parts(node: ast.stmt) -> list[ast.AST]:
    """A definition without its decorators: they are not called by it."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [each for each in ast.iter_child_nodes(node) if each not in node.decorator_list]
    return [node]


@cache
def referred_by() -> dict[Place, frozenset[Place]]:
    """By place, who refers to it."""
    back: dict[Place, set[Place]] = defaultdict(set)
    for place, others in refers().items():
        for other in others:
            back[other].add(place)
    return {place: frozenset(others) for place, others in back.items()}


def above(places: Iterable[Place]) -> set[Place]:
    """Everything that leads to these places, step by step, and the places themselves."""
    found, waiting = set(places), list(places)
    while waiting:
        for other in referred_by().get(waiting.pop(), frozenset()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def below(place: Place, through: Callable[[Place], bool] = lambda place: True) -> set[Place]:
    """Everything that a place leads to, step by step; what `through` says no to is a dead end."""
    found: set[Place] = set()
    waiting = [place]
    while waiting:
        for other in refers().get(waiting.pop(), frozenset()):
            if other not in found and through(other):
                found.add(other)
                waiting.append(other)
    return found


def decorated(place: Place, by: str) -> bool:
    """Whether a function carries a decorator whose words contain `by`."""
    return any(
        by in ast.unparse(each) for node in modules()[place.module].defines[place.name]
        if isinstance(node, ast.FunctionDef) for each in node.decorator_list)


def is_verb(place: Place) -> bool:
    """Whether it is among what a chapter lets others call: public, and it takes a unit of work."""
    if ".actions" not in place.module or place.name.startswith("_"):
        return False
    return any(isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "work"
               for node in modules()[place.module].defines[place.name])
