"""The pages of lists, as the office meets them: handed in, looked at, entered, taken back; and what is handed in wrongly."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import func, select

from consult.community.models import Household, ListChange, Ownership, Person, Post
from consult.core.clock import SetClock
from consult.deadlines import sweep
from tests.builders import Neighbourhood
from tests.web.visits import Seen, Site, Visitor, site_on

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
"""A file of twenty megabytes lies on the disk while it is read; the server of the tests leaves it to the collector."""
HOMES = "网格,楼栋,房号,面积\n第一网格,3幢,1单元301,89.35\n第一网格,91幢,1单元101,60\n"
PEOPLE = "姓名,楼栋,房号,户代表,身份证号\n李秀英,3幢,1单元301,是,50010519900101123X\n马晓东,3幢,1单元301,否,\n段小军,3幢,1单元307,,\n"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def hands_in(
    site: Site, kind: str, raw: bytes | str, name: str = "名单.csv", who: str = "lin", visitor: Visitor | None = None
) -> Seen:
    visitor = visitor or site.visited_by(who)
    data = raw.encode() if isinstance(raw, str) else raw
    parts = [("command_id", "", uuid4().hex.encode()), ("kind", "", kind.encode()), ("file", f'; filename="{name}"', data)]
    body = b"".join(f'--x\r\nContent-Disposition: form-data; name="{field}"{more}\r\n\r\n'.encode() + value + b"\r\n"
                    for field, more, value in parts) + b"--x--\r\n"
    answer = visitor.client.post("/c/qinghe/roster/lists", data=body, content_type="multipart/form-data; boundary=x")
    return Seen(answer)


def looks(site: Site, answer: Seen, show: str = "") -> Seen:
    assert answer.status == 303, answer.words
    return site.visited_by("lin").sees(path_of(answer) + show)


def path_of(answer: Seen) -> str:
    return answer.goes_to.split("/c/qinghe")[1].split("?")[0]


def confirms(site: Site, answer: Seen, **fields: str) -> Seen:
    page = looks(site, answer)
    return site.visited_by("lin").sends(path_of(answer) + "/confirm", digest=page.hidden("digest"), **fields)


def count(neighbourhood: Neighbourhood, kind: type, *where: object) -> int:
    found: int = neighbourhood.look(lambda db: db.scalar(select(func.count()).select_from(kind).where(*where)))
    return found


def test_lists_are_for_the_office_alone(site: Site) -> None:
    assert site.visited_by("lin").sees("/roster/lists").status == 200
    assert site.visited_by("he").sees("/roster/lists").status == 403
    assert hands_in(site, "homes", HOMES, who="he").status == 403


def test_a_list_is_looked_at_entered_and_the_same_again_changes_nothing(neighbourhood: Neighbourhood, site: Site) -> None:
    answer = hands_in(site, "homes", HOMES)
    page = looks(site, answer)
    assert "还没有动名册" in page.words and "91幢1单元101" in page.words and "导入这2行" in page.words
    assert count(neighbourhood, Household, Household.door == "1单元101", Household.area_cm2 == 600_000) == 0
    assert confirms(site, answer).status == 303
    assert count(neighbourhood, Household, Household.door == "1单元101", Household.area_cm2 == 600_000) == 1
    assert "没有要导入的" in looks(site, hands_in(site, "homes", HOMES)).words


def test_what_was_dropped_is_counted_and_never_kept(neighbourhood: Neighbourhood, site: Site) -> None:
    answer = hands_in(site, "people", PEOPLE)
    page = looks(site, answer)
    assert "没有读进来" in page.words and "证件号" in page.words and "50010519900101123X" not in page.source
    kept = neighbourhood.look(lambda db: str(db.execute(select(func.max(ListChange.id))).all()))
    assert "50010519900101123X" not in kept


def test_a_wrong_door_is_marked_with_the_nearest_ones_and_can_be_mended(neighbourhood: Neighbourhood, site: Site) -> None:
    answer = hands_in(site, "people", PEOPLE)
    page = looks(site, answer)
    assert "没有“3幢1单元307”这一户" in page.words
    options = dict(re.findall(r'<option value="(h[0-9]+)"[^>]*>([^<]*)', page.source))
    home = next(value for value, words in options.items() if words == "3幢1单元301")
    again = confirms(site, answer, **{"q:r4.home": home})
    assert again.status == 303 and count(neighbourhood, Person, Person.name == "段小军") == 0, "shown once more first"
    confirms(site, answer)
    assert count(neighbourhood, Person, Person.name == "段小军") == 1


def test_rows_with_a_problem_are_left_aside_and_can_be_saved(neighbourhood: Neighbourhood, site: Site) -> None:
    answer = hands_in(site, "people", PEOPLE)
    saved = site.visited_by("lin").sees(path_of(answer) + "/problems.csv")
    assert "段小军" in saved.source and "没有“3幢1单元307”这一户" in saved.source and "李秀英" not in saved.source
    confirms(site, answer)
    assert count(neighbourhood, Person, Person.name == "马晓东") == 1 and count(neighbourhood, Person, Person.name == "段小军") == 0


def test_two_who_enter_at_once_are_shown_it_again(neighbourhood: Neighbourhood, site: Site) -> None:
    one, other = hands_in(site, "people", PEOPLE), hands_in(site, "people", PEOPLE)
    shown = looks(site, other).hidden("digest")
    confirms(site, one)
    site.visited_by("lin").sends(path_of(other) + "/confirm", digest=shown)
    assert count(neighbourhood, Person, Person.name == "马晓东") == 1
    assert "还没有动名册" in looks(site, other).words


def test_a_list_is_taken_back_as_a_whole(neighbourhood: Neighbourhood, site: Site) -> None:
    people, posts, homes = count(neighbourhood, Person), count(neighbourhood, Post), count(neighbourhood, Household)
    both = [hands_in(site, "homes", HOMES), hands_in(site, "people", PEOPLE)]
    for answer in both:
        confirms(site, answer)
    for answer in reversed(both):
        site.visited_by("lin").sends(path_of(answer) + "/take-back")
        assert "退回去了" in looks(site, answer).words
    assert (count(neighbourhood, Person), count(neighbourhood, Post), count(neighbourhood, Household)) == (people, posts, homes)
    area = neighbourhood.look(lambda db: db.get_one(Household, neighbourhood.households["li"]).area_cm2)
    assert area is None


def test_what_something_depends_on_stays_and_says_what(neighbourhood: Neighbourhood, site: Site) -> None:
    homes = hands_in(site, "homes", HOMES)
    confirms(site, homes)
    confirms(site, hands_in(site, "people", "姓名,楼栋,房号\n金大力,91幢,1单元101\n"))
    site.visited_by("lin").sends(path_of(homes) + "/take-back")
    page = looks(site, homes)
    assert "第3行：后来有人住进来" in page.words and "几行共用的楼栋、网格：后来添了房号" in page.words
    assert count(neighbourhood, Household, Household.door == "1单元101", Household.area_cm2 == 600_000) == 1


def test_after_seven_days_nothing_is_taken_back_and_nothing_of_persons_is_left(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    entered, waiting = hands_in(site, "people", PEOPLE), hands_in(site, "people", PEOPLE)
    confirms(site, entered)
    clock.forward(days=8)
    sweep(site.store)
    assert count(neighbourhood, ListChange, ListChange.after.is_not(None)) == 0
    site.visited_by("lin").sends(path_of(entered) + "/take-back")
    assert count(neighbourhood, Person, Person.name == "马晓东") == 1
    assert "没有导入" in looks(site, waiting).words


@pytest.mark.parametrize("kind", ["homes", "people", "owners", "units", "posts"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_written_out_changes_nothing_when_it_is_handed_in(
    neighbourhood: Neighbourhood, site: Site, kind: str, ending: str
) -> None:
    confirms(site, hands_in(site, "homes", HOMES))
    confirms(site, hands_in(site, "owners", "楼栋,房号,业主,面积\n3幢,1单元301,李秀英、李远方,89.35\n91幢,1单元101,青禾物业,60\n"))
    assert count(neighbourhood, Ownership) == 2
    file = site.visited_by("lin").sees(f"/roster/lists/export/{kind}.{ending}").answer.get_data()
    page = looks(site, hands_in(site, kind, file, f"名册.{ending}"))
    assert "没有要导入的" in page.words and "有问题 0" in page.words, page.words


@pytest.mark.parametrize("kind", ["homes", "people", "owners", "units", "posts"])
def test_a_template_is_a_list_that_can_be_read(site: Site, kind: str) -> None:
    for ending in ("csv", "xlsx"):
        file = site.visited_by("lin").sees(f"/roster/lists/template/{kind}.{ending}").answer.get_data()
        assert "1行" in looks(site, hands_in(site, kind, file, f"空表.{ending}")).words


def zip_bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr("xl/workbook.xml", "<workbook/>")
        box.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(("raw", "name", "says"), [
    (zip_bomb, "炸弹.xlsx", "太大"), (lambda: b"%PDF-1.7 x", "名单.pdf", "PDF"), (lambda: b"", "空.csv", "空"),
    (lambda: "网格,楼栋,房号\n".encode(), "只有表头.csv", "表头"), (lambda: "姓名,职务\n李秀英,主任\n".encode(), "别的名单.csv", "名单"),
    (lambda: b"a,b\n" * 5_300_000, "二十兆.csv", "20"),
])
def test_a_file_that_is_no_such_list_is_refused_in_words_and_keeps_nothing(
    neighbourhood: Neighbourhood, site: Site, raw: Callable[[], bytes], name: str, says: str
) -> None:
    visitor = site.visited_by("lin")
    answer = visitor.client.post("/c/qinghe/roster/lists", data={
        "command_id": uuid4().hex, "kind": "homes", "file": (BytesIO(raw()), name)},
        content_type="multipart/form-data")
    assert answer.status_code == 303
    page = visitor.sees("/roster/lists")
    assert ("交过的名单" not in page.words and 'class="toast' in page.source) or "flash" in page.source or "notice" in page.source


@pytest.mark.parametrize(("who", "length"), [("he", 3_000_000), ("lin", 30_000_000)])
def test_more_than_a_form_is_let_in_for_the_office_alone(site: Site, who: str, length: int) -> None:
    assert hands_in(site, "homes", b"x" * length, who=who).status == 413


def test_an_area_that_cannot_be_stands_by_its_row(site: Site) -> None:
    page = looks(site, hands_in(site, "homes", "楼栋,房号,面积\n3幢,1单元301,0\n3幢,1单元201,1000000000\n3幢,1单元301,80\n"))
    assert "有问题 3" in page.words


def test_three_thousand_rows_with_a_problem_have_pages(site: Site) -> None:
    rows = "".join(f"住户{n},77幢,{n}\n" for n in range(3000))
    answer = hands_in(site, "people", "姓名,楼栋,房号\n" + rows)
    page = looks(site, answer)
    assert "有问题 3000" in page.words and page.source.count('class="is-problem"') == 50
    assert looks(site, answer, "?page=60").source.count('class="is-problem"') == 50
