"""The documents as a site: laid into one folder, README first, their links made to fit, then built by MkDocs."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "build/pages"
TOP = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
LINK = re.compile(r"(!?\[[^\]]*\]\()([^)\s]+)(\))")


def fitted(text: str, place: Path) -> str:
    """The text of a document with its links as they are between the laid-out pages.

    What leads to a file that is no document is kept as its words: the site holds documents alone.
    """
    def fit(found: re.Match[str]) -> str:
        link, _, anchor = found[2].partition("#")
        if "://" in found[2] or not link:
            return found[0]
        target = (place.parent / link).resolve()
        page, here = laid(target / "README.md" if target.is_dir() else target), laid(place)
        if page is None or here is None:
            return found[1].lstrip("!")[1:-2]
        relative = os.path.relpath(page, here.parent)
        return f"{found[1]}{relative}{'#' + anchor if anchor else ''}{found[3]}"

    return LINK.sub(fit, text)


def laid(source: Path) -> Path | None:
    """Where a document or a picture lies among the pages; None for what is none."""
    name = source.relative_to(ROOT).as_posix() if source.is_relative_to(ROOT) else ""
    if name in TOP:
        return PAGES / ("index.md" if name == "README.md" else name)
    if name.startswith("docs/") and source.suffix in (".md", ".png") and source.is_file():
        return PAGES / ("docs.md" if name == "docs/README.md" else name.removeprefix("docs/"))
    return None


def lay() -> None:
    """Fill the folder of pages anew."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for source in [ROOT / name for name in TOP if (ROOT / name).is_file()] + sorted((ROOT / "docs").rglob("*")):
        page = laid(source) if source.is_file() else None
        if page is None:
            continue
        page.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            page.write_text(fitted(source.read_text("utf-8"), source), "utf-8")
        else:
            shutil.copy(source, page)


if __name__ == "__main__":
    lay()
    sys.exit(subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=ROOT).returncode)
