"""The repository carries the pictures that its documents show, and no others; each clone pays for every byte."""
from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs/screenshots"
MOST_BYTES = 3 * 1024 * 1024
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def shown() -> set[Path]:
    """Every picture that a document shows."""
    return {
        (document.parent / address).resolve()
        for document in DOCUMENTS
        for address in re.findall(r"!\[[^\]]*\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8"))
        if "://" not in address
    }


def test_every_picture_kept_is_shown_by_a_document() -> None:
    assert {path.name for path in KEPT.iterdir()} == {path.name for path in shown() if path.parent == KEPT}


def test_every_picture_that_a_document_shows_is_there() -> None:
    assert [path for path in shown() if not path.is_file()] == []


def test_the_pictures_together_are_light() -> None:
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < MOST_BYTES


def test_pictures_that_make_takes_are_not_kept() -> None:
    assert "/screenshots/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
