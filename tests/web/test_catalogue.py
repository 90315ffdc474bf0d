"""English is complete, keeps every placeholder, and says one thing once."""
from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from consult.web.shell import catalogue

ROOT = Path(__file__).parents[2]
HAN = re.compile("[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@cache
def sentences() -> dict[str, set[str]]:
    """Every sentence to translate, by page area: the template's folder or the module."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found: dict[str, set[str]] = defaultdict(set)
    all_words = extract_from_dir(str(ROOT), methods, options, keywords=catalogue.KEYWORDS)
    for file, _line, message, *_ in all_words:
        area = "/".join(Path(file).parts[:2]) if file.startswith("templates") else file
        found[area].add(message if isinstance(message, str) else message[0])
    return found


@cache
def english() -> dict[str, tuple[str, ...]]:
    """msgid → its English forms, from all files."""
    known: dict[str, tuple[str, ...]] = {}
    for message in catalogue.merged(catalogue.files("en"), "en"):
        if message.id:
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            known[message.id if isinstance(message.id, str) else message.id[0]] = forms
    return known


@pytest.mark.parametrize("area", sorted(sentences()))
def test_every_sentence_has_english(area: str) -> None:
    wanted = {words for words in sentences()[area] if HAN.search(words)}
    assert sorted(wanted - set(english())) == []


def test_english_keeps_the_placeholders() -> None:
    wrong = [
        (words, forms) for words, forms in english().items() for form in forms
        if sorted(set(PLACEHOLDER.findall(words))) != sorted(set(PLACEHOLDER.findall(form)))
        and not (len(forms) == 2 and form == forms[0])
    ]
    assert wrong == []


def test_english_holds_no_chinese() -> None:
    """But for what an English sentence quotes: a heading that a Chinese list has, a name given as an example."""
    assert [forms for words, forms in english().items() if any(HAN.search(form) and not quotes(form, words) for form in forms)] == []


def quotes(form: str, words: str) -> bool:
    """Whether the Chinese in an English sentence is a smaller part of it, and each word of it stands in the Chinese one."""
    found = re.findall("[\u3400-\u9fff]+", form)
    return all(word in words for word in found) and 2 * len("".join(found)) < len(form)


def test_one_sentence_has_one_english() -> None:
    said: dict[object, dict[object, str]] = defaultdict(dict)
    for path in catalogue.files("en"):
        with path.open("rb") as source:
            for message in read_po(source, locale="en"):
                if message.id:
                    said[message.id][message.string] = path.name
    assert {words: forms for words, forms in said.items() if len(forms) > 1} == {}


def test_every_file_says_how_english_counts() -> None:
    for path in catalogue.files("en"):
        assert "nplurals=2; plural=(n != 1)" in path.read_text(encoding="utf-8"), path.name
