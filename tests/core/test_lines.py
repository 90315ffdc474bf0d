"""Lines end where a line ends on a keyboard or in a file; whatever else stands inside a line stays there."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.cli.replay.transcript import read_transcript
from consult.core.lines import lines_of
from consult.minutes.rules.papers.paper import Block, Paper
from consult.project.rules.steps import read_steps
from consult.resolution.rules.work import milestones_from
from tests.architecture.test_house_rules import modules, where

INSIDE_A_LINE = "\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e"
"""At each of these str.splitlines cuts, and no keyboard ends a line with it."""
NO_TEXT_OF_SOMEBODY = {"consult/publishing/rules/verify_record.py": "its own docstring; the file is handed out alone"}


@pytest.mark.parametrize(("text", "lines"), [
    ("", []), ("一", ["一"]), ("一\n", ["一"]), ("一\n二", ["一", "二"]), ("一\r\n二\r三", ["一", "二", "三"]),
    ("一\n\n二", ["一", "", "二"]), ("\n", [""]), (f"一{INSIDE_A_LINE}二", [f"一{INSIDE_A_LINE}二"]),
])
def test_a_text_is_cut_at_the_line_ends_that_it_means(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@given(st.text(alphabet="ab\r\n 一"))
def test_without_the_other_signs_it_is_what_python_does(text: str) -> None:
    assert lines_of(text) == text.splitlines()


@pytest.mark.parametrize("sign", INSIDE_A_LINE)
def test_a_sign_pasted_along_cuts_no_step_no_milestone_no_turn_and_no_paragraph(sign: str) -> None:
    assert read_steps(f"2026-12-05：送苗{sign}到社区") == [(date(2026, 12, 5), f"送苗{sign}到社区")]
    day = date(2026, 12, 5)
    assert [one.what for one in milestones_from(f"2026-12-05出{sign}图", today=day, due_on=day)] == [f"出{sign}图"]
    said = read_transcript(f"张三：先说{sign}第一点\n李四：同意\n张三：好").turns
    assert [one.text for one in said] == [f"先说{sign}第一点", "同意", "好"]
    paper = Paper("minutes", "记录", [Block("p", f"大家{sign}同意")])
    assert [one.text for one in paper.paragraphs()] == [f"大家{sign}同意"]


def cuts(code: str) -> Iterator[int]:
    """Lines of code that cut a text at something else: splitlines, readlines, split at a line end."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        at = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if node.func.attr in ("splitlines", "readlines") or (node.func.attr in ("split", "rsplit") and at[:1] in (["\n"], ["\r\n"])):
            yield node.lineno


def test_the_product_cuts_texts_nowhere_else() -> None:
    found = [f"{where(path)}:{line}" for path in modules("consult") if where(path) not in NO_TEXT_OF_SOMEBODY
             for line in cuts(path.read_text("utf-8"))]
    assert found == []


def test_the_check_finds_every_way_of_cutting() -> None:
    assert list(cuts("a.splitlines()\nb.split('\\n')\nc.split('\\n## ')\nd.split()\nopen(e).readlines()")) == [1, 2, 5]
