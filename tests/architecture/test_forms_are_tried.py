"""A form is tried in one way: whether it is refused or done is answered through consult/web/doorway/trying.py."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from consult.core import errors
from tests.architecture.who_calls import Place, refers

WEB = Path(__file__).parents[2] / "consult" / "web"
REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.Refusal)}
CARRIES_OUT = {"act", "act_in_burst", "perform", "store"}
ANSWERS = {"flash", "redirect", "refused_on", "render_template", "status_of"}
ATTEMPT = Place("consult.web.doorway.trying", "attempt")


def caught_by_hand() -> Iterator[str]:
    """Every place of a page that carries something out, or answers, and catches the refusal itself.

    To look whether something is there, and to word a refusal anew for the form to catch, are no answers.
    """
    for path in sorted(WEB.rglob("*.py")):
        if path.relative_to(WEB).as_posix() == "doorway/trying.py":
            continue
        for tried in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Try)):
            for handler in tried.handlers:
                if handler.type is None or not _names(handler.type) & REFUSALS or isinstance(handler.body[-1], ast.Raise):
                    continue
                if _names(*tried.body) & CARRIES_OUT or _names(*handler.body) & ANSWERS:
                    yield f"{path.relative_to(WEB)}:{handler.lineno} except {ast.unparse(handler.type)}"


def _names(*nodes: ast.AST) -> set[str]:
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_no_page_writes_by_hand_what_attempt_does() -> None:
    assert list(caught_by_hand()) == []


def test_the_pages_go_through_attempt() -> None:
    through = {str(place) for place, others in refers().items() if ATTEMPT in others}
    print(f"{len(through)} forms are tried through attempt")
    assert len(through) >= 45, sorted(through)
