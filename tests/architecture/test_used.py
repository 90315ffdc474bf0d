"""Whatever has a name in consult/ is used by something else in the product; tests alone keep nothing alive."""
from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.test_house_rules import ROOT, modules, ours, where

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LONGEST_MENTION = 60
"""A longer text is a sentence, and a name in it is no use of the name."""
CALLED_FROM_OUTSIDE = {
    "post_worker_init": "gunicorn", "get_translations": "Flask-Babel", "Meta": "WTForms", "to_python": "Werkzeug",
    "process_bind_param": "SQLAlchemy", "process_result_value": "SQLAlchemy",
    "formatTime": "logging", "reopen_files": "gunicorn", "close_on_exec": "gunicorn",
}
FOR_TESTS = {
    "carry_out_together": "many verbs of different kinds in one commit: how group commits are tried",
    "copied": "a state of the room as it was, for the vectors that both twins read",
    "send_street_delegate": "the street has no page for it yet; its register is laid out by the demo and by tests",
    "meeting_of_matter": "finds the meeting that a verb answered with",
    "OUTBOUND": "what a server sends, for the document of the protocol",
    "LINE_KINDS": "the kinds of line that phrases may have", "SMALL": "a year of the demo in seconds",
    "papers_of": "which papers a record has: the list that the papers' tests go over",
}


def product() -> list[Path]:
    """The files that may use a name."""
    folders = ("consult", "templates", "static", "migrations", "make")
    return [path for path in ours(".py", ".html", ".js", "") if any(path.is_relative_to(ROOT / f) for f in folders)]


def mentions(path: Path) -> Counter[str]:
    """How often each name is used in a file, beside where it is defined, imported or listed in __all__."""
    text = path.read_text(encoding="utf-8")
    return Counter(_used(ast.parse(text))) if path.suffix == ".py" else Counter(WORD.findall(text))


def _used(tree: ast.Module) -> Iterator[str]:
    listed = {id(part) for node in tree.body if isinstance(node, ast.Assign) and _names(node) == ["__all__"]
              for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in listed:
            yield from WORD.findall(node.value) if len(node.value) <= LONGEST_MENTION else ()


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def defined(tree: ast.Module) -> Iterator[str]:
    """Functions, classes, methods and constants; what a decorator registers somewhere is used by that."""
    for node in ast.walk(tree):
        named = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("__")
        if named and not any("." in ast.unparse(d) for d in node.decorator_list):
            yield node.name
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            yield from (name for name in _names(node) if name != "__all__")


def test_every_name_is_used() -> None:
    used: Counter[str] = sum((mentions(path) for path in product()), Counter())
    unused = {
        f"{where(path)}: {name}" for path in modules("consult") if path.name != "gunicorn_settings.py"
        for name in defined(ast.parse(path.read_text(encoding="utf-8"))) if not used[name]
        if name not in CALLED_FROM_OUTSIDE and name not in FOR_TESTS
    }
    assert unused == set()


def test_what_only_tests_use_is_used_by_tests_and_by_nothing_else() -> None:
    used: Counter[str] = sum((mentions(path) for path in product()), Counter())
    assert {name for name in FOR_TESTS if used[name]} == set()
    tried: Counter[str] = sum((mentions(path) for path in modules("tests") if path != Path(__file__)), Counter())
    assert {name for name in FOR_TESTS if not tried[name]} == set()


def test_the_check_finds_a_name_that_is_only_defined_imported_or_listed() -> None:
    code = 'from a import b\n__all__ = ["f", "C"]\ndef f(): ...\nclass C:\n    def g(self): return h()\nK = 1\n'
    code += '@blueprint.get("/")\ndef page(): ...\n'
    tree = ast.parse(code)
    assert {name for name in defined(tree) if name not in set(_used(tree))} == {"f", "C", "g", "K"}
