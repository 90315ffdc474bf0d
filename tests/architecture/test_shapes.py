"""The shapes of functions and imports: names come in one by one, and no function takes more than eight arguments."""
from __future__ import annotations

import ast
import re
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


# --- sentences ----------------------------------------------------------------------------------------

IN_THE_HALLS_LANGUAGE = {
    "consult/matter/actions/linking.py": {"号"},  # what somebody types after a number
    "consult/meeting/actions/floor.py": {"号席"},  # the name of a floor seat, as its neighbours say it
    "consult/project/actions/deliberating.py": {"议定怎么办、有什么条件，接单的照着办。"},  # a proposal's own words
    "consult/publishing/actions/versions.py": {"［这一段不公开］"},  # what a published text says in the place
}
"""Chinese that a verb writes: words of the hall, none of them a sentence of the log."""


def chinese(code: str) -> set[str]:
    """Chinese texts of a module that are no docstrings."""
    tree = ast.parse(code)
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and id(node) not in texts and re.search("[\u3400-\u9fff]", node.value)}


def test_no_verb_and_no_event_writes_a_chinese_sentence_into_the_log() -> None:
    found = {where(path): chinese(path.read_text(encoding="utf-8")) for path in ours(".py")
             if re.match(r"consult/(\w+/(actions|events)|reactions|deadlines)", where(path))}
    assert {name: texts for name, texts in found.items() if texts} == IN_THE_HALLS_LANGUAGE


def test_the_check_of_verbs_finds_a_sentence_and_leaves_docstrings() -> None:
    assert chinese('"""岗位."""\nREASON = "换人主持"\ndef f():\n    """点单."""\n    return f"回避：{x}"') == {"换人主持", "回避："}
