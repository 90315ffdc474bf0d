"""A secret ballot between meetings: announced, sealed in the page, counted from the box, found again and recounted."""
from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PublicKey, SealedBox

from consult.ballot import queries
from consult.ballot.actions.sealing import question_from
from consult.ballot.rules import sealed_text
from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.meeting.actions import phases, sittings
from tests.builders import Neighbourhood
from tests.builders_ballots import representatives, standing
from tests.builders_sittings import an_appraisal
from tests.web.visits import Site, Visitor, site_on

VOTERS = ("chen", "wang", "li", "zhao", "sun", "qian")


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    """Pages beside the neighbourhood, on the same vault."""
    with site_on(database_url, tmp_path, clock) as site:
        site.app.extensions["store"].vault.keys._secret = neighbourhood.store.vault.keys._secret
        yield site


def attribute(page: str, name: str) -> str:
    return re.findall(rf'{name}="([^"]*)"', page)[0]


def sealed_by_script(visitor: Visitor, n: Neighbourhood, ballot: int, choice: str) -> dict[str, str]:
    """What the page's script sends: it knows only what stands in the page."""
    page = visitor.sees(f"/v/{ballot}").source
    question = question_from(n.see(queries.sealed, n.see(queries.ballot, ballot, n.community)))
    text = sealed_text.write(question, ballot_id=ballot, choice=choice, tracker=sealed_text.new_tracker(),
                             bind=attribute(page, "data-bind"))
    envelope = SealedBox(PublicKey(bytes.fromhex(attribute(page, "data-public-key")))).encrypt(text)
    return {"envelope": base64.b64encode(envelope).decode(), "voter_key": attribute(page, 'name="voter_key" value')}


def test_a_standing_ballot_under_a_secret_rule_goes_into_the_sealed_box(
    neighbourhood: Neighbourhood, site: Site, tmp_path: Path
) -> None:
    n = neighbourhood
    ballot = standing(n, secrecy_chosen="secret", days=1)
    chen = site.visited_by("chen")
    assert chen.sends(f"/v/{ballot}/sealed", **sealed_by_script(chen, n, ballot, "for")).status == 303
    for who in VOTERS[1:]:
        assert site.visited_by(who).sends(f"/v/{ballot}/sealed", choice="against" if who == "li" else "for").status == 303
    again = chen.sees(f"/v/{ballot}")
    assert "您的票已经封好收下" in again.words and "checked" not in again.source
    assert n.look(lambda db: queries.keys_given(db, ballot)) == set()
    assert site.visited_by("lin").sends(f"/v/{ballot}", act="close").status == 409
    n.clock.forward(days=2)
    assert site.visited_by("lin").sends(f"/v/{ballot}", act="close").status == 303
    closed = n.see(queries.ballot, ballot, n.community)
    assert (closed.result["for"], closed.result["against"]) == (5, 1) and n.see(queries.sealed, closed).state == "sealed"
    assert not n.store.vault.keys.has(ballot) and not n.store.vault.stores.exists(ballot)
    assert all(log.stat().st_size == 0 for log in tmp_path.glob("*-wal")), "the close leaves no residue"


def test_the_own_ballot_is_found_and_the_box_counted_again(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    ballot = standing(n, secrecy_chosen="secret", days=1)
    for who in VOTERS:
        visitor = site.visited_by(who)
        visitor.sends(f"/v/{ballot}/sealed", choice="against" if who == "li" else "for")
        if who == "li":
            li = visitor
    n.clock.forward(days=2)
    site.visited_by("lin").sends(f"/v/{ballot}", act="close")
    result = li.sees(f"/v/{ballot}")
    assert f"/b/{ballot}/box" in result.source and f"/b/{ballot}/recount" in result.source
    assert "在票箱里找到了： 反对" in li.sees(f"/b/{ballot}/box").words
    assert li.sees(f"/b/{ballot}/recount").status == 200
    assert li.sees(f"/b/{ballot}/record/record.json").status == 200 and li.sees(f"/b/{ballot}/record/box.csv").status == 200


def test_paper_helper_proxy_and_tablet_are_refused_in_plain_words(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin, zhou = neighbourhood, site.visited_by("lin"), site.visited_by("zhou")
    ballot, key = standing(n, secrecy_chosen="secret"), f"household:{neighbourhood.households['gu']}"
    tried = (lin.sends(f"/v/{ballot}/desk", act="issue"), zhou.sends(f"/v/{ballot}/desk", act="hall", voter_key=key),
             lin.sends(f"/v/{ballot}/desk", act="help", voter_key=key, choice="for", reason="打电话来的"))
    assert all(t.status == 409 and "无记名" in t.words for t in tried)
    assert "不用纸质票、代填和委托" in site.visited_by("gu").sees(f"/v/{ballot}").words


def test_the_office_announces_a_secret_standing_ballot_from_the_form(neighbourhood: Neighbourhood, site: Site) -> None:
    lin = site.visited_by("lin")
    assert 'name="secrecy_chosen"' in lin.sees("/ballots/new?scope=community").source
    sent = lin.sends("/ballots/new", question="装不装电梯？", rule="household_consultation", scope="community",
                     secrecy_chosen="secret", opens_on="2026-11-26", closes_on="2026-12-10")
    assert sent.status == 303
    assert "无记名" in lin.sees(sent.goes_to.split("/c/qinghe")[1]).words
    refused = lin.sends("/ballots/new", question="装不装电梯？", rule="owners_ordinary", scope="community",
                        secrecy_chosen="secret", opens_on="2026-11-26", closes_on="2026-12-10")
    assert refused.status == 409


def test_members_appraise_somebody_in_secret_and_the_box_is_counted_the_same_evening(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    sitting = representatives(n)
    lin, today = site.visited_by("lin"), "2026-11-26"
    announced = {
        "question": "您怎么评林秀芬这一年的工作？", "rule": "appraisal_member_4", "scope": f"body:{sitting}",
        "about_id": str(n.people["lin"]), "opens_on": today, "closes_on": today, "closes_time": "19:40",
    }
    whom = lin.sees("/ballots/new?rule=appraisal_member_4").source
    form = lin.sees(f"/ballots/new?rule=appraisal_member_4&scope=body:{sitting}").source
    assert f'value="body:{sitting}"' in whom and f'<option value="{n.people["lin"]}"' in form
    assert lin.sends("/ballots/new", **announced | {"about_id": str(n.people["mei"])}).status == 404
    assert lin.sends("/ballots/new", **announced | {"closes_time": "半夜"}).status == 400
    roll = lin.sends("/ballots/new", **announced).answer.location
    ballot = int(lin.sends(roll.removeprefix("/c/qinghe"), act="open").answer.location.rpartition("/")[2])
    key = {option["code"]: option["key"] for option in n.see(queries.ballot, ballot, n.community).options}
    for who in VOTERS:
        grade = key["competent" if who != "li" else "unfit"]
        assert site.visited_by(who).sends(f"/v/{ballot}/sealed", choice=grade).status == 303
    n.clock.forward(minutes=41)
    assert lin.sends(f"/v/{ballot}", act="close").status == 303
    counted = n.see(queries.ballot, ballot, n.community).result
    assert counted["winner"] == key["competent"] and "称职" in counted["said"]["zh"]


def test_where_grades_are_next_desk_and_phones_lead_to_the_ballot(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    here = {"meeting_id": an_appraisal(n).meeting_id}
    for who in ("chen", "wang"):
        n.do(who, meetings.check_in, **here)
    n.do("lin", sittings.give_part, **here, person_id=n.people["wu"], role="appraised")
    for phase in ("self_report", "questions"):
        n.do("zhou", phases.enter_phase, **here, phase=phase)
    pages = (("zhou", f"/s/{here['meeting_id']}/desk"), ("chen", f"/s/{here['meeting_id']}"))
    assert not any("无记名评议的票" in site.visited_by(who).sees(path).words for who, path in pages)
    n.do("zhou", phases.enter_phase, **here, phase="grades")
    assert all("无记名评议的票" in site.visited_by(who).sees(path).words for who, path in pages)


def test_after_too_few_ballots_the_page_says_how_it_ended_and_nothing_more(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    ballot = standing(n, secrecy_chosen="secret", days=1)
    site.visited_by("chen").sends(f"/v/{ballot}/sealed", choice="for")
    n.clock.forward(days=2)
    assert site.visited_by("lin").sends(f"/v/{ballot}", act="close").status == 303
    page = site.visited_by("chen").sees(f"/v/{ballot}")
    assert page.status == 200 and "收到的票不足5张，只公布结论" in page.words
