"""A paper as DOCX, with the same geometry, told by styles and not by direct formatting."""
from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml.etree import SubElement

from consult.core.rehearsals import WORDS
from consult.minutes.rules.papers.paper import Paper, Paragraph

LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
COLONS = {"zh": "：", "en": ": "}
LABEL = "公文名单标签"
P_PR, P_STYLE, R_PR, R_STYLE, RUN, TEXT, TAB, VALUE = (
    qn(f"w:{name}") for name in ("pPr", "pStyle", "rPr", "rStyle", "r", "t", "tab", "val"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PITCH = Pt(28.95)
"""225 mm in 22 lines."""
TIGHTER = -5
"""Twentieths of a point between characters: 28 of 16 pt in 156 mm. A character grid would do it in Word; LibreOffice gives
a character that is wider than its cell two cells."""
STYLES = {"h1": "公文标题一", "h2": "公文标题二", "p": "公文正文", "label": "公文名单", "small": "公文附注", "right": "公文落款"}
"""Names as word processors show them; headings are based on the built-in ones, so that an outline is there."""
APART = "另起"
"""What the name of a style ends with whose paragraphs stand a line apart from what is before them."""
FACES = {"body": "仿宋", "serif": "宋体", "sans": "黑体"}


def docx(paper: Paper) -> bytes:
    """The file."""
    document = Document()
    _page(document)
    _styles(document)
    _described(document, paper)
    document.add_paragraph(_printable(paper.title), style="Title")
    if paper.number:
        document.add_paragraph(paper.number, style="公文编号")
    _write(document, paper)
    _page_numbers(document)
    if paper.rehearsal:
        _marked(document.sections[0], WORDS[paper.language])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _marked(section: Any, words: str) -> None:
    """Words at the top of every page, odd and even."""
    for header in (section.header, section.even_page_header):
        header.paragraphs[0].text = words
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _described(document: Any, paper: Paper) -> None:
    """What a reader of files sees without opening it: title, author, language, day."""
    known = document.core_properties
    known.title, known.author, known.language = _printable(paper.title), _printable(paper.author), LANGUAGES[paper.language]
    known.last_modified_by = known.comments = ""
    if paper.on:
        known.created = known.modified = datetime(paper.on.year, paper.on.month, paper.on.day, tzinfo=UTC)


def _write(document: Any, paper: Paper) -> None:
    """The paragraphs, made as XML with each style looked up once: python-docx looks it up anew for every paragraph."""
    colon = COLONS[paper.language]
    ids = {style.name: style.style_id for style in document.styles}
    end = document.element.body.sectPr
    for each in paper.paragraphs():
        paragraph = OxmlElement("w:p")
        _named(SubElement(SubElement(paragraph, P_PR), P_STYLE), ids[style_of(each)])
        if each.label:
            run = SubElement(paragraph, RUN)
            _named(SubElement(SubElement(run, R_PR), R_STYLE), ids[LABEL])
            _text(run, f"{each.label}{colon}")
        _text(SubElement(paragraph, RUN), each.text)
        end.addprevious(paragraph)


def style_of(paragraph: Paragraph) -> str:
    """The name of the style that says how a paragraph looks."""
    return STYLES[paragraph.kind] + (APART if paragraph.apart else "")


def _named(element: Any, id: str) -> None:
    element.set(VALUE, id)


def _text(run: Any, words: str) -> None:
    for n, part in enumerate(_printable(words).split("\t")):
        if n:
            SubElement(run, TAB)
        if part:
            text = SubElement(run, TEXT)
            text.text = part
            text.set(SPACE, "preserve")


def _printable(words: str) -> str:
    """Without the few characters that XML cannot hold."""
    return "".join(c for c in words if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff"))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(22)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def _styles(document: Any) -> None:
    _shape(document.styles["Normal"], "body", 16)
    _as_typed(document.styles["Normal"])
    _in_chinese(document.styles)
    _shape(document.styles["Title"], "serif", 22, centred=True, bold=True)
    _plain(document.styles["Title"])
    new = document.styles.add_style
    for kind, based, face, size in (
        ("h1", "Heading 1", "sans", 16), ("h2", "Heading 2", "sans", 16), ("p", "Normal", "body", 16),
        ("label", "Normal", "body", 16), ("small", "Normal", "sans", 9), ("right", "Normal", "body", 16),
    ):
        style = new(STYLES[kind], WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[based]
        _shape(style, face, size)
        style.paragraph_format.first_line_indent = Pt(32) if kind not in ("small", "right") else Pt(0)
    document.styles[STYLES["right"]].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.styles[STYLES["right"]].paragraph_format.right_indent = Pt(32)
    number = new("公文编号", WD_STYLE_TYPE.PARAGRAPH)
    number.base_style = document.styles["Normal"]
    _shape(number, "body", 16, centred=True)
    for kind in ("label", "right"):  # what a blank line may stand before
        after_a_line = new(STYLES[kind] + APART, WD_STYLE_TYPE.PARAGRAPH)
        after_a_line.base_style = document.styles[STYLES[kind]]
        after_a_line.paragraph_format.space_before = PITCH
    label = new(LABEL, WD_STYLE_TYPE.CHARACTER)
    _face(label, "sans", 16)


def _shape(style: Any, face: str, size: int, *, centred: bool = False, bold: bool = False) -> None:
    _face(style, face, size)
    style.font.bold = bold
    ways = style.paragraph_format
    ways.line_spacing_rule, ways.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    ways.space_before = ways.space_after = Pt(0)
    ways.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY


def _face(style: Any, face: str, size: int) -> None:
    style.font.name, style.font.size = FACES[face], Pt(size)
    style.font.italic = False
    properties = style.element.get_or_add_rPr()
    _black(style)
    _set_apart(style, TIGHTER if size == 16 else 0)
    fonts = properties.find(qn("w:rFonts"))
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), FACES[face])


def _black(style: Any) -> None:
    """Headings of the built-in template are blue, and a style that says nothing takes it from the one it is based on."""
    style.font.color.rgb = RGBColor(0, 0, 0)
    colour = style.element.rPr.find(qn("w:color"))
    for name in ("w:themeColor", "w:themeShade", "w:themeTint"):
        colour.attrib.pop(qn(name), None)


def _set_apart(style: Any, twentieths: int) -> None:
    for old in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(old)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    style.element.rPr.find(qn("w:color")).addnext(spacing)


def _as_typed(style: Any) -> None:
    """Nothing is put between 汉字 and digits that nobody typed there."""
    ways = style.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        ways.find(qn("w:spacing")).addprevious(off)


def _in_chinese(styles: Any) -> None:
    """Whichever face stands in for one that is missing, it has the characters' mainland forms."""
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")


def _plain(style: Any) -> None:
    """Without the coloured rule that the built-in title has below it."""
    for rule in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(rule)


def _page_numbers(document: Any) -> None:
    """— 1 —, at the outer edge: odd pages right, even pages left."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        style = f"公文页码{'右' if side == WD_ALIGN_PARAGRAPH.RIGHT else '左'}"
        made = document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = document.styles["Normal"]
        _face(made, "serif", 14)
        made.paragraph_format.alignment = side
        paragraph = footer.paragraphs[0]
        paragraph.style = made
        paragraph.add_run("— ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
