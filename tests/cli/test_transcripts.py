"""Transcripts as people write them down: headings or labels, either colon, numbers, times, sides, English, old encodings."""
from __future__ import annotations

import re

import pytest

from consult.cli import main
from consult.cli.replay.stage import title_of
from consult.cli.replay.transcript import LONGEST_TURN, Said, decoded, read_transcript

HALL = [Said("陈秀兰", "先说费用。"), Said("王德福", "一楼怎么补偿？"), Said("陈秀兰", "按面积。")]


@pytest.mark.parametrize("text", [
    "# 例会\n\n### 陈秀兰：\n\n先说费用。\n\n### 王德福:\n一楼怎么补偿？\n### 陈秀兰：\n按面积。",
    "# 例会\n## 陈秀兰：\n先说费用。\n## 王德福：\n一楼怎么补偿？\n## 陈秀兰：\n按面积。",
    "# 例会\n## 第一部分\n### 1. 陈秀兰：\n先说费用。\n### 2. 王德福：\n一楼怎么补偿？\n## 第二部分\n### 3. 陈秀兰：\n按面积。\n"
    .replace("## 第一部分\n", "").replace("## 第二部分\n", ""),
    "# 例会\n### 陈秀兰\n先说费用。\n### 王德福\n一楼怎么补偿？\n### 陈秀兰\n按面积。",
    "陈秀兰：先说费用。\n王德福：一楼怎么补偿？\n陈秀兰：按面积。",
    "陈秀兰: 先说费用。\n王德福: 一楼怎么补偿？\n陈秀兰: 按面积。",
    "1. 陈秀兰：先说费用。\n2. 王德福：一楼怎么补偿？\n3. 陈秀兰：按面积。",
    "（1）陈秀兰：先说费用。\n（2）王德福：一楼怎么补偿？\n（3）陈秀兰：按面积。",
    "**陈秀兰**：先说费用。\n\n**王德福：** 一楼怎么补偿？\n\n**陈秀兰**：按面积。",
    "[19:02] 陈秀兰：先说费用。\n[19:03:10] 王德福：一楼怎么补偿？\n19:05 陈秀兰：按面积。",
    "- 陈秀兰：先说费用。\n- 王德福：一楼怎么补偿？\n- 陈秀兰：按面积。",
])
def test_the_same_three_turns_in_every_way_of_writing(text: str) -> None:
    assert list(read_transcript(text).turns) == HALL


def test_english_speakers_with_titles_and_roles() -> None:
    told = read_transcript(
        "# Parking after nine\nMr Smith: We have 40 places. One thing: visitors.\nDr. O'Neill (chair): Who pays?\n"
        "Mr Smith: The owners; see the note: page 3.\nAnne-Marie de Groot: Agreed.\nDr. O'Neill (chair): Next.\n"
        "Anne-Marie de Groot: Thanks.")
    assert told.title == "Parking after nine" and len(told.turns) == 6
    assert told.speakers == ("Mr Smith", "Dr. O'Neill（chair）", "Anne-Marie de Groot")
    assert told.turns[0].text == "We have 40 places. One thing: visitors."


def test_sides_are_read_where_they_stand_and_missed_where_they_do_not() -> None:
    told = read_transcript(
        "### 陈秀兰（赞成）：\n好。\n### 王德福(反对):\n不好。\n### 李秀英：\n再看看。\n### 周建国（主持人）：\n下一位。\n"
        "### Ms Lee (for):\nYes.")
    assert [(said.speaker, said.stance) for said in told.turns] == [
        ("陈秀兰", "for"), ("王德福", "against"), ("李秀英", ""), ("周建国（主持人）", ""), ("Ms Lee", "for")]


def test_a_colon_in_what_is_said_begins_no_turn() -> None:
    told = read_transcript("陈秀兰：两点。\n第一点：费用。\n王德福：好。\n第二点：采光。\n陈秀兰：完了。\n王德福：谢谢。")
    assert [said.speaker for said in told.turns] == ["陈秀兰", "王德福", "陈秀兰", "王德福"]
    assert told.turns[0].text == "两点。\n第一点：费用。"


def test_sections_are_no_speakers_and_a_turn_without_words_is_none() -> None:
    told = read_transcript("# 会\n\n## 开场\n\n### 甲：\n好。\n### 乙：\n\n## 讨论\n### 甲：\n再说。")
    assert list(told.turns) == [Said("甲", "好。"), Said("甲", "再说。")]


@pytest.mark.parametrize("text", ["", "   \n\n", "# 只有标题", "一段话，没有谁说。\n又一段。", "| 表 | 格 |\n|---|---|"])
def test_a_text_in_which_nobody_speaks_is_refused_with_what_is_expected(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape("### name：")):
        read_transcript(text)


def test_a_turn_that_is_too_long_is_named() -> None:
    with pytest.raises(ValueError, match=r"turn 2 \(乙\) has 20001 characters"):
        read_transcript(f"### 甲：\n好。\n### 乙：\n{'长' * (LONGEST_TURN + 1)}")


def test_old_encodings_are_read_and_pictures_are_not() -> None:
    text = "### 陈秀兰：\n先说费用。"
    for way in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert decoded(text.encode(way)) == text
    with pytest.raises(ValueError, match="no text"):
        decoded(b"\x89PNG\r\n\x1a\n\xff\xff\xff")


@pytest.mark.parametrize(("title", "wanted"), [("例会", "例会（会议回放）"), ("很长" * 50, ("很长" * 50)[:60]), ("加装电梯", "加装电梯")])
def test_any_title_is_the_title_of_a_matter(title: str, wanted: str) -> None:
    assert title_of(read_transcript(f"# {title}\n### 甲：\n好。")) == wanted


@pytest.mark.parametrize(("name", "content", "said"), [
    ("missing.md", None, "No such file"), ("empty.md", b"", "nobody speaks"), ("picture.png", b"\x89PNG\xff\xff\xff\x00", "no text"),
])
def test_the_command_says_in_one_line_what_is_wrong(
    tmp_path, capsys, monkeypatch, name: str, content: bytes | None, said: str  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path))
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["replay", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1 and "Traceback" not in told
