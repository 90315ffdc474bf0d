"""Icons, stance shapes, QR codes and rows of seats, as inline SVG."""
from __future__ import annotations

import xml.etree.ElementTree as tree
from collections.abc import Iterator

import pytest
from markupsafe import Markup

from consult.web.shell import drawing
from consult.web.shell.icons import GLYPHS, ICONS
from tests.web.bare_pages import bare_app


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    with bare_app().test_request_context(headers={"Accept-Language": "zh"}):
        yield


def classes(svg: Markup) -> list[str]:
    """The class of every seat drawn, in order, phone dots left out."""
    found = [element.get("class", "") for element in tree.fromstring(svg).iter()]
    return [name for name in found if name.startswith("s-") and name not in ("s-rule", "s-phone-dot")]


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_well_formed_and_hidden_from_screen_readers(name: str) -> None:
    svg = tree.fromstring(drawing.icon(name))
    assert svg.get("aria-hidden") == "true" and svg.get("class") == "icon"


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        drawing.icon("no such icon")


def test_a_class_cannot_break_out_of_its_attribute() -> None:
    assert '"><script>' not in drawing.icon("home", '"><script>')
    assert '"><script>' not in drawing.mark('"><script>')


@pytest.mark.parametrize("kind", [*GLYPHS, "question", "addition"])
def test_every_stance_has_a_shape_and_a_word(kind: str) -> None:
    span = tree.fromstring(drawing.stance(kind))
    assert span.find("svg") is not None and "".join(span.itertext())


@pytest.mark.parametrize(("language", "word"), [("zh", "弃权"), ("en", "Abstain")])
def test_a_stance_is_said_in_the_language_of_the_page(language: str, word: str) -> None:
    with bare_app().test_request_context(headers={"Accept-Language": language}):
        assert word in drawing.stance("abstain")


def test_the_label_of_a_stance_is_escaped() -> None:
    assert "&lt;b&gt;" in drawing.stance("for", "<b>")


def test_a_qr_code_is_one_image_with_a_name() -> None:
    svg = drawing.qr("https://example.org/c/qinghe/m/2026-031", '031号"<>')
    assert tree.fromstring(svg).get("aria-label") == '031号"<>'
    assert svg.count("<svg") == 1 and "<?xml" not in svg


def test_seats_are_drawn_one_for_one_in_order() -> None:
    svg = drawing.seats([("for", 24), ("against", 6), ("abstain", 3)], 16, "过半要17人", "到会33人")
    assert classes(svg) == ["s-for"] * 24 + ["s-against"] * 6 + ["s-abstain"] * 3


def test_the_need_stands_between_two_seats_and_is_named() -> None:
    root = tree.fromstring(drawing.seats([("for", 33)], 16, "过半要17人", "到会33人"))
    rule = next(e for e in root.iter("path") if e.get("class") == "s-rule")
    assert rule.get("d", "").startswith("M192 ")
    assert [e.text for e in root.iter("text")] == ["过半要17人"]


def test_a_need_beyond_the_seats_taken_still_has_its_place() -> None:
    root = tree.fromstring(drawing.seats([("hall", 10)], 30, "需要30人", "到会10人"))
    assert root.get("viewBox", "").startswith("0 0 360 ")


def test_in_several_rows_the_rule_steps_where_the_row_is_not_full() -> None:
    svg = drawing.seats([("hall", 21), ("phone", 12), ("out", 12)], 30, "", "到会33人", per_row=14)
    rule = next(e for e in tree.fromstring(svg).iter("path") if e.get("class") == "s-rule")
    assert "V" in rule.get("d", "") and len(classes(svg)) == 45


def test_no_seats_is_an_empty_row_with_its_label() -> None:
    root = tree.fromstring(drawing.seats([], 0, "", "还没有人到会"))
    assert root.get("aria-label") == "还没有人到会" and not list(root)


def test_flag_and_label_are_escaped() -> None:
    svg = drawing.seats([("for", 3)], 2, "<b>", '"><script>')
    assert "<b>" not in svg and "<script>" not in svg


def test_an_unknown_kind_of_seat_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="unknown seat kinds"):
        drawing.seats([('" onload="x', 1)], 0, "", "")
