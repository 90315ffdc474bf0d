"""Whatever is said against a file or a row has its sentence, in both languages, and every sentence is for something."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from consult.community.rules.lists import FIELDS, Doubt, ListKind
from consult.community.rules.lists.headings import NEVER_KEPT, fields_by_heading
from consult.sheets.what_it_is import BEGINS, INSIDE, READ
from consult.web.wording import list_reading
from tests.architecture.test_house_rules import ROOT

FOLDERS = ("consult/sheets", "consult/community/rules/lists")
MADE_WITH_A_WORD = {
    "file_is_": {what for table in (BEGINS, INSIDE) for _begins, what in table} - set(READ) | {"et", "web_page", "old_xml", "unknown"},
    **{begins: {kind.value for kind in ListKind} for begins in ("no_header_", "columns_missing_", "wrong_list_")},
}
CODE = re.compile("[a-z0-9_]+")
FACTS = dict.fromkeys(("seen", "most", "first"), "3")


def sources() -> Iterator[ast.AST]:
    files = [path for folder in FOLDERS for path in (ROOT / folder).glob("*.py")] + [ROOT / "consult/community/rules/addresses.py"]
    for path in files:
        yield from ast.walk(ast.parse(Path(path).read_text("utf-8")))


def texts() -> set[str]:
    return {node.value for node in sources() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def refused() -> set[str]:
    calls = [node for node in sources() if isinstance(node, ast.Call) and ast.unparse(node.func) == "Unreadable"]
    plain = {part.value for call in calls for arg in call.args for part in ast.walk(arg)
             if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    made = {begins + word for begins, words in MADE_WITH_A_WORD.items() for word in words}
    return {code for code in plain - {*MADE_WITH_A_WORD, "refused"} if CODE.fullmatch(code)} | made


def test_every_refusal_of_a_file_has_its_sentence_and_no_sentence_is_idle() -> None:
    broken = {"text_spoiled", "text_unknown", "workbook_damaged", "too_much_text"}  # chosen between, then refused with
    answered = {node.values[0].value for node in sources() if isinstance(node, ast.Dict) and node.values
                and isinstance(node.values[0], ast.Constant)}
    assert refused() - list_reading.REFUSALS.keys() == set()
    assert list_reading.REFUSALS.keys() - refused() - broken - answered == set()


def test_every_doubt_has_its_sentence() -> None:
    by_table = {f"{table}_unknown" for table in ("use", "unit_kind", "post", "seat")}
    assert list_reading.DOUBTS.keys() - texts() == by_table
    for code in list_reading.DOUBTS:
        said = list_reading.say_doubt(Doubt(3, "C", "door", code, FACTS))
        assert said.endswith(("。", "？")) and "%(" not in said


def test_every_column_and_whatever_is_dropped_has_its_word() -> None:
    read_as = {field for kind in ListKind for field, _rank in fields_by_heading(kind).values()}
    assert read_as | {field for fields in FIELDS.values() for field in fields} <= list_reading.FIELDS.keys()
    assert {*NEVER_KEPT, "mail", "account", "number"} == list_reading.DROPPED.keys()
