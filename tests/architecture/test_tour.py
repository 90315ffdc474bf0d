"""README's tour is kept: each step names the tests that hold it, and calls pages and buttons as the pages do."""
from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"<!-- held by (\S+?)::(\w+) -->")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What is typed into a field, and who signs in: said in the tour, and no name of a page.
NO_NAMES = {"电梯", "王女士"}


def tour(file: str, begins: str, ends: str) -> str:
    """The tour of one README."""
    text = (ROOT / file).read_text("utf-8")
    return text[text.index(begins):text.index(ends)]


ENGLISH = tour("README.md", "## A tour in ten minutes", "## For real")
CHINESE = tour("README.zh-CN.md", "## 十分钟走一遍", "## 正式使用")


def steps(text: str) -> list[str]:
    """The numbered steps, each whole."""
    return re.findall(r"^\d\. .+?(?=^\d\. |^\n|^\*\*|\Z)", text, re.MULTILINE | re.DOTALL)


@cache
def said_on_pages() -> str:
    """Every word of templates and of what Python says to people."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "consult").rglob("*.py"), *(ROOT / "consult").rglob("*.toml")]
    return "\n".join(path.read_text("utf-8") for path in files)


def named_tests(file: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def unkept(text: str) -> list[str]:
    """The steps that name no test, and the tests they name that are not there."""
    bare = [step.splitlines()[0] for step in steps(text) if not MARK.search(step)]
    return bare + [f"{file}::{name}" for file, name in MARK.findall(text) if name not in named_tests(file)]


def test_every_step_of_the_tour_names_a_test_that_is_there() -> None:
    assert len(steps(ENGLISH)) == 12
    assert unkept(ENGLISH) == []


def test_a_step_without_a_test_is_found() -> None:
    assert unkept("1. Do this.\n2. Do that.\n   <!-- held by tests/architecture/test_tour.py::no_such_test -->\n") == [
        "1. Do this.", "tests/architecture/test_tour.py::no_such_test"]


@pytest.mark.parametrize("name", sorted(set(HAN.findall(MARK.sub("", "\n".join(steps(ENGLISH))))) - NO_NAMES))
def test_the_english_tour_calls_a_page_or_button_as_the_pages_do(name: str) -> None:
    assert f"'{name}'" in said_on_pages() or f'"{name}"' in said_on_pages(), f"no page or button is called {name}"


@pytest.mark.parametrize("name", sorted(set(re.findall("“(.+?)”", CHINESE)) - NO_NAMES))
def test_the_chinese_tour_calls_a_page_or_button_as_the_pages_do(name: str) -> None:
    assert f"'{name}'" in said_on_pages() or f'"{name}"' in said_on_pages(), f"no page or button is called {name}"


def test_both_tours_have_the_same_steps() -> None:
    assert len(steps(CHINESE)) == len(steps(ENGLISH))
