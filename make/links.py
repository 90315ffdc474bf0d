"""Every link between the project's documents: dead ones inside the repository fail, those to elsewhere are listed."""
from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[1]
READER = MarkdownIt("commonmark").enable("table")


def documents() -> list[Path]:
    """Every Markdown file that git tracks or would."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
                            cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])


def links(text: str) -> list[str]:
    """Where the links and pictures of a document lead."""
    found = [token.attrGet("href") or token.attrGet("src") for token in _walk(READER.parse(text))
             if token.type in ("link_open", "image")]
    return [str(each) for each in found if each]


@cache
def anchors(document: Path) -> frozenset[str]:
    """The names under which a document's headings are reached: small letters, hyphens, no punctuation."""
    tokens = READER.parse(document.read_text("utf-8"))
    headings = [tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"]
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings)


def dead(document: Path, text: str) -> list[str]:
    """The links of a document that lead to nothing in the repository."""
    lost = []
    for link in links(text):
        path, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (document.parent / path).resolve() if path else document
        there = target.exists() and target.is_relative_to(ROOT)
        if not there or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            lost.append(link)
    return lost


def main() -> int:
    """Print what is dead and what leads elsewhere; 1 where anything is dead."""
    broken, elsewhere = 0, set()
    for document in documents():
        text = document.read_text("utf-8")
        elsewhere |= {link for link in links(text) if "://" in link}
        for link in dead(document, text):
            broken += 1
            print(f"{document.relative_to(ROOT)}: {link} leads to nothing")
    print(f"{len(documents())} documents, {broken} dead links; {len(elsewhere)} links to elsewhere, not asked:")
    print("\n".join(f"  {link}" for link in sorted(elsewhere)))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
