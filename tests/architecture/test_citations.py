"""What the code cites of the field, by chapter and section, stands in docs/domain; and no chapter is cited that is not there."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "docs" / "domain"
CODE = ("consult", "tests", "static", "templates", "migrations", "make", "bench")
KINDS = {".py", ".toml", ".js", ".css", ".html"}
NUMBER = r"(?:§ ?)?(?:#\d+(?:-#?\d+)?|\d+\.\d+)"
CITATION = re.compile(rf"\b([a-z][a-z-]*)\.md ({NUMBER}(?:, {NUMBER})*)")
"""practice.md 2.4, "documents.md 4.2, 4.3", "bodies.md #4, #5", "bodies.md #10-12"."""


def cited(text: str) -> Iterator[tuple[str, str]]:
    """Every (chapter, section) that a text cites; a range is each of its numbers."""
    for chapter, sections in CITATION.findall(text):
        for section in re.split(r", ", sections):
            first, _, last = section.lstrip("§ ").partition("-")
            if last:
                yield from ((chapter, f"#{n}") for n in range(int(first[1:]), int(last.lstrip("#")) + 1))
            else:
                yield chapter, first


@cache
def sections(chapter: str) -> frozenset[str]:
    """The numbers of a chapter's headings; none of a chapter that is not there."""
    file = DOMAIN / f"{chapter}.md"
    return frozenset(re.findall(r"^#+ (#?[\d.]+) ", file.read_text("utf-8"), re.MULTILINE)) if file.is_file() else frozenset()


def files() -> list[Path]:
    return sorted(
        path for folder in CODE for path in (ROOT / folder).rglob("*")
        if path.suffix in KINDS and "vendor" not in path.parts and path != Path(__file__))


def test_every_section_that_is_cited_is_there_to_read() -> None:
    found = {(path, *one) for path in files() for one in cited(path.read_text("utf-8"))}
    lost = sorted(f"{path.relative_to(ROOT)}: {chapter}.md {section}" for path, chapter, section in found
                  if section not in sections(chapter))
    assert lost == [] and len(found) > 30


def test_every_section_of_a_chapter_is_cited_somewhere_so_that_none_is_kept_for_nothing() -> None:
    used = {one for path in files() for one in cited(path.read_text("utf-8"))}
    chapters = {path.stem: sections(path.stem) for path in DOMAIN.glob("*.md") if path.stem != "README"}
    idle = {(chapter, section) for chapter, there in chapters.items() for section in there} - used
    assert idle <= {("bodies", "1.1")}, "the heading over the numbered bodies is there to group them"


@pytest.mark.parametrize(("text", "sections_cited"), [
    ("(practice.md 2.4)", [("practice", "2.4")]),
    ("documents.md 4.2, 4.3; practice.md 2.4", [("documents", "4.2"), ("documents", "4.3"), ("practice", "2.4")]),
    ("bodies.md #4, #5", [("bodies", "#4"), ("bodies", "#5")]), ("bodies.md #10-12", [("bodies", f"#{n}") for n in (10, 11, 12)]),
    ("practice.md 2.2, 联席会议", [("practice", "2.2")]), ("vote-rules.md § 3.1", [("vote-rules", "3.1")]), ("empty.md", []),
])
def test_a_citation_is_read_as_it_is_written(text: str, sections_cited: list[tuple[str, str]]) -> None:
    assert list(cited(text)) == sections_cited


def test_a_section_that_is_not_there_is_found() -> None:
    assert "9.9" not in sections("practice") and sections("nowhere") == frozenset() and "2.4" in sections("practice")
