"""The shapes of functions and imports: names come in one by one, and no function takes more than eight arguments."""
from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.test_house_rules import ours, where

MOST_ARGUMENTS = 8


def crowded(code: str) -> Iterator[str]:
    """Functions that take more arguments than anybody keeps apart; a method's own object is not counted."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        many = [a.arg for a in (node.args.vararg, node.args.kwarg) if a]
        if len([*names[names[:1] in (["self"], ["cls"]):], *many]) > MOST_ARGUMENTS:
            yield getattr(node, "name", "lambda")


def starred(code: str) -> Iterator[str]:
    """Modules from which everything is imported, whatever that may be."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            yield node.module or "."


@pytest.mark.parametrize("fault", [crowded, starred])
def test_no_module_has(fault: object) -> None:
    assert callable(fault)
    found = {where(path): list(fault(path.read_text(encoding="utf-8"))) for path in ours(".py")}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_checks_find() -> None:
    nine = ", ".join("abcdefghi")
    assert list(crowded(f"def f({nine}): ...")) == ["f"]
    assert list(crowded(f"class A:\n    def f(self, {nine[:-3]}): ...")) == []
    assert list(crowded("async def f(a, b, c, d, e, f, *g, h, **i): ...")) == ["f"]
    assert list(starred("from os import *\nfrom os import path")) == ["os"]
