"""Two hundred private values are written into every free text field; no public answer or file name holds one."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile, is_zipfile

import pytest
from flask import Flask
from pypdf import PdfReader

from consult.community import actions as register
from consult.community.models import Community
from consult.core.clock import SetClock
from consult.matter import actions as matters
from consult.meeting import actions as meetings
from consult.minutes import actions as minutes
from consult.minutes.queries import of_meeting
from consult.publishing import actions as publishing
from consult.resolution import actions as resolutions
from consult.resolution.queries import docket
from tests.applications import give_back, open_application
from tests.builders import Neighbourhood, Room
from tests.builders_publishing import a_head, a_notice, an_objection, let_out

FAMILIES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔", "曦珩翊澜沅璟霁瑜琮玥"
IDS = range(1, 6)


def private(random: Random) -> dict[str, list[str]]:
    """Two hundred of them, twenty-five of a kind."""
    def digits(count: int) -> str:
        return "".join(random.choice("0123456789") for _ in range(count))

    made: dict[str, list[str]] = {kind: [] for kind in ("phone", "spaced", "identity", "card", "plate", "door", "mail", "name")}
    for i in range(25):
        made["phone"].append(f"1{random.choice('3578')}{digits(9)}")
        tail = digits(8)
        made["spaced"].append(f"139 {tail[:4]} {tail[4:]}" if i % 2 else f"139-{tail[:4]}-{tail[4:]}")
        made["identity"].append(f"310115{1950 + i}0{1 + i % 9}1{i % 9}{digits(3)}{random.choice('0123456789X')}")
        made["card"].append(f"6222{digits(15)}")
        made["plate"].append(f"沪{'ABCDEFGHJ'[i % 9]}{digits(5)}")
        made["door"].append(f"{1 + i}幢{1 + i % 4}单元{1 + i % 9}0{1 + i % 4}室")
        made["mail"].append(f"private{i}{digits(3)}@example.com")
        made["name"].append(FAMILIES[i] + GIVEN[i % 10] + GIVEN[(i // 10 + i + 3) % 10])
    assert len({value for values in made.values() for value in values}) == 200
    return made


class Pen:
    """Writes a few private values into whatever is asked for, so that each is written somewhere."""

    def __init__(self, values: list[str]) -> None:
        self._values, self.used = cycle(values), 0

    def __call__(self, words: str, count: int = 4) -> str:
        """Some words with private values in them."""
        self.used += count
        return words + "，".join(islice(self._values, count)) + "。"


@pytest.fixture
def planted(neighbourhood: Neighbourhood) -> tuple[Neighbourhood, list[str]]:
    """A neighbourhood whose every text field holds private values, everything of it published."""
    n, values = neighbourhood, private(Random(7))
    everything = [values[kind][i] for i in range(25) for kind in values]
    n.run(None, lambda work: [register.enter_person(
        work, community=work.get(Community, n.community), name=name, called=f"{name[0]}邻居") for name in values["name"]] and None)
    pen = Pen(everything)
    room = discuss(n, pen)
    record(n, pen, room)
    board(n, pen)
    assert pen.used >= 200
    return n, everything


def discuss(n: Neighbourhood, pen: Pen) -> Room:
    """Propose, screen, convene, speak, move and vote, close."""
    matter = n.a_matter(state="endorsed", title=pen("加装电梯", 2)[:58], what=pen("五楼老人半年没有下楼，联系", 10),
                        place=pen("位置", 3)[:118], affected=pen("影响", 8)[:298], expected=pen("请出图报价，找", 8))
    n.do("lin", matters.admit, matter_id=matter, reason=pen("属于公共事务，理由是", 8))
    back = n.a_matter(state="endorsed", title="退回的一件事情")
    n.do("lin", matters.return_to_author, matter_id=back, reason=pen("请写清楚，理由是", 8))
    away = n.a_matter(state="endorsed", title="转走的一件事情")
    n.do("lin", matters.redirect, matter_id=away, to=pen("转给", 2)[:118], reason=pen("不归社区管，理由是", 8))
    called_off = n.a_meeting(place=pen("会场", 3)[:118], extraordinary_reason=pen("急事", 8))
    n.do("lin", meetings.cancel, meeting_id=called_off.meeting_id, reason=pen("改期，理由是", 8))
    room = n.a_sitting(matter_id=matter, place=pen("会场在", 3)[:118])
    here = {"meeting_id": room.meeting_id}
    n.do("zhou", meetings.open_discussion, **here, discussion_id=room.discussion_id)
    n.do("chen", meetings.raise_hand, **here, stance="against")
    turn = n.do("zhou", meetings.give_floor, **here)["turn_id"]
    n.do("zhou", meetings.note_turn, **here, turn_id=turn, text=pen("我不同意，找", 12))
    n.do("zhou", meetings.end_turn, **here)
    n.do("wang", meetings.submit_statement, **here, stance="against", text=pen("书面意见", 12))
    n.move(room, "chen", who=pen("办的人", 2)[:118], what=pen("委托两家公司出图报价，联系", 8), with_what=pen("费用", 6)[:298])
    vote = Room(room.meeting_id, room.discussion_id, matter, n.do("zhou", meetings.put_to_vote, **here)["ballot_id"])
    n.cast(vote, chen="for", wang="for", li="for", zhao="for", sun="against")
    n.do("zhou", meetings.close_vote, **here)
    n.do("zhou", meetings.close_discussion, **here, outcome="adopted", owner=pen("负责", 2)[:118], due_on=date(2026, 12, 31))
    n.do("zhou", meetings.close_meeting, **here)
    return vote


def record(n: Neighbourhood, pen: Pen, room: Room) -> None:
    """Word, sign and publish the record, let its public version out, correct it; reply."""
    draft = n.see(of_meeting, room.meeting_id, n.community)
    n.do_edit("lin", draft, {}, added=pen("会后补充", 20))
    n.publish_minutes(room, second_reader="")
    let_out(n, room)
    n.do("lin", minutes.append_erratum, minutes_id=draft.id, text=pen("更正", 8), reason=pen("写错了", 6))
    n.do("wu", resolutions.reply, between_rule="联席会议议事规则第八条",
         entry_id=n.see(docket, n.community)[0].id, decision="adopt", unit_id=n.units["property"],
         due_on=date(2026, 12, 31), reason=pen("经联席会议研究，同意委托两家公司出图报价。联系", 10),
         to_dissenters=pen("不同意的邻居担心采光，请找", 8))


def board(n: Neighbourhood, pen: Pen) -> None:
    """Notices with all that can be written about them."""
    id = a_notice(n, title=pen("公示", 2)[:78], basis=pen("依据", 6)[:298], text=pen("现予公示，找", 25), contact=pen("窗口", 4)[:198])
    objection = an_objection(n, id, text=pen("我反对，找", 12))
    n.do("lin", publishing.answer_objection, objection_id=objection, answer=pen("答复", 12))
    down = a_notice(n)
    n.do("lin", publishing.take_down, notice_id=down, reason=pen("标题写错了，找", 8))
    a_head(n)


def addresses(app: Flask, n: Neighbourhood) -> Iterator[str]:
    """Every address that answers everyone, with every number that could stand in it."""
    nos = [f"2026-{number:03d}" for number in IDS]
    fills: dict[str, list[Any]] = {"slug": ["qinghe"], "place": ["qinghe"], "no": nos, "id": list(IDS), "number": [1],
                                    "kind": ["record", "summary", "notice"], "ending": ["pdf", "docx", "xml"],
                                    "step": ["place"]}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            open_to = getattr(app.view_functions[rule.endpoint], "open_to", "")
            if "GET" not in (rule.methods or ()) or open_to != "everyone" or rule.endpoint in ("static", "assets.file"):
                continue
            names = sorted(rule.arguments)
            choices: list[dict[str, Any]] = [{}]
            for name in names:
                choices = [{**done, name: value} for done in choices for value in fills.get(name, [1])]
            yield from (app.url_for(rule.endpoint, **choice) for choice in choices)


def texts_of(answer: Any) -> str:
    """Everything an answer says: body (also inside PDF and zipped XML), headers, the name it is saved under."""
    said = [unquote(f"{name}: {value}") for name, value in answer.headers.items()]
    body = answer.get_data()
    if answer.mimetype == "application/pdf":
        said += [page.extract_text() for page in PdfReader(BytesIO(body)).pages]
    elif is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as archive:
            said += [re.sub(r"<[^>]+>", "", archive.read(name).decode("utf-8", "ignore")) for name in archive.namelist()]
    else:
        said.append(body.decode("utf-8", "ignore"))
    return "\n".join(said)


@pytest.mark.timeout(300)
def test_no_public_answer_holds_a_private_value(
    planted: tuple[Neighbourhood, list[str]], database_url: str, clock: SetClock, tmp_path: Path
) -> None:
    n, values = planted
    app = open_application(database_url, tmp_path, clock=clock)
    app.config["API_REQUESTS_A_MINUTE"] = 100_000
    passer_by, asked, leaks = app.test_client(), 0, []
    for address in [*addresses(app, n), "/c/qinghe/search?q=电梯", "/c/qinghe/matters?q=电梯", "/c/qinghe/notices?year=2026"]:
        answer = passer_by.get(address)
        if answer.status_code == 200:
            asked += 1
            said = texts_of(answer)
            compact = re.sub(r"[\s\u3000]", "", said)
            leaks += [(address, value) for value in values if value in said or value in compact]
    give_back(app)
    assert leaks == []
    assert asked > 60


def test_a_search_for_a_private_value_finds_nothing(planted: tuple[Neighbourhood, list[str]]) -> None:
    """Else the search would tell what the page hides."""
    from consult.publishing import queries

    n, values = planted
    numbers = [value for value in values if value.isdecimal()]
    assert [value for value in numbers if n.see(queries.hits, n.community, value)] == []
