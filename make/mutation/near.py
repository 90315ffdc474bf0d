"""Which files of tests come near a module."""
from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from mutation.pure_tests import CONSULT, Ran


def module_of(path: str) -> str:
    """consult.ballot.rules.tally of consult/ballot/rules/tally.py."""
    return path.removesuffix(".py").replace("/", ".")


def files_near(path: str, ran: dict[str, Ran]) -> list[str]:
    """The files of tests that import a module, then those that run it or one that imports it; the quickest first."""
    module = module_of(path)
    near = _importing(module) | {str(Path(path).resolve())}
    seconds: dict[str, float] = {}
    wanted: set[str] = set()
    for name, one in ran.items():
        file = name.split("::")[0]
        seconds[file] = seconds.get(file, 0.0) + one.seconds
        if one.files & near or module in _imported(Path(file)):
            wanted.add(file)
    return sorted(wanted, key=lambda file: (module not in _imported(Path(file)), seconds[file]))


@cache
def _importing(module: str) -> frozenset[str]:
    return frozenset(str(p.resolve()) for p in Path(CONSULT).rglob("*.py") if module in _imported(p))


@cache
def _imported(file: Path) -> frozenset[str]:
    named: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{n.name}" for n in node.names)}
        elif isinstance(node, ast.Import):
            named |= {n.name for n in node.names}
    return frozenset(named)
