"""Pages, templates, their words in English, styles and scripts call one area by one name."""
from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
BANDS = next(each for each in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
             if each["id"] == "bands")["layers"]
AREAS = BANDS[:-3]


def folders(path: str) -> set[str]:
    """The folders that lie in a folder."""
    return {each.name for each in (ROOT / path).iterdir() if each.is_dir() and each.name != "__pycache__"}


def test_every_room_of_the_pages_is_in_a_band() -> None:
    assert folders("consult/web") - {"translations"} == set(BANDS)


def test_templates_lie_under_the_names_of_areas() -> None:
    assert folders("templates") - {"parts", "errors"} <= set(AREAS)


def test_english_lies_under_the_names_of_areas() -> None:
    written = {path.stem for path in (ROOT / "consult/web/translations/en/LC_MESSAGES").glob("*.po")}
    assert written <= {*AREAS, "wording", "shell"}


def test_the_page_on_the_architecture_names_the_areas_in_their_order() -> None:
    page = (ROOT / "docs/ARCHITECTURE.md").read_text("utf-8")
    said = re.search(r"^areas +(.+)$", page, re.MULTILINE)
    assert said and said[1].split(" > ") == AREAS
    assert re.findall(r"^\| (\w+) \| ", page.split("| area |")[1].split("\n\n")[0], re.MULTILINE) == AREAS


def test_styles_and_scripts_of_one_area_lie_under_its_name() -> None:
    sheets = {path.stem for path in (ROOT / "static/css/area").iterdir()}
    assert sheets <= set(AREAS)
    assert folders("static/js") - {"shell"} <= set(AREAS)


def test_a_room_of_the_pages_is_reached_by_its_name() -> None:
    import consult.app  # noqa: F401  (every page)
    from consult import web

    assert {name: getattr(web, name).__name__ for name in BANDS} == {name: f"consult.web.{name}" for name in BANDS}
