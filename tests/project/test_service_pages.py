"""The pages of 点单服务: what everyone sees, what a unit's delegate does on a phone, what only the office sees."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.project import actions as projects
from tests.builders import Neighbourhood
from tests.builders_projects import RESOURCE, STATES, STEPS, Services
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.fixture
def services(neighbourhood: Neighbourhood) -> Services:
    return Services(neighbourhood)


def test_an_empty_neighbourhood_says_what_will_stand_on_each_list(site: Site) -> None:
    visitor = site.visited_by()
    for path, words in (("/services/", "现在没有"), ("/services/needs", "点一单"), ("/services/resources", "有手艺"),
                        ("/services/projects", "成了项目"), ("/services/posts", "还没有岗位")):
        seen = visitor.sees(path)
        assert seen.status == 200 and words in seen.words, path


@pytest.mark.parametrize("state", STATES)
def test_everyone_of_every_kind_reads_an_order_at_every_step(
    site: Site, services: Services, state: str
) -> None:
    order = services.an_order(state=state)
    for who in (None, "chen", "deng", "lin"):
        for display in ("lang=zh", "lang=en", "lang=zh&mode=elder"):
            visitor = site.visited_by(who, display=display)
            for path in ("/services/", f"/services/projects/{order.project_id}", f"/services/needs/{order.need_id}",
                         "/services/projects", *(("/services/mine",) if who else ())):
                assert visitor.sees(path).status == 200, (who, path)


def test_an_order_is_read_in_few_looks(site: Site, services: Services) -> None:
    order = services.an_order(state="reported")
    visitor = site.visited_by("chen")
    for path in (f"/services/projects/{order.project_id}", "/services/", "/services/mine"):
        with site.counting_reads() as asked:
            assert visitor.sees(path).status == 200
        assert len(asked) <= 26, (path, len(asked))


def test_who_to_ask_for_a_resource_is_on_no_page_but_the_offices(site: Site, services: Services) -> None:
    order = services.an_order(state="drawn")
    contact = str(RESOURCE["contact"])
    for path in ("/services/resources", f"/services/projects/{order.project_id}", "/services/"):
        assert contact not in site.visited_by().sees(path).source
        assert contact not in site.visited_by("chen").sees(path).source
    assert contact in site.visited_by("lin").sees("/services/resources").words


def test_a_neighbour_who_claims_is_not_named_in_public(site: Site, services: Services) -> None:
    order = services.an_order()
    services.claim(order, "he", None)
    for who in (None, "chen", "deng"):
        assert "何静" not in site.visited_by(who).sees(f"/services/projects/{order.project_id}").source
    # On a page that is open to everyone even the office reads the form of address; the agreement has the name.
    assert "何女士" in site.visited_by("lin").sees(f"/services/projects/{order.project_id}").words
    assert "何静" in site.visited_by("lin").sees("/services/claims/1/agreement").words


def test_a_need_is_filed_without_a_name_and_reviewed(site: Site, services: Services) -> None:
    he = site.visited_by("he")
    sent = he.sends("/services/needs/new", title="想学手机挂号", what="每周一次就够，教一教怎么挂号。", category="health",
                    filing="anonymous", people="9", times="weekends", building_id="")
    assert sent.status == 303 and sent.goes_to.endswith("/services/needs")
    lin = site.visited_by("lin")
    found = re.search(r"/services/needs/(\d+)", lin.sees("/services/needs").source)
    assert found
    page = lin.sees(f"/services/needs/{found[1]}")
    assert "不具名" in page.words and "何静" not in page.source
    again = lin.sends(f"/services/needs/{found[1]}/review", decision="accept", reason="好")
    assert again.status == 400 and "至少4个字" in again.words
    assert lin.sends(f"/services/needs/{found[1]}/review", decision="accept", reason="列入清单，找单位来教。").status == 303
    assert "列入清单，找单位来教。" in site.visited_by().sees(f"/services/needs/{found[1]}").words


def test_what_was_typed_is_given_back_with_what_is_missing(site: Site) -> None:
    seen = site.visited_by("he").sends("/services/needs/new", title="学手机", what="短", category="", people="0")
    assert seen.status == 400 and 'value="学手机"' in seen.source and "至少4个字" in seen.words


def test_a_units_delegate_takes_an_order_on_and_signs(site: Site, services: Services, neighbourhood: Neighbourhood) -> None:
    order = services.an_order()
    deng = site.visited_by("deng")
    mine = deng.sees("/services/mine")
    assert "微花园的苗和种法" in mine.words and "您代表青禾物业" in mine.words
    sent = deng.sends(f"/services/projects/{order.project_id}/claim", unit_id=str(neighbourhood.units["property"]), places="1")
    assert sent.status == 303
    claim = re.search(r"/services/claims/(\d+)/agreement", deng.sees("/services/mine").source)
    assert claim
    wrong = deng.sends(f"/services/claims/{claim[1]}/agreement", content="无偿提供菜苗，教种两次。", terms="free", steps="送苗")
    assert wrong.status == 400 and "每一行先写日期" in wrong.words
    assert deng.sends(f"/services/claims/{claim[1]}/agreement", content="无偿提供菜苗，教种两次。", terms="free",
                      steps=STEPS).status == 303
    for who, side in (("deng", "claimant"), ("lin", "community")):
        assert site.visited_by(who).sends(f"/services/claims/{claim[1]}/confirm", version="1", side=side).status == 303
    assert "协议生效" in deng.sees(f"/services/claims/{claim[1]}/agreement").words
    assert site.visited_by("chen").sees(f"/services/claims/{claim[1]}/agreement").status == 403


def test_an_agreement_is_printed(site: Site, services: Services) -> None:
    order = services.an_order(state="agreed")
    answer = site.visited_by("deng").sees(f"/services/claims/{order.claim_id}/agreement.pdf").answer
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")


def test_without_a_chinese_font_the_page_says_so(site: Site, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    from consult.web.services import agreement_paper

    monkeypatch.setattr(agreement_paper, "can_print", lambda: False)
    order = services.an_order(state="agreed")
    seen = site.visited_by("deng").sees(f"/services/claims/{order.claim_id}/agreement.pdf")
    assert seen.status == 503 and "没有中文字体" in seen.words


def test_fewer_than_five_answers_are_not_shown_by_grade(site: Site, services: Services) -> None:
    order = services.an_order(state="reported")
    services.answers(order, chen="satisfied", wang="satisfied", li="dissatisfied", zhao="mostly")
    path = f"/services/projects/{order.project_id}"
    assert "不到5份不分开公布" in site.visited_by().sees(path).words
    sent = site.visited_by("sun").sends(f"{path}/satisfaction", grade="satisfied")
    assert sent.status == 303
    assert "满意 3基本满意 1不满意 1" in site.visited_by().sees(path).words


def test_a_household_answers_once(site: Site, services: Services) -> None:
    order = services.an_order(state="reported")
    services.answers(order, gu="satisfied")
    seen = site.visited_by("gu_jr").sends(f"/services/projects/{order.project_id}/satisfaction", grade="dissatisfied")
    assert seen.status == 400 and "一户一份" in seen.words


def test_a_person_who_is_thanked_is_named_once_that_person_agrees(site: Site, services: Services, neighbourhood: Neighbourhood) -> None:
    order = services.an_order(state="closed", claimed_by="he", unit=None)
    thanks = neighbourhood.do("lin", projects.thank, claim_id=order.claim_id, words="谢谢您送苗上门。")["thanks_id"]
    path = f"/services/projects/{order.project_id}"
    assert "何女士" not in site.visited_by().sees(path).source
    assert site.visited_by("he").sends(f"/services/thanks/{thanks}/name", agreed="yes").status == 303
    assert "何女士" in site.visited_by().sees(path).words


def test_someone_without_a_home_in_the_register_takes_a_slot_and_writes_hours_down(
    site: Site, services: Services, neighbourhood: Neighbourhood
) -> None:
    post = services.a_post()
    deng = site.visited_by("deng")
    assert deng.sends(f"/services/posts/{post}/take").status == 303
    assert deng.sends(f"/services/posts/{post}/hours", worked_on="2026-11-25", minutes="90").status == 303
    waiting = site.visited_by("lin").sees(f"/services/posts/{post}")
    found = re.search(r"/services/posts/hours/(\d+)", waiting.source)
    assert found and "邓涛" in waiting.words
    assert site.visited_by("lin").sends(f"/services/posts/hours/{found[1]}", confirmed="yes").status == 303
    public = site.visited_by().sees(f"/services/posts/{post}")
    assert "1小时30分钟" in public.words and "邓涛" not in public.source
