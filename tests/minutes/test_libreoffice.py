"""The DOCX of each paper is opened by LibreOffice, turned into its own format and into PDF, and read back from both.

    apt-get install libreoffice-writer-nogui
    .venv/bin/python -m pytest tests/minutes/test_libreoffice.py
"""
from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree

from consult.minutes.rules.papers import building, docx
from consult.minutes.rules.papers.paper import Paper, Remark
from tests.minutes.whole_record import record, three_pages

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine (Debian: libreoffice-writer-nogui)"),
]
MM = 72 / 25.4
ODF = "urn:oasis:names:tc:opendocument:xmlns"
IN = {"office": f"{ODF}:office:1.0", "text": f"{ODF}:text:1.0", "style": f"{ODF}:style:1.0",
      "fo": f"{ODF}:xsl-fo-compatible:1.0"}


def _papers() -> dict[str, Paper]:
    objected = record(objections=[Remark(12, "李秀英", "我没有这样说。", "照录音核对过。")],
                      errata=[Remark(2, "林晓梅", "实到31人。", reason="漏记一人。")])
    hearing = record(kind="hearing")
    return {"会议记录": building.build("record", objected), "会议纪要": building.build("summary", three_pages()),
            "公示": building.build("notice", record()), "听证笔录": building.build("record", hearing),
            "听证报告": building.build("report", hearing)}


PAPERS = _papers()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every paper as LibreOffice saved it, .fodt and .pdf."""
    folder = tmp_path_factory.mktemp("office")
    for name, paper in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(docx.docx(paper))
    for form in ("fodt", "pdf"):
        subprocess.run(
            [str(OFFICE), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", form, "--outdir",
             str(folder), *(str(folder / f"{name}.docx") for name in PAPERS)], check=True, timeout=110, capture_output=True)
    return folder


def written(folder: Path, name: str) -> Any:
    return etree.parse(folder / f"{name}.fodt")


def words_of(element: Any) -> str:
    for space in element.iter(f"{{{IN['text']}}}s"):
        space.text = " " * int(space.get(f"{{{IN['text']}}}c", "1"))
    return "".join(element.itertext())


def paragraphs(file: Any) -> Iterator[tuple[str, str]]:
    """Style and words of each paragraph; a name that LibreOffice made itself is followed to its style."""
    names = {style.get(f"{{{IN['style']}}}name"): style.get(f"{{{IN['style']}}}parent-style-name")
             for style in file.iterfind(".//office:automatic-styles/style:style", IN)}
    for each in file.find(".//office:body/office:text", IN):
        if etree.QName(each).localname in ("h", "p"):
            name = each.get(f"{{{IN['text']}}}style-name")
            yield str(names.get(name, name)), words_of(each)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paragraph_is_there_in_order_under_its_style(opened: Path, name: str) -> None:
    paper = PAPERS[name]
    wanted = [(docx.style_of(p), f"{p.label}：{p.text}" if p.label else p.text) for p in paper.paragraphs()]
    found = list(paragraphs(written(opened, name)))
    assert found[:2] == [("Title", paper.title), ("公文编号", paper.number)]
    assert [(style, words.rstrip()) for style, words in found[2:]] == [(style, words.rstrip()) for style, words in wanted]


@pytest.mark.parametrize("name", PAPERS)
def test_its_headings_are_an_outline(opened: Path, name: str) -> None:
    found = [(each.get(f"{{{IN['text']}}}outline-level"), words_of(each)) for each in written(opened, name).iterfind(".//text:h", IN)]
    assert found == [("1", block.text) for block in PAPERS[name].blocks if block.kind == "h1"] and found


@pytest.mark.parametrize("name", PAPERS)
def test_labels_and_page_numbers_are_still_styles_and_fields(opened: Path, name: str) -> None:
    file = written(opened, name)
    labels = [words_of(span) for span in file.iterfind(".//text:span", IN) if span.get(f"{{{IN['text']}}}style-name") == "公文名单标签"]
    assert labels == [f"{block.label}：" for block in PAPERS[name].blocks if block.label]
    assert len(file.findall(".//style:footer-left//text:page-number", IN)) == 1
    assert len(file.findall(".//style:footer//text:page-number", IN)) == 1


@pytest.mark.parametrize("name", PAPERS)
def test_its_pages_have_the_margins_and_28_characters_a_line(opened: Path, name: str) -> None:
    with pdfplumber.open(opened / f"{name}.pdf") as file:
        longest = 0
        for n, page in enumerate(file.pages, start=1):
            assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
            body = [c for c in page.chars if c["bottom"] <= (297 - 35) * MM + 2 and c["text"].strip()]
            inside = [c for c in body if c["text"].isalnum()]  # a mark at the end of a line may hang out
            assert min(c["x0"] for c in inside) >= 28 * MM - 1 and max(c["x1"] for c in inside) <= (210 - 26) * MM + 1
            assert min(c["top"] for c in body) >= 37 * MM - 4
            foot = [c for c in page.chars if c["top"] > (297 - 35) * MM]
            assert "".join(c["text"] for c in foot).replace(" ", "") == f"—{n}—"
            assert (foot[0]["x0"] > page.width / 2) == bool(n % 2), "odd pages right, even pages left"
            for row in re.split(r"\n", page.extract_text()):
                longest = max(longest, len(re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", row)))
        assert longest <= 29 and (longest >= 27 or len(file.pages) == 1), "a page of few words may have no full line"


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_black_and_no_heading_has_a_coloured_rule(opened: Path, name: str) -> None:
    with pdfplumber.open(opened / f"{name}.pdf") as file:
        first = file.pages[0]
        assert not first.lines and not first.rects
        assert {tuple(c["non_stroking_color"] or (0,)) for page in file.pages[:3] for c in page.chars} <= {(0,), (0, 0, 0)}
