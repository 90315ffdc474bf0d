"""The project's documents lead to one another, and to nothing that is not there."""
from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("make_links", ROOT / "make/links.py")
assert SPEC and SPEC.loader
links = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(links)


def test_no_document_links_to_what_is_not_there() -> None:
    found = {str(path.relative_to(ROOT)): links.dead(path, path.read_text("utf-8")) for path in links.documents()}
    assert {name: lost for name, lost in found.items() if lost} == {}


@pytest.mark.parametrize("text", [
    "[no such file](docs/NONE.md)", "![no picture](docs/screenshots/none.png)", "[no heading](README.md#nowhere)",
    "[outside](../elsewhere.md)",
])
def test_a_dead_link_is_found(text: str) -> None:
    assert len(links.dead(ROOT / "CHECKED.md", text)) == 1


@pytest.mark.parametrize("text", [
    "[a file](docs/VOCABULARY.md)", "[a heading](README.md#two-commands)", "[elsewhere](https://example.org/)",
    "`[not a link](none.md)`",
])
def test_a_link_that_leads_somewhere_is_let_pass(text: str) -> None:
    assert links.dead(ROOT / "CHECKED.md", text) == []


def test_decisions_are_numbered_one_by_one_and_listed() -> None:
    folder = ROOT / "docs/decisions"
    files = sorted(folder.glob("0*.md"))
    assert [path.name[:4] for path in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    listed = (folder / "README.md").read_text("utf-8")
    for number, path in enumerate(files, start=1):
        title = path.read_text("utf-8").splitlines()[0]
        assert title.startswith(f"# {number}. ")
        assert f"| [{number}]({path.name}) | {title.split('. ', 1)[1]} |" in listed


def test_documents_are_named_one_way() -> None:
    odd = [path.name for path in (ROOT / "docs").glob("*.md") if path.stem != path.stem.upper()]
    assert odd == []
