"""Every pair of text and ground in tokens.css has the contrast that WCAG asks for, in every mode."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text(encoding="utf-8")
TEXT, GRAPHIC = 4.5, 3.0
# In 长辈版 and high contrast all text needs AAA.
STRICT_MODES, STRICT_TEXT = ("elder", "contrast", "asked"), 7.0

PAIRS = [
    *((ink, ground, TEXT) for ink in ("--ink", "--ink-2") for ground in
      ("--paper", "--sheet", "--sheet-2", "--zhi-wash", "--dian-wash")),
    *(("--ink-3", ground, TEXT) for ground in ("--paper", "--sheet", "--sheet-2")),
    *(("--dian", ground, TEXT) for ground in ("--paper", "--sheet", "--dian-wash")),
    *(("--zhi-ink", ground, TEXT) for ground in ("--paper", "--sheet", "--zhi-wash")),
    ("--on-dian", "--dian", TEXT), ("--on-dian", "--dian-deep", TEXT), ("--on-dian-2", "--dian", TEXT),
    ("--dian-deep", "--dian-wash", TEXT), ("--dian-deep", "--paper", TEXT),
    ("--on-zhi", "--zhi", TEXT), ("--on-zhi-ink", "--zhi-ink", TEXT), ("--sheet", "--ink", TEXT),
    ("--spark", "--dian", GRAPHIC),
    *((line, ground, GRAPHIC) for line in ("--line-strong", "--focus-line")
      for ground in ("--paper", "--sheet")),
]


def luminance(colour: str) -> float:
    """WCAG relative luminance of #rrggbb or #rgb."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """WCAG contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colours(mode: str) -> dict[str, str]:
    """The colours a mode sets."""
    block = re.search(rf"/\* mode:{mode} \*/.*?\{{(.*?)\}}", TOKENS, re.DOTALL)
    assert block, f"tokens.css has no mode {mode}"
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{3,6})", block.group(1)))


@pytest.mark.parametrize("mode", ["light", "elder", "contrast", "asked", "dark"])
@pytest.mark.parametrize(("front", "ground", "need"), PAIRS)
def test_contrast(mode: str, front: str, ground: str, need: float) -> None:
    in_force = {**colours("light"), **colours(mode)}
    need = STRICT_TEXT if mode in STRICT_MODES and need == TEXT else need
    assert ratio(in_force[front], in_force[ground]) >= need


def test_contrast_that_the_device_asks_for_is_the_same_as_chosen() -> None:
    assert colours("asked") == colours("contrast")


def test_black_on_white_is_21() -> None:
    assert round(ratio("#000", "#ffffff"), 2) == 21


def test_no_stylesheet_but_the_tokens_sets_a_colour_of_its_own() -> None:
    allowed = {"#fff", "#000", "#0000"}  # QR codes, masks and paper
    for path in (Path(__file__).parents[2] / "static/css").glob("*.css"):
        if path.name != "tokens.css":
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert set(re.findall(r"(?<=[\s:,(])#[0-9a-fA-F]{3,8}\b", text)) <= allowed, path.name
