"""A page that hands its template more than a few things says in a typed dictionary what they are."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
A_FEW = 6


def handed_loosely() -> Iterator[tuple[str, int]]:
    """Each template that is drawn with keywords alone, and how many."""
    for path in sorted((ROOT / "consult" / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render_template":
                named = [keyword for keyword in node.keywords if keyword.arg]
                yield ast.unparse(node.args[0]).strip("'"), len(named) if len(named) == len(node.keywords) else 0


def test_a_page_with_more_than_a_few_names_is_a_typed_dictionary() -> None:
    assert {template for template, count in handed_loosely() if count > A_FEW} == set()
