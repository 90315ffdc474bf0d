"""Papers from one record: what they say, their geometry measured from the file, their structure read back."""
from __future__ import annotations

import itertools
import re
import time
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx as python_docx
import pdfplumber
import pytest
from docx.shared import Mm
from docx.styles.styles import Styles
from lxml import etree

from consult.cli.replay.transcript import Transcript
from consult.core.errors import RuleBroken
from consult.minutes.rules.drafting import Fact
from consult.minutes.rules.papers import building, docx, pdf
from consult.minutes.rules.papers.akoma_ntoso import NAMESPACE, akoma_ntoso
from consult.minutes.rules.papers.paper import Block, Entry, Paper, Record, Remark
from consult.minutes.rules.papers.sitting import read_sitting
from consult.minutes.rules.papers.words import WORDS, heading
from consult.typeset.fonts import faces_among
from tests.minutes.whole_record import as_log, record, three_pages, transcript

SCHEMA = Path(__file__).parents[1] / "data" / "schemas" / "akomantoso30.xsd"
MM = 72 / 25.4
IN = {"a": NAMESPACE}
needs_font = pytest.mark.skipif(pdf.faces() is None, reason="no Chinese font on this machine (make run installs one)")


# --- Akoma Ntoso


@pytest.fixture(scope="module")
def schema() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMA))


def written(held: Record) -> Any:
    return etree.fromstring(akoma_ntoso(held, "http://localhost/c/x/s/1/minutes/record.xml"))


def test_a_real_meeting_validates_with_a_speech_a_turn_and_a_person_a_speaker(schema: Any) -> None:
    told = transcript()
    root = written(record(told))
    assert schema.validate(root), schema.error_log
    assert root[0].get("name") == "minutes"
    speeches, people = root.findall(".//a:speech", IN), root.findall(".//a:TLCPerson", IN)
    assert (len(speeches), len(people)) == (89, 30) == (len(told.turns), len(told.speakers))
    named = {f"#{person.get('eId')}": person.get("showAs") for person in people}
    spoken = [(named[speech.get("by")], "\n".join(p.text or "" for p in speech.findall("a:p", IN))) for speech in speeches]
    assert spoken == [
        (said.speaker, "\n".join(line for line in said.text.split("\n") if line.strip())) for said in told.turns]


def test_every_reference_resolves_and_the_counts_are_there(schema: Any) -> None:
    root = written(record(objections=[Remark(3, "李秀英", "不对")]))
    ids = [each.get("eId") for each in root.iter() if each.get("eId")]
    assert len(ids) == len(set(ids))
    pointing = {value for each in root.iter() for value in each.attrib.values() if value.startswith("#")}
    assert pointing and {value[1:] for value in pointing} <= set(ids)
    verified, voting = root.find(".//a:quorumVerification", IN), root.find(".//a:voting", IN)
    assert {each.get("refersTo"): each.get("value") for each in verified.findall("a:count", IN)} == {
        "#count-eligible": "30", "#count-present": "30"}
    assert {each.get("refersTo"): each.get("value") for each in voting.findall("a:count", IN)} == {
        "#count-for": "20", "#count-against": "8", "#count-abstain": "2", "#count-eligible": "30", "#count-present": "30"}


def test_votes_on_amendments_and_straw_polls_are_votings_with_their_counts(schema: Any) -> None:
    facts = as_log(transcript())
    at = next(n for n, fact in enumerate(facts) if fact.name == "VoteClosed")
    said = {"zh": "赞成18，反对10，弃权2，通过。", "en": "18 for, 10 against, 2 abstained: passed."}
    counts = {"for": 18, "against": 10, "abstain": 2, "eligible": 30, "present": 30, "verdict": "passed", "said": said}
    more = [("AmendmentVoted", {"discussion_id": 1, "motion_id": 1, "amendment_id": 1, "ballot_id": 9, "result": counts}),
            ("StrawClosed", {"straw_id": 1, "kind": "straw", "text": "先做样板吗", "counts": {"for": 9, "against": 3, "unsure": 4}}),
            ("StrawClosed", {"straw_id": 2, "kind": "temperature", "text": "", "counts": {"1": 2, "2": 0, "3": 5, "4": 6, "5": 1}})]
    told = [Fact(1000 + n, name, facts[at].at, data) for n, (name, data) in enumerate(more)]
    root = written(record(sitting=read_sitting([*facts[:at], *told, *facts[at:]])))
    assert schema.validate(root), schema.error_log
    votings = [(voting.get("outcome"), {c.get("refersTo"): int(c.get("value")) for c in voting.findall("a:count", IN)})
               for voting in root.findall(".//a:voting", IN)]
    assert len(votings) == 4
    assert ("#verdict-passed", {"#count-for": 18, "#count-against": 10, "#count-abstain": 2, "#count-eligible": 30,
                                "#count-present": 30}) in votings
    assert ("#verdict-binds_nobody", {"#count-for": 9, "#count-against": 3, "#count-unsure": 4}) in votings
    assert ("#verdict-binds_nobody", {f"#count-{n}": c for n, c in zip("12345", (2, 0, 5, 6, 1), strict=True)}) in votings
    ids = {each.get("eId") for each in root.iter() if each.get("eId")}
    assert {value[1:] for each in root.iter() for value in each.attrib.values() if value.startswith("#")} <= ids


@pytest.mark.parametrize("said", ["", "一句", "一段\n二段\n\n四段", "<b>&\"'</b>", "带\x0b控制\ufffe字符", "🙂 ok"])
def test_whatever_was_said_stays_well_formed(schema: Any, said: str) -> None:
    told = Transcript("# 题 & <目>", [type(transcript().turns[0])(who, said) for who in ("甲 &", "乙<", "甲 &")])
    root = written(record(told))
    assert schema.validate(root), schema.error_log
    assert (len(root.findall(".//a:speech", IN)), len(root.findall(".//a:TLCPerson", IN))) == (3, 2)


def test_a_meeting_in_which_nothing_happened_validates(schema: Any) -> None:
    held = record()
    assert schema.validate(written(record(entries=[held.entries[0]]))), schema.error_log


# --- what papers say


def words_of(kind: str, held: Record) -> str:
    return "\n".join(f"{block.label}{block.text}" for block in building.build(kind, held).blocks)


def test_the_summary_says_what_was_heard_held_decided_and_asked() -> None:
    said = words_of("summary", three_pages())
    for words in ("现将议定事项纪要如下：", "一、关于「uberX", "会议听取了30人89次发言。", "会议认为，加装电梯",
                  "经表决，赞成20，反对8，弃权2，通过。会议决定：委托两家公司出图报价。",
                  "会议要求，由青禾物业负责，2026年12月31日前完成。", "出席與會者01、"):
        assert words in said


def test_the_notice_says_the_result_the_period_and_where_to_object() -> None:
    said = words_of("notice", record())
    for words in ("会议决定：委托两家公司出图报价。", "2026年11月29日至2026年12月13日，共15天。",
                  "青禾社区居民委员会", "电话：021-5555 0101。", "地址：青禾路1号。"):
        assert words in said


def test_the_minutes_carry_signatures_objections_and_corrections() -> None:
    said = words_of("record", record(
        objections=[Remark(12, "李秀英", "我没有这样说。", "照录音核对过。"), Remark(13, "王德福", "漏了一句。")],
        errata=[Remark(2, "林晓梅", "实到31人。", reason="漏记一人。")], readers={"confirmed": 24, "not_reached": 6}))
    for words in ("主持人：周建国（2026年11月28日签名）", "第12行，李秀英：我没有这样说。", "答复：照录音核对过。", "没有答复。",
                  "更正为：实到31人。理由：漏记一人。（第2行）",
                  "24人核对无误，6人没有联系上或没有答复", "文字校验码：abab"):
        assert words in said


def test_a_hearing_has_a_report_due_in_seven_working_days() -> None:
    held = record()
    held.sitting.kind = "hearing"
    assert building.papers_of(held) == ("record", "report")
    said = words_of("report", held)
    for words in ("一、基本情况", "二、听证事项", "三、各方意见", "提问：89人次。", "四、分歧", "五、处理建议", "（2026年12月7日前）"):
        assert words in said


def test_both_languages_have_the_same_words_and_headings_are_numbered() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    assert [heading(n, "zh") for n in (1, 10, 11, 20, 23)] == ["一、", "十、", "十一、", "二十、", "二十三、"]
    assert heading(3, "en") == "3. "


def test_a_public_record_hides_names_everywhere() -> None:
    held = record(objections=[Remark(1, "與會者05", "與會者05说过")])
    public = held.with_texts(lambda text: text.replace("與會者05", "某居民"), [
        type(e)(e.position, e.kind, e.lead.replace("與會者05", "某居民"), e.text.replace("與會者05", "某居民"), e.source_seq)
        for e in held.entries])
    assert "與會者05" in words_of("record", held) and "與會者05" not in words_of("record", public)
    assert "與會者05" not in akoma_ntoso(public, "x").decode()
    assert "與會者05" in words_of("record", held), "the archive is untouched"


# --- PDF


@pytest.fixture(scope="module")
def summary() -> bytes:
    return pdf.pdf(building.build("summary", three_pages()))


def lines_of(page: Any) -> dict[int, list[Any]]:
    """The characters of the text block by line, in 1/10 point from the top."""
    found: dict[int, list[Any]] = {}
    for char in page.chars:
        if char["size"] > 15 and char["text"].strip():
            found.setdefault(round(char["bottom"] * 10), []).append(char)
    return dict(sorted(found.items()))


@needs_font
def test_the_geometry_is_that_of_official_papers(summary: bytes) -> None:
    """A4; margins 37/35/28/26 mm; 22 lines of 28 characters, 225 mm / 22 apart (GB/T 9704-2012)."""
    with pdfplumber.open(BytesIO(summary)) as file:
        assert len(file.pages) == 3
        full, pitches = file.pages[1], []
        for page in file.pages:
            assert (round(page.width / MM, 1), round(page.height / MM, 1)) == (210.0, 297.0)
            # The empty half of a mark at the end of a line may hang out.
            inside = [c for row in lines_of(page).values() for c in row if c["text"] not in "，。、：；）"]
            assert min(c["x0"] for c in inside) >= 28 * MM - 0.6 and max(c["x1"] for c in inside) <= (210 - 26) * MM + 0.6
            assert min(c["top"] for c in inside) >= 37 * MM and max(c["bottom"] for c in inside) <= (297 - 35) * MM
        rows = lines_of(full)
        tops = list(rows)
        pitches = [round((b - a) / 10, 1) for a, b in itertools.pairwise(tops)]
        assert len(rows) == 22 and set(pitches) <= {28.9, 29.0, 29.1}
        assert abs((tops[-1] - tops[0]) / 10 / 21 - 225 * MM / 22) < 0.02
        assert Counter(len(row) for row in rows.values())[28] >= 15
        plain = next(row for row in rows.values() if len(row) == 28)
        assert abs(plain[0]["x0"] - 28 * MM) < 0.5 and abs(plain[-1]["x1"] - (210 - 26) * MM) < 0.6
        assert {round(c["size"], 1) for c in plain} == {16.0}


@needs_font
def test_page_numbers_stand_outside_odd_right_even_left(summary: bytes) -> None:
    with pdfplumber.open(BytesIO(summary)) as file:
        for n, page in enumerate(file.pages, start=1):
            foot = [c for c in page.chars if c["top"] > (297 - 35) * MM]
            assert "".join(c["text"] for c in foot).replace(" ", "") == f"—{n}—"
            assert all(round(c["size"], 1) == 14.0 for c in foot)
            middle = (foot[0]["x0"] + foot[-1]["x1"]) / 2
            assert (middle > page.width / 2) == bool(n % 2)
            assert 6 <= (min(c["top"] for c in foot) - (297 - 35) * MM) / MM <= 9


@needs_font
def test_its_text_can_be_taken_out_and_its_fonts_are_inside(summary: bytes) -> None:
    with pdfplumber.open(BytesIO(summary)) as file:
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in file.pages))
    assert "现将议定事项纪要如下：" in text and "会议要求，由青禾物业负责，2026年12月31日前完成。" in text
    from pypdf import PdfReader

    fonts = [font.get_object() for page in PdfReader(BytesIO(summary)).pages for font in page["/Resources"]["/Font"].values()]
    inside = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert inside and all({"/FontFile3", "/FontFile2"} & set(each) for each in inside)


@needs_font
def test_it_is_made_in_under_a_second() -> None:
    paper = building.build("summary", three_pages())
    pdf.pdf(paper)
    begun = time.perf_counter()
    pdf.pdf(Paper(paper.kind, paper.title + " ", paper.blocks, paper.number))
    assert time.perf_counter() - begun < 1


@needs_font
def test_nothing_that_people_wrote_is_read_as_typst() -> None:
    odd = '#panic("x") *粗* $x$ \\ <label> @who `code` // 注 = 标题 "引'
    made = pdf.pdf(Paper("record", odd, [Block("p", odd), Block("label", odd, "出席"), Block("h1", odd)], draft=True))
    with pdfplumber.open(BytesIO(made)) as file:
        text = re.sub(r"\s", "", file.pages[0].extract_text())
    assert text.count('#panic("x")*粗*$x$') == 4 and "草稿" in text


def test_without_a_chinese_font_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert faces_among(["DejaVu Sans", "Noto Serif"]) is None
    assert faces_among(["FangSong", "Noto Serif CJK SC"]).body == ["FangSong", "Noto Serif CJK SC"]  # type: ignore[union-attr]
    monkeypatch.setattr(pdf, "faces", lambda: None)
    with pytest.raises(RuleBroken) as refused:
        pdf.pdf(Paper("record", "题", []))
    assert refused.value.code == "no_chinese_font"


# --- DOCX


def test_the_word_file_keeps_structure_geometry_and_styles() -> None:
    paper = building.build("summary", three_pages())
    read = python_docx.Document(BytesIO(docx.docx(paper)))
    section = read.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [37, 35, 28, 26]
    assert read.paragraphs[0].text == paper.title and read.paragraphs[0].style.name == "Title"
    told = [(p.style.name, p.text) for p in read.paragraphs[2:]]
    assert told == [(docx.style_of(p), f"{p.label}：{p.text}" if p.label else p.text) for p in paper.paragraphs()]
    for paragraph in read.paragraphs:
        assert paragraph.paragraph_format.line_spacing is None, "told by the style, not by the paragraph"
        assert all(run.font.size is None and run.font.name is None and run.bold is None for run in paragraph.runs)
    assert read.styles["公文标题一"].base_style.name == "Heading 1"


def test_a_word_file_looks_no_style_up_for_each_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m bench papers` has the ratio to the PDF; python-docx looked styles up anew, in time that grew with both."""
    asked: list[str] = []
    whole = Styles.get_style_id
    monkeypatch.setattr(Styles, "get_style_id", lambda self, *of: asked.append("") or whole(self, *of))  # type: ignore[func-returns-value]
    paper = building.build("record", record())
    docx.docx(paper)
    once = len(asked)
    docx.docx(Paper(paper.kind, paper.title, [*paper.blocks, *paper.blocks], paper.number))
    assert len(asked) == 2 * once < 20


# --- what every form says of itself


@pytest.mark.parametrize(("language", "author", "tag"), [("zh", "咨询会议", "zh-CN"), ("en", "consultation meeting", "en-GB")])
def test_a_word_file_carries_author_language_title_and_day(language: str, author: str, tag: str) -> None:
    paper = building.build("record", record(language=language))
    known = python_docx.Document(BytesIO(docx.docx(paper))).core_properties
    assert (known.title, known.author, known.language) == (paper.title, author, tag)
    assert known.created.date() == known.modified.date() == date(2026, 11, 29)


@needs_font
@pytest.mark.parametrize(("language", "author"), [("zh", "咨询会议"), ("en", "consultation meeting")])
def test_a_pdf_carries_author_language_title_and_day(language: str, author: str) -> None:
    from pypdf import PdfReader

    paper = building.build("record", record(language=language))
    read = PdfReader(BytesIO(pdf.pdf(paper)))
    assert read.metadata is not None and read.metadata.creation_date is not None
    assert (read.metadata.title, read.metadata.author) == (paper.title, author)
    assert read.metadata.creation_date.date() == date(2026, 11, 29)
    assert str(read.trailer["/Root"]["/Lang"]).split("-")[0] == language  # type: ignore[index]


def test_akoma_ntoso_carries_author_language_and_title() -> None:
    held = record()
    root = written(held)
    assert root.find(".//a:FRBRExpression/a:FRBRlanguage", IN).get("language") == "zho"
    assert root.find(".//a:FRBRname", IN).get("value") == root.find(".//a:docTitle", IN).text == held.title
    author = root.find(".//a:FRBRWork/a:FRBRauthor", IN).get("href")
    assert root.find(f".//a:TLCOrganization[@eId='{author[1:]}']", IN).get("showAs") == "咨询会议"


def test_the_notice_is_the_offices_paper_and_the_rest_the_bodys() -> None:
    assert building.build("notice", record()).author == "青禾社区居民委员会"
    assert building.build("summary", record()).author == "咨询会议"


def test_the_works_of_many_records_have_uris_of_their_own() -> None:
    """Two communities may have a body of the same name that meets on the same day under the same number."""
    def uri(**of: Any) -> str:
        found: str = written(record(entries=record().entries[:1], **of)).find(".//a:FRBRWork/a:FRBRuri", IN).get("value")
        return found

    told = [{"community": place, "body_id": body, "meeting_id": meeting}
            for meeting, (place, body) in enumerate(((place, body) for place in ("qinghe", "baihua", "qinghe-2")
                                                     for body in (1, 2, 11, 12)), start=1)]
    found = [uri(**of) for of in told] + [uri(community="qinghe", body_id=1, meeting_id=99)]
    assert len(set(found)) == len(found) == 13
    assert found[0] == "/akn/cn/debate/minutes/qinghe-body-1/2026-11-26/2026-1-1"
    root = written(record())
    work, expression = (root.find(f".//a:{level}/a:FRBRuri", IN).get("value") for level in ("FRBRWork", "FRBRExpression"))
    assert expression == f"{work}/zho@2026-11-26"


@pytest.mark.parametrize("said", ["", "\n\n", "一段\n\n  \n二段\n", "\x0b\x0b"])
def test_no_form_of_a_paper_has_an_empty_paragraph(said: str) -> None:
    told = Transcript("题", [type(transcript().turns[0])(who, said) for who in ("甲", "乙")])
    held = record(told)
    held = record(told, entries=[*held.entries, Entry(90, "heard", "", said), Entry(91, "note", "", "")])
    for kind in building.papers_of(held):
        paper = building.build(kind, held)
        assert all(p.text.strip() or p.label for p in paper.paragraphs())
        assert all(p.text.strip() for p in python_docx.Document(BytesIO(docx.docx(paper))).paragraphs)
    root = written(held)
    for tag in ("p", "narrative", "heading", "from", "docTitle"):
        assert all("".join(each.itertext()).strip() for each in root.iter(f"{{{NAMESPACE}}}{tag}")), tag


@pytest.mark.parametrize(("language", "words"), [
    ("zh", {"#count-eligible": "应到", "#quorum-met": "达到法定人数", "#verdict-passed": "通过", "#stance-question": "提问"}),
    ("en", {"#count-eligible": "entitled", "#quorum-met": "quorum met", "#verdict-passed": "passed", "#stance-question": "question"})])
def test_codes_are_said_in_the_records_language(language: str, words: dict[str, str]) -> None:
    root = written(record(language=language))
    shown = {f"#{each.get('eId')}": each.get("showAs") for each in root.iter() if each.get("showAs")}
    assert words.items() <= shown.items()
    capacity = {"zh": "主持人：周建国 (2026-11-28)", "en": "Chair: 周建国 (2026-11-28)"}[language]
    assert root.find(".//a:conclusions/a:p", IN).text == capacity


def test_moments_carry_the_communitys_zone() -> None:
    root = written(record())
    assert all(speech.get("startTime").endswith("+08:00") for speech in root.iterfind(".//a:speech", IN))
    assert root.find(".//a:TLCConcept[@eId='timezone']", IN).get("showAs") == "Asia/Shanghai"
    assert "19:00至20:41（中国标准时间，UTC+08:00）" in words_of("record", record())
    assert "19:00 to 20:41 (China Standard Time, UTC+08:00)" in words_of("record", record(language="en"))
