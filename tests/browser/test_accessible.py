"""axe finds nothing on the pages of the corridor, on a phone and a laptop, in three ways of showing them."""
from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import LAPTOP, PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`);
}"""
PUBLIC = ("/", "/sign-in", "/join", "/help", "/privacy", "/c/qinghe/", "/c/qinghe/matters", "/c/qinghe/meetings",
          "/c/qinghe/docket")
OWN = ("/c/qinghe/propose", "/c/qinghe/me")
OFFICE = ("/c/qinghe/roster",)
WAYS = {"zh": ("lang=zh", PHONE), "en": ("lang=en", LAPTOP), "elder": ("lang=zh.mode=elder", PHONE)}


def looked_at(person: Person, path: str, display: str) -> list[str]:
    """What axe finds on one page, shown one way."""
    person.context.add_cookies([{"name": "display", "value": display, "url": person.url}])
    page = person.go(path)
    page.evaluate(AXE)
    return [f"{path} {found}" for found in page.evaluate(RUN)]


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing(arrive, way: str) -> None:
    display, size = WAYS[way]
    lin, visitor = arrive("lin", size), arrive(None, size)
    found = [f for path in PUBLIC for f in looked_at(visitor, path, display)]
    found += [f for path in (*OWN, *OFFICE) for f in looked_at(lin, path, display)]
    assert found == []


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 700}], ids=["390", "320"])
def test_no_page_scrolls_sideways_on_a_phone(arrive, size: dict[str, int]) -> None:
    lin = arrive("lin", size)
    for path in (*PUBLIC[:1], *PUBLIC[3:], *OWN, *OFFICE):
        page = lin.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
