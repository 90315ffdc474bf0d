"""Proposing, endorsing, screening and reading a matter, as people meet them."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.matter import actions, queries
from consult.matter.models import Matter
from consult.resolution import actions as resolutions
from consult.resolution import queries as dockets
from tests.builders import Neighbourhood, Room
from tests.builders_answers import reported
from tests.builders_projects import Services
from tests.web.test_shell_pages import HAN, Reader
from tests.web.visits import Site, site_on

WORDS = {
    "title": "北侧空地设折叠晾衣架", "what": "在北侧空地装几组能折叠的晾衣架，一楼人家有地方晒被子。",
    "place": "北侧空地", "affected": "一楼住户", "expected": "装好8组晾衣架", "category": "facilities",
}
REASON = "属于社区公共事务，可以提交议事会。"
ENDORSE = 'action="/c/qinghe/m/2026-001/endorse"'


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def the_matter(neighbourhood: Neighbourhood, no: str = "2026-001") -> Matter:
    found: Matter = neighbourhood.see(queries.matter_by_no, neighbourhood.community, no)
    return found


def publish_minutes(neighbourhood: Neighbourhood, room: Room) -> None:
    neighbourhood.publish_minutes(room)


def answered(neighbourhood: Neighbourhood, **reply: object) -> Room:
    """A matter that went the whole way: decided, minutes published, replied to."""
    room = neighbourhood.a_closed_meeting()
    publish_minutes(neighbourhood, room)
    entry = neighbourhood.see(dockets.docket, neighbourhood.community)[0]
    neighbourhood.do("wu", resolutions.reply, entry_id=entry.id, between_rule="联席会议议事规则第八条", **{
        "decision": "adopt", "reason": "经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。",
        "unit_id": neighbourhood.units["property"], "due_on": date(2026, 12, 31),
        "to_dissenters": "一楼的采光另请专业人员测算，结果张榜公布。",
    } | reply)
    return room


# --- the list and the look-up


def test_a_word_of_two_characters_finds_a_matter(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    neighbourhood.a_matter(by="gu", title="北侧空地设晾衣架", what="一楼人家没有地方晒被子，想装几组。", expected="装好8组")
    seen = site.visited_by().sees("/matters?q=电梯")
    assert "“电梯”找到1件" in seen.words and "加装电梯" in seen.words and "晾衣架" not in seen.words


def test_a_search_that_finds_nothing_says_what_to_do(site: Site) -> None:
    seen = site.visited_by().sees("/matters?q=飞碟")
    assert "没有找到“飞碟”" in seen.words and "换一个词试试" in seen.words


def test_an_empty_community_invites_to_propose(site: Site) -> None:
    assert "还没有人提过事" in site.visited_by().sees("/matters").words


def test_the_list_keeps_to_one_stage(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="admitted")
    neighbourhood.a_matter(by="gu", title="北侧空地设晾衣架")
    seen = site.visited_by().sees("/matters?stage=gathering")
    assert "晾衣架" in seen.words and "加装电梯" not in seen.words
    assert "现在没有走到这一步的事" in site.visited_by().sees("/matters?stage=working").words
    assert site.visited_by().sees("/matters?stage=nonsense").words.count("2026-00") == 2


def test_the_list_goes_on_after_twenty(neighbourhood: Neighbourhood, site: Site) -> None:
    for number in range(21):
        neighbourhood.a_matter(title=f"第{number}件要商量的事")
    first, second = (site.visited_by().sees(f"/matters?page={page}").words for page in (1, 2))
    assert "第1页，共2页" in first and "第0件要商量的事" not in first and "第0件要商量的事" in second


def test_a_number_leads_to_its_matter(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    for typed in ("001", "2026-001", "1", " 001号 "):
        assert site.visited_by().sees(f"/find?q={typed}").goes_to == "/c/qinghe/m/2026-001"
    assert site.visited_by().sees("/m/001").goes_to == "/c/qinghe/m/2026-001"


def test_what_is_no_number_of_ours_leads_to_the_list(site: Site) -> None:
    assert site.visited_by().sees("/find?q=999").goes_to == "/c/qinghe/matters?q=999"
    assert site.visited_by().sees("/find?q=").goes_to == "/c/qinghe/matters"
    assert site.visited_by().sees("/m/2026-999").status == 404


# --- proposing


def test_an_empty_proposal_is_told_what_belongs_in_every_field(site: Site) -> None:
    seen = site.visited_by("he").sends("/propose")
    assert seen.status == 400 and seen.source.count('class="field__error"') == len(WORDS)
    assert "用一句话说是什么事" in seen.words and "写一句看得见的结果" in seen.words and "选一个最接近的" in seen.words


def test_a_text_of_a_hundred_thousand_characters_comes_back_whole(neighbourhood: Neighbourhood, site: Site) -> None:
    long = "电梯" * 50_000
    seen = site.visited_by("he").sends("/propose", **WORDS | {"what": long})
    assert seen.status == 400 and "最多2000个字" in seen.words
    assert long in seen.source and WORDS["expected"] in seen.source
    assert neighbourhood.see(queries.matters, neighbourhood.community)[1] == 0


def test_a_proposal_gets_its_number_and_its_draft_is_forgotten(neighbourhood: Neighbourhood, site: Site) -> None:
    he = site.visited_by("he")
    sent = he.sends("/propose", **WORDS)
    assert (sent.status, sent.goes_to) == (303, "/c/qinghe/m/2026-001")
    shown = he.sees("/m/2026-001")
    assert "提好了，编号2026-001" in shown.words and "何女士提议" in shown.words
    assert f'<meta name="draft-done" content="qinghe:{neighbourhood.people["he"]}:propose">' in shown.source


def test_the_same_form_sent_twice_is_one_matter(neighbourhood: Neighbourhood, site: Site) -> None:
    he = site.visited_by("he")
    for _press in range(2):
        assert he.sends("/propose", command_id="one-and-the-same", **WORDS).goes_to == "/c/qinghe/m/2026-001"
    assert neighbourhood.see(queries.matters, neighbourhood.community)[1] == 1


def test_without_a_script_what_is_like_it_is_shown_and_everything_typed_stays(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_matter()
    typed = WORDS | {"title": "给3幢加装电梯", "what": "老人上下楼不便"}
    seen = site.visited_by("gu").sends("/propose", look="1", **typed)
    assert seen.status == 200 and "/c/qinghe/m/2026-001" in seen.source
    assert all(words in seen.source for words in typed.values())
    assert "没有找到像这件事的" in site.visited_by("gu").sends("/propose", look="1", title="飞碟").words


def test_what_is_like_it_comes_as_data_for_the_script(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    answer = site.visited_by().sees("/matters/similar?q=电梯").answer.json
    assert answer == {"found": [{
        "no": "2026-001", "title": "3幢1单元加装电梯", "stage_words": "征集附议", "url": "/c/qinghe/m/2026-001"}]}


def test_only_residents_propose(site: Site) -> None:
    assert site.visited_by().sees("/propose").goes_to.startswith("/sign-in?next=")
    assert site.visited_by("mei").sees("/propose").status == 404
    assert site.visited_by("mei").sends("/propose", **WORDS).status == 404


def test_what_people_write_is_shown_as_words(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(title="<b>加装电梯</b>", what='六层<script>alert("x")</script>十二户')
    source = site.visited_by().sees("/m/2026-001").source
    assert "<b>加装" not in source and "<script>alert" not in source and "&lt;script&gt;" in source


# --- standing behind a matter


def test_endorsing_says_how_many_households_are_missing(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    gu = site.visited_by("gu")
    assert ENDORSE in gu.sees("/m/2026-001").source
    gu.sends("/m/2026-001/endorse")
    seen = gu.sees("/m/2026-001")
    assert "现在1户，还差2户附议" in seen.words and "收回附议" in seen.words and ENDORSE not in seen.source


def test_an_endorsement_can_be_taken_back(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    gu = site.visited_by("gu")
    gu.sends("/m/2026-001/endorse")
    gu.sends("/m/2026-001/take-back")
    assert "附议收回了。现在0户" in gu.sees("/m/2026-001").words


def test_a_household_does_not_endorse_its_own_matter(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(by="gu")
    for who in ("gu", "gu_jr"):
        seen = site.visited_by(who).sees("/m/2026-001")
        assert "自己家提的事，附议要由别家来" in seen.words and ENDORSE not in seen.source
    assert site.visited_by("gu_jr").sends("/m/2026-001/endorse").status == 409


def test_a_passer_by_is_asked_to_sign_in_and_comes_back(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    seen = site.visited_by().sees("/m/2026-001")
    assert "登录后附议" in seen.words and 'href="/sign-in?next=/c/qinghe/m/2026-001"' in seen.source
    assert site.visited_by().sends("/m/2026-001/endorse").goes_to == "/sign-in"


def test_a_neighbour_from_elsewhere_sees_what_a_passer_by_sees(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="endorsed")
    assert site.visited_by("mei").sees("/m/2026-001").words == site.visited_by().sees("/m/2026-001").words
    assert site.visited_by("yu").sends("/m/2026-001/endorse").status == 404


def test_nobody_but_the_office_learns_who_endorsed(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="endorsed")
    for who in (None, "he", "chen", "gu", "zhou", "mei"):
        source = site.visited_by(who).sees("/m/2026-001").source
        assert "顾桂芳" not in source and "顾阿姨" not in source and "1单元" not in source.replace("3幢1单元", "")
    assert "顾桂芳、马建军、许家宁" in site.visited_by("lin").sees("/m/2026-001").words


# --- what its author may do


def test_the_author_revises_and_the_earlier_words_stay(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    he = site.visited_by("he")
    assert "六层12户" not in he.sees("/m/2026-001/revise").words
    assert "6层12户" in he.sees("/m/2026-001/revise").source
    assert he.sends("/m/2026-001/revise", **WORDS).goes_to == "/c/qinghe/m/2026-001"
    shown = site.visited_by().sees("/m/2026-001")
    assert WORDS["title"] in shown.words and "原来的写法，改过1次" in shown.words and "6层12户" in shown.words


def test_a_revision_that_lacks_something_keeps_what_was_typed(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    seen = site.visited_by("he").sends("/m/2026-001/revise", **WORDS | {"expected": ""})
    assert seen.status == 400 and WORDS["what"] in seen.source and "写一句看得见的结果" in seen.words


def test_the_author_takes_a_matter_back(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    he = site.visited_by("he")
    assert "确定收回" in he.sees("/m/2026-001").words
    he.sends("/m/2026-001/withdraw")
    assert "提议人收回" in site.visited_by().sees("/m/2026-001").words
    assert the_matter(neighbourhood).state == "withdrawn"


def test_nobody_else_revises_or_withdraws(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    for who in ("gu", "lin"):
        assert "收回这件事" not in site.visited_by(who).sees("/m/2026-001").words
        assert site.visited_by(who).sees("/m/2026-001/revise").status == 403
        assert site.visited_by(who).sends("/m/2026-001/withdraw").status == 403


@pytest.mark.parametrize(("agreed", "state", "said"), [("yes", "joined", "并入别的议题"), ("no", "endorsed", "等审核")])
def test_the_author_answers_whether_to_join(
    neighbourhood: Neighbourhood, site: Site, agreed: str, state: str, said: str
) -> None:
    neighbourhood.a_matter(by="gu", title="北侧空地设晾衣架")
    matter = neighbourhood.a_matter(state="endorsed")
    neighbourhood.do("lin", actions.suggest_join, matter_id=matter, into_no="001", reason="和001号说的是一回事，并在一起议。")
    he = site.visited_by("he")
    assert "请您答复：要不要并入2026-001号" in he.sees("/m/2026-002").words
    assert "请您答复" not in site.visited_by("gu").sees("/m/2026-002").words
    he.sends("/m/2026-002/join", agreed=agreed)
    assert the_matter(neighbourhood, "2026-002").state == state
    assert said in site.visited_by().sees("/m/2026-002").words


# --- screening


def test_the_office_finds_the_form_and_nobody_else(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="endorsed")
    assert "/c/qinghe/m/2026-001/screen" in site.visited_by("lin").sees("/m/2026-001").source
    seen = site.visited_by("lin").sees("/m/2026-001/screen")
    assert seen.status == 200 and "理由马上公开" in seen.words
    assert site.visited_by("he").sees("/m/2026-001/screen").status == 403
    assert site.visited_by("mei").sees("/m/2026-001/screen").status == 404
    assert site.visited_by("he").sends("/m/2026-001/screen", decision="admit", reason=REASON).status == 403


def test_what_is_not_to_be_screened_now_is_refused_kindly(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    assert site.visited_by("lin").sees("/m/2026-001/screen").status == 409


@pytest.mark.parametrize(("form", "said"), [
    ({}, "四样里选一样"), ({"decision": "admit"}, "理由要公开，受理也要写"),
    ({"decision": "return", "reason": "太短"}, "至少10个字"),
    ({"decision": "join", "reason": REASON}, "写要并入的编号"),
    ({"decision": "join", "reason": REASON, "into_no": "999"}, "没有这个编号"),
    ({"decision": "join", "reason": REASON, "into_no": "001"}, "不能并入它自己"),
    ({"decision": "redirect", "reason": REASON}, "写转给谁"), ({"decision": "burn", "reason": REASON}, "四样里选一样"),
])
def test_an_answer_that_lacks_something_keeps_what_was_typed(
    neighbourhood: Neighbourhood, site: Site, form: dict[str, str], said: str
) -> None:
    neighbourhood.a_matter(state="endorsed")
    seen = site.visited_by("lin").sends("/m/2026-001/screen", **form)
    assert seen.status == 400 and said in seen.words and form.get("reason", "") in seen.source
    assert the_matter(neighbourhood).state == "endorsed"


@pytest.mark.parametrize(("form", "state", "said"), [
    ({"decision": "admit"}, "admitted", "已受理"), ({"decision": "return"}, "returned", "退回修改"),
    ({"decision": "join", "into_no": "001"}, "join_suggested", "问提议人要不要并入"),
    ({"decision": "redirect", "to": "街道城管办"}, "redirected", "转给街道城管办"),
])
def test_each_of_the_four_answers_is_public_with_its_reason(
    neighbourhood: Neighbourhood, site: Site, form: dict[str, str], state: str, said: str
) -> None:
    neighbourhood.a_matter(by="gu", title="北侧空地设晾衣架")
    neighbourhood.a_matter(state="endorsed")
    sent = site.visited_by("lin").sends("/m/2026-002/screen", reason=REASON, **form)
    assert (sent.status, sent.goes_to) == (303, "/c/qinghe/m/2026-002")
    seen = site.visited_by().sees("/m/2026-002")
    assert said in seen.words and REASON in seen.words and the_matter(neighbourhood, "2026-002").state == state


def test_a_returned_matter_asks_its_author_to_revise(neighbourhood: Neighbourhood, site: Site) -> None:
    matter = neighbourhood.a_matter(state="endorsed")
    neighbourhood.do("lin", actions.return_to_author, matter_id=matter, reason="请写清楚是做饭还是只配餐。")
    assert "社区请您改一改再交" in site.visited_by("he").sees("/m/2026-001").words
    assert "社区请您改一改再交" not in site.visited_by("gu").sees("/m/2026-001").words
    assert "请写清楚是做饭还是只配餐" in site.visited_by("he").sees("/m/2026-001/revise").words


# --- the rest of the way


def test_who_may_convene_is_led_there(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="admitted")
    assert 'href="/c/qinghe/meetings/new?matter=2026-001"' in site.visited_by("lin").sees("/m/2026-001").source
    assert "/meetings/new" not in site.visited_by("chen").sees("/m/2026-001").source


def test_a_matter_in_a_meeting_leads_into_the_room(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    seen = site.visited_by("chen").sees("/m/2026-001")
    assert "进入会场" in seen.words and f'href="/c/qinghe/s/{room.meeting_id}"' in seen.source


def test_what_waits_for_a_reply_says_whose_and_leads_who_may_reply(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_closed_meeting()
    entry = neighbourhood.see(dockets.docket, neighbourhood.community)[0]
    link = f"/c/qinghe/docket/{entry.id}/reply"
    seen = site.visited_by().sees("/m/2026-001")
    assert "还没有答复" in seen.words and "等社区党建联席会议答复" in seen.words and link not in seen.source
    seen = site.visited_by("wu").sees("/m/2026-001")
    assert link in seen.source and "/meetings/new?matter=2026-001" in seen.source
    assert "/meetings/new" not in site.visited_by("lin").sees("/m/2026-001").source


def test_a_reply_that_is_overdue_is_shown_to_everyone(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    neighbourhood.a_closed_meeting()
    assert "turn--late" not in site.visited_by().sees("/m/2026-001").source
    clock.forward(days=39)
    seen = site.visited_by().sees("/m/2026-001")
    assert "turn--late" in seen.source and "超期9天" in seen.words


def test_neighbours_are_never_shown_as_late(neighbourhood: Neighbourhood, site: Site, clock: SetClock) -> None:
    neighbourhood.a_matter()
    clock.forward(days=40)
    seen = site.visited_by().sees("/m/2026-001")
    assert "turn--late" not in seen.source and "超期" not in seen.words and "征集的日子到了" in seen.words


def test_the_page_tells_the_whole_way(neighbourhood: Neighbourhood, site: Site) -> None:
    room = answered(neighbourhood)
    seen = site.visited_by().sees("/m/2026-001")
    assert "赞成4，反对1，弃权0" in seen.words and "青禾物业" in seen.words and "经联席会议研究" in seen.words
    assert f'/b/{room.ballot_id}/result"' in seen.source and f'/s/{room.meeting_id}/minutes"' in seen.source
    done = re.findall(r'<li class="hop hop--done".*?hop__name">([^<]*)', seen.source, re.DOTALL)
    assert [name.strip() for name in done] == [
        "提议", "附议", "审核", "公示", "居民议事会", "表决", "会议记录", "答复"]


def test_a_matter_declined_is_settled_with_its_reason(neighbourhood: Neighbourhood, site: Site) -> None:
    answered(neighbourhood, decision="decline", unit_id=None, due_on=None)
    seen = site.visited_by("he").sees("/m/2026-001")
    assert "结果 不采纳" in seen.words and "现在轮到" not in seen.words


def test_the_receipt_to_hand_over_carries_number_code_and_whose_turn(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_matter()
    seen = site.visited_by().sees("/m/2026-001/slip")
    assert "001 号" in seen.words and "各位邻居" in seen.words and "还差3户附议" in seen.words
    assert "023-5550 0101" in seen.words and 'aria-label="001号议题的二维码' in seen.source


# --- every reader


OWN_WORDS = re.compile("<title>.*?</title>|<textarea.*?</textarea>", re.DOTALL)
"""Where a page cannot say in which language its words are, or need not: the writer knows."""
PAGES = ["/matters", "/matters?q=电梯", "/propose", "/m/2026-001", "/m/2026-001/slip", "/m/2026-002/screen",
         "/m/2026-003/revise"]


@pytest.mark.parametrize("display", ["lang=zh", "lang=en", "lang=zh.mode=elder"])
def test_pages_are_well_formed_for_every_reader(neighbourhood: Neighbourhood, site: Site, display: str) -> None:
    answered(neighbourhood)
    neighbourhood.a_matter(by="gu", state="endorsed")
    neighbourhood.a_matter(by="lin")
    lin = site.visited_by("lin", display=display)
    for path in PAGES:
        read = Reader(OWN_WORDS.sub("", lin.sees(path).source))
        assert read.open == [] and read.headings.count("h1") == 1 and len(read.ids) == len(set(read.ids)), path
        if display == "lang=en":
            assert HAN.findall("".join(read.text)) == [], (path, read.text)


@pytest.mark.parametrize(("path", "most"), [("/matters", 14), ("/m/2026-001", 18), ("/propose", 10)])
def test_a_page_asks_the_database_a_few_times_however_much_there_is(
    neighbourhood: Neighbourhood, site: Site, path: str, most: int
) -> None:
    answered(neighbourhood)
    for _more in range(6):
        neighbourhood.a_matter(by="gu", state="endorsed")
    with site.counting_reads() as asked:
        site.visited_by("lin").sees(path)
    assert len(asked) <= most, asked


def test_the_orders_that_carry_it_out_and_the_papers_of_its_meeting_are_a_tap_away(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = answered(neighbourhood)
    services = Services(neighbourhood)
    made = services.an_order(state="accepted", matter_id=room.matter_id)
    seen = site.visited_by().sees("/m/2026-001")
    assert "落实它的服务单" in seen.words and f'href="/c/qinghe/services/projects/{made.project_id}"' in seen.source
    told = [words for words in ("立了项", "放出来等人接", "接下了") if words in seen.words]
    assert told == ["立了项", "放出来等人接", "接下了"]
    papers = f'href="/c/qinghe/s/{room.meeting_id}/minutes#papers"'
    assert papers in seen.source and papers in site.visited_by().sees(f"/s/{room.meeting_id}/notice").source


def test_who_may_say_so_says_it_is_done_on_the_matters_own_page(neighbourhood: Neighbourhood, site: Site) -> None:
    task = reported(neighbourhood)
    confirm = f'action="/c/qinghe/work/{task}/confirm"'
    assert confirm in site.visited_by("he").sees("/m/2026-001").source
    assert confirm not in site.visited_by("deng").sees("/m/2026-001").source
    assert confirm not in site.visited_by().sees("/m/2026-001").source
    neighbourhood.do("he", resolutions.confirm_done, task_id=task)
    assert confirm not in site.visited_by("he").sees("/m/2026-001").source
