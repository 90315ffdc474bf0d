"""Every paper of a rehearsal says on every sheet that it is one; a real one never does, whatever is written in it."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx as python_docx
import pytest
from pypdf import PdfReader

from consult.account.rules import cards
from consult.core.rehearsals import MARK, WORDS
from consult.minutes.rules.papers import building, docx, pdf
from consult.minutes.rules.papers.akoma_ntoso import akoma_ntoso
from consult.minutes.rules.papers.paper import Record
from consult.typeset.fonts import faces
from tests.minutes.whole_record import OFFICE, record

needs_font = pytest.mark.skipif(faces() is None, reason="no Chinese font on this machine (make run installs one)")
KINDS = ("record", "summary", "notice")
REHEARSING = replace(OFFICE, name=f"青禾社区{MARK}")


def sheets(file: bytes) -> list[str]:
    return ["".join((page.extract_text() or "").split()) for page in PdfReader(BytesIO(file)).pages]


@pytest.fixture(scope="module")
def rehearsed() -> Record:
    return replace(record(), office=REHEARSING)


@pytest.fixture(scope="module")
def real() -> Record:
    """One in whose title somebody wrote the very words."""
    return replace(record(), title=f"关于{MARK}的会议记录")


@needs_font
@pytest.mark.parametrize("kind", KINDS)
def test_as_pdf_on_every_sheet(rehearsed: Record, kind: str) -> None:
    said = "".join(WORDS["zh"].split())
    made = sheets(pdf.pdf(building.build(kind, rehearsed)))
    assert made
    assert all(said in sheet for sheet in made)


@needs_font
@pytest.mark.parametrize("kind", KINDS)
def test_a_real_paper_is_not_marked(real: Record, kind: str) -> None:
    said = "".join(WORDS["zh"].split())
    assert not any(said in sheet for sheet in sheets(pdf.pdf(building.build(kind, real))))
    assert not python_docx.Document(BytesIO(docx.docx(building.build(kind, real)))).sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("kind", KINDS)
def test_in_word_at_the_top_of_odd_and_even_pages_and_in_the_title(rehearsed: Record, kind: str) -> None:
    document = python_docx.Document(BytesIO(docx.docx(building.build(kind, rehearsed))))
    tops = [document.sections[0].header, document.sections[0].even_page_header]
    assert [top.paragraphs[0].text for top in tops] == [WORDS["zh"]] * 2
    assert document.core_properties.title.startswith(f"【{WORDS['zh']}】")


def test_in_the_record_for_machines_in_its_name_and_title(rehearsed: Record, real: Record) -> None:
    address = "http://localhost/c/x/s/1/minutes/record.xml"
    assert akoma_ntoso(rehearsed, address).decode().count(f"【{WORDS['zh']}】") == 2
    assert WORDS["zh"] not in akoma_ntoso(real, address).decode()


@needs_font
@pytest.mark.parametrize("form", cards.Form)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_invitations_on_every_sheet(form: cards.Form, language: str) -> None:
    def made(name: str) -> list[str]:
        place = cards.Place(name, language, "https://yishi.example/rehearsal/join")
        card = cards.invitation(place, home="1幢101", code="ABCD-EFGH", until=date(2026, 12, 31))
        return sheets(cards.pdf([card] * 12, form=form, language=language))

    said = "".join(WORDS[language].split())
    assert len(made(f"青禾社区{MARK}")) == (2 if form == cards.Form.CARDS else 12)
    assert all(said in sheet for sheet in made(f"青禾社区{MARK}"))
    assert not any(said in sheet for sheet in made("青禾社区"))
