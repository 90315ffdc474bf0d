"""The rules of the house that a machine can check: names, lengths, templates, Chinese punctuation."""
from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from consult.web.shell.catalogue import KEYWORDS

ROOT = Path(__file__).parents[2]
OURS = ("consult", "templates", "static", "migrations", "tests", "bench", "docs", "make")
CODE = (".py", ".js", ".css", ".html", ".sh", "")
TEXT = (*CODE, ".json", ".svg", ".md", ".toml", ".in", ".lock", ".po", ".cfg", ".ini")
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc"}
LONGEST_MODULE = 300


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project: what git tracks or would; without git, what lies in our folders."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for folder in OURS for path in (ROOT / folder).rglob("*")]
        found += ROOT.iterdir()
    return tuple(sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts))


def ours(*suffixes: str) -> list[Path]:
    """The files that were written here (nothing vendored), of these kinds."""
    return [path for path in files() if "vendor" not in path.parts and path.suffix in suffixes]


def where(path: Path) -> str:
    """A path as one reads it."""
    return path.relative_to(ROOT).as_posix()


def modules(folder: str) -> list[Path]:
    """The Python modules in one of the project's folders."""
    return [path for path in ours(".py") if path.is_relative_to(ROOT / folder)]


# --- names, lengths, docstrings -----------------------------------------------------------------------


def test_every_name_says_what_is_inside() -> None:
    vague = [
        where(path) for path in ours(*CODE)
        if NAMES_THAT_SAY_NOTHING & {part.split(".")[0].strip("_") for part in path.relative_to(ROOT).parts}
    ]
    assert vague == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules("consult")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_every_module_opens_with_what_it_is() -> None:
    silent = [
        where(path) for path in ours(".py")
        if (text := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


# --- nothing of one machine ---------------------------------------------------------------------------

# A path that only one machine has. The parts are joined here so that this file does not hold one.
MACHINE_PATH = re.compile("(?<![\\w.~-])/(?:" + "|".join((
    "work/", "root/", "tmp/house", "opt/", "home/[a-z]", "Users/[A-Za-z]",
)) + ")")


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{where(path)}:{number}: {line.strip()[:100]}"
        for path in ours(*TEXT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE_PATH.search(line) and path != Path(__file__)
    ]
    assert found == []


def test_the_lock_files_name_no_index() -> None:
    index = re.compile(r"://|^--(index-url|extra-index-url|find-links)", re.MULTILINE)
    locks = list((ROOT / "requirements").glob("*.lock"))
    assert locks and not [where(lock) for lock in locks if index.search(lock.read_text(encoding="utf-8"))]


# --- templates: the content security policy allows no inline script or style --------------------------

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SCRIPT = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
FORBIDDEN = {
    "a <style> element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an on… attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
# A field drawn by a form takes its attributes as keywords.
KEYWORD = re.compile(r"\b(style|on(click|change|input|submit|load|key\w+|focus|blur))\s*=")


def inline(template: str) -> Iterator[str]:
    """What in a template the policy would refuse."""
    markup = JINJA.sub("x", template)
    for tag in SCRIPT.findall(markup):
        if not re.search(r"\ssrc\s*=|type=.application/json", tag):
            yield "an inline script"
    for name, pattern in FORBIDDEN.items():
        if pattern.search(markup):
            yield name
    if any(KEYWORD.search(code) for code in JINJA.findall(template) if not code.startswith("{#")):
        yield "a style or on… keyword"


def test_no_template_holds_inline_script_or_style() -> None:
    found = {where(path): list(inline(path.read_text(encoding="utf-8"))) for path in ours(".html")}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("template", "fault"), [
    ('<p style="color: red">', "a style attribute"),
    ("<style>p {}</style>", "a <style> element"),
    ('<script>alert("x")</script>', "an inline script"),
    ('<button type="button"\n onclick="go()">', "an on… attribute"),
    ("{{ form.name(style='x') }}", "a style or on… keyword"),
    ('<a href="javascript:go()">', "a javascript: address"),
])
def test_the_check_of_templates_finds(template: str, fault: str) -> None:
    assert list(inline(template)) == [fault]


@pytest.mark.parametrize("template", [
    '<script type="module" src="{{ static(\'room.js\') }}"></script>',
    '<script type="application/json" id="snapshot">{{ snapshot }}</script>',
    "{% set only = 3 %}{# onclick= #}<p>once = twice</p>",
])
def test_the_check_of_templates_lets_pass(template: str) -> None:
    assert list(inline(template)) == []


# --- Chinese sentences --------------------------------------------------------------------------------

HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
ILL_FORMED = {
    "half-width punctuation": re.compile(f"{HAN}[,:;!?()]|[,:;!?()]{HAN}"),
    "a space between 汉字 and digits": re.compile(f"{HAN} +[0-9]|[0-9] +{HAN}"),
    "an exclamation mark": re.compile("[!\uff01]"),
    "an apology": re.compile("抱歉|对不起"),
}


def faults(sentence: str) -> list[str]:
    """What a Chinese sentence of the interface has against the house style."""
    if not re.search(HAN, sentence):
        return []
    # A placeholder stands for a name or a number: 0 keeps both neighbours honest.
    plain = PLACEHOLDER.sub("0", sentence)
    return [name for name, pattern in ILL_FORMED.items() if pattern.search(plain)]


def sentences() -> Iterator[tuple[str, str]]:
    """Every text given to gettext in code and templates, with its place."""
    for folder, method, options in (
        ("consult", [("**.py", "python")], {}),
        ("templates", [("**.html", "jinja2")], {"**.html": {"newstyle_gettext": "true", "silent": "false"}}),
    ):
        for file, line, message, *_ in extract_from_dir(ROOT / folder, method, options, keywords=KEYWORDS):
            for sentence in [message] if isinstance(message, str) else message:
                if sentence:
                    yield f"{folder}/{file}:{line}", sentence


def test_every_chinese_sentence_keeps_the_house_style() -> None:
    found = [(place, sentence, what) for place, sentence in sentences() if (what := faults(sentence))]
    assert found == []


# Full-width marks are written as escapes here, so that an editor that narrows them cannot blunt the check.


@pytest.mark.parametrize("sentence", [
    "时间:周三", "附议(%(n)s户)", "已附议,谢谢", "满 30 户", "满 %(n)s 户", "提交成功\uff01",
    "抱歉\uff0c没有找到",
])
def test_the_check_of_sentences_finds_a_fault_in(sentence: str) -> None:
    assert faults(sentence)


@pytest.mark.parametrize("sentence", [
    "时间\uff1a周三", "附议\uff08%(n)s户\uff09", "满%(n)s户", "应到%(roll)s\uff0c实到%(present)s",
    "Consult 议事", "14:30开始", "Hello, world!",
])
def test_the_check_of_sentences_lets_pass(sentence: str) -> None:
    assert not faults(sentence)
