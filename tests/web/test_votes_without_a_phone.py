"""What the office does for votes by paper, proxy and show of hands, and for owners: each reached from a page one finds."""
from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from consult.ballot import queries
from consult.ballot.models import OfficialResult, PaperBallot
from consult.community.models import Ownership, RepresentativeChange
from consult.core.clock import SetClock
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, own, standing
from tests.web.visits import Site, site_on

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
OFFICIAL = {"title": "换届结果", "rule": "committee_election", "held_on": "2026-11-20", "held_by": "选举委员会",
            "says": "当选", "document": "公告一号", "document_on": "2026-11-21"}


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


# --- paper and proxy


def test_a_scanned_slip_must_be_the_one_that_was_printed(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    ballot = standing(n)
    lin.sends(f"/v/{ballot}/desk", act="issue")
    first, second = n.look(lambda db: db.query(PaperBallot).order_by(PaperBallot.number).limit(2).all())
    scanned = f"/v/{ballot}/desk?number={first.number}&t={first.token}"
    assert f'name="token" value="{first.token}"' in lin.sees(scanned).source
    wrong = lin.sends(f"/v/{ballot}/desk", act="enter", number=str(first.number), choice="for", token=second.token)
    assert wrong.status == 409 and "二维码不是发给1号票的那一张" in wrong.words
    assert lin.sends(f"/v/{ballot}/desk", act="enter", number=str(first.number), choice="for", token=first.token).status == 303
    assert site.visited_by("zhou").sends(f"/v/{ballot}/desk", act="enter", number=str(first.number), choice="for").status == 303
    assert n.see(queries.paper, ballot, first.number).state == "valid"


def test_a_proxy_is_taken_back_from_the_desk_while_it_is_not_used(neighbourhood: Neighbourhood, site: Site) -> None:
    n, zhou = neighbourhood, site.visited_by("zhou")
    own(n, {"gu": 900_000, "chen": 900_000, "wang": 900_000})
    ballot = standing(n, "owners_ordinary")
    key = next(v.voter_key for v in n.see(queries.roll, ballot) if v.person_id == n.people["gu"])
    most = n.see(queries.ballot, ballot, n.community).rule.get("proxies", 0)
    assert most, "the rule of the test must let voices be given into other hands"
    zhou.sends(f"/v/{ballot}/desk", act="proxy", voter_key=key, holder_id=str(n.people["chen"]), document="委托书一")
    desk = zhou.sees(f"/v/{ballot}/desk")
    assert "收回这份委托" in desk.words and f'<option value="{key}">' in desk.source.split('id="x-end"')[1]
    assert zhou.sends(f"/v/{ballot}/desk", act="end_proxy", voter_key=key).status == 303
    assert n.see(queries.proxies, ballot) == [] and "收回这份委托" not in zhou.sees(f"/v/{ballot}/desk").words


# --- the show of hands


def test_two_people_count_hands_at_their_desks_and_must_agree(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    room = n.a_motion(present=("chen", "wang", "li", "zhao", "sun", "qian"))
    desk, zhou, lin = f"/s/{room.meeting_id}/desk", site.visited_by("zhou"), site.visited_by("lin")
    assert "改用举手表决" in zhou.sees(desk).words
    assert zhou.sends(f"/s/{room.meeting_id}/commands/put_to_vote", by_hands="yes").status == 303

    def counts(who: object, votes_for: int, against: int) -> object:
        return who.sends(f"/s/{room.meeting_id}/commands/count_hands", votes_for=str(votes_for), against=str(against),  # type: ignore[attr-defined]
                         abstain="1", not_voting="0")

    assert "举手表决" in site.visited_by("chen").sees(f"/s/{room.meeting_id}?part=vote").words
    counts(zhou, 4, 1)
    assert "已经数了的有1人" in lin.sees(desk).words
    field = next(tag for tag in re.findall(r"<input[^>]*>", lin.sees(desk).source) if 'name="votes_for"' in tag)
    assert 'value="4"' not in field, "nobody sees what the other one counted"
    counts(lin, 3, 2)
    zhou.sends(f"/s/{room.meeting_id}/commands/close_vote")
    assert n.log(f"meeting:{room.meeting_id}")[-1].name == "VoteOpened", "two counts that differ close nothing"
    counts(lin, 4, 1)
    assert zhou.sends(f"/s/{room.meeting_id}/commands/close_vote").status == 303
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["result"]["for"] == 4


# --- the document of a result held elsewhere


def test_the_document_of_an_official_result_is_kept_with_its_hash(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    assert lin.sends("/ballots/official/new", **OFFICIAL, file=(io.BytesIO(PDF), "公告.pdf")).status == 303
    kept = n.look(lambda db: db.query(OfficialResult).one())
    logged = next(e for e in n.log(f"community:{n.community}") if e.name == "OfficialResultRecorded")
    assert logged.data["file_hash"] == hashlib.sha256(PDF).hexdigest()
    page = site.visited_by("he").sees("/ballots")
    link = f"/ballots/official/{kept.id}/file"
    assert link in page.source and link not in site.visited_by().sees("/ballots").source
    got = site.visited_by("he").sees(link).answer
    assert got.data == PDF and got.headers["Content-Disposition"].startswith("attachment")


def test_a_photographed_document_is_encoded_anew(neighbourhood: Neighbourhood, site: Site) -> None:
    n, picture = neighbourhood, io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Canary in the picture"
    Image.new("RGB", (900, 600), "white").save(picture, "JPEG", exif=exif)
    assert b"Canary" in picture.getvalue()
    sent = site.visited_by("lin").sends("/ballots/official/new", **OFFICIAL, file=(io.BytesIO(picture.getvalue()), "p.jpg"))
    assert sent.status == 303
    kept = n.look(lambda db: db.query(OfficialResult).one())
    assert kept.file_kind == "image/jpeg" and b"Canary" not in n.look(lambda db: db.query(OfficialResult.file).scalar())


@pytest.mark.parametrize("file", [b"MZ\x90 not a document", b"%PDF-" + b"x" * 20_001, b"\xff\xd8\xff broken"])
def test_what_is_no_document_is_sent_back(
    neighbourhood: Neighbourhood, site: Site, file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.ballot.actions.adopting.FILE_MOST", 20_000)
    sent = site.visited_by("lin").sends("/ballots/official/new", **OFFICIAL, file=(io.BytesIO(file), "x.pdf"))
    assert sent.status in (400, 422) and "换届结果" in sent.source
    assert neighbourhood.look(lambda db: db.query(OfficialResult).count()) == 0


# --- households: representative and owner


def test_a_household_changes_its_representative_with_reason_and_dispute(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    home = f"/roster/households/{n.households['gu']}"
    assert f'action="/c/qinghe{home}/representative"' in lin.sees(home).source
    lin.sends(f"{home}/representative", person_id=str(n.people["gu_jr"]), reason="")
    assert "请写明为什么换" in lin.sees(home).words and n.look(lambda db: db.query(RepresentativeChange).count()) == 0
    lin.sends(f"{home}/representative", person_id=str(n.people["gu_jr"]), reason="老人不便出门", disputed="没有商量过")
    words = lin.sees(home).words
    assert "老人不便出门" in words and "有争议" in words and "没有商量过" in words


def test_the_office_enters_who_owns_a_home_in_square_metres(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    home = f"/roster/households/{n.households['gu']}"
    for area in ("", "89,5", "0", "-3", "89.505", "１２"):
        lin.sends(f"{home}/owner", owner=f"person:{n.people['gu']}", area=area)
        assert "没有登记" in lin.sees(home).words
    assert n.look(lambda db: db.query(Ownership).count()) == 0
    lin.sends(f"{home}/owner", owner=f"person:{n.people['gu']}", area="89.5")
    lin.sends(f"{home}/owner", owner=f"unit:{n.units['school']}", area="89.50")
    owned = n.look(lambda db: [(o.person_id, o.unit_id, o.area_cm2, o.until is None) for o in db.query(Ownership).order_by(Ownership.id)])
    assert owned == [(n.people["gu"], None, 895_000, False), (None, n.units["school"], 895_000, True)]
    assert "89.50 m²" in lin.sees(home).words
    assert "陈" in lin.sees(f"{home}?q=陈").source.split('id="own-who"')[1]
    assert site.visited_by("chen").sends(f"{home}/owner", owner=f"person:{n.people['gu']}", area="50").status == 403


# --- objecting before the opening


def test_a_resident_finds_the_roll_and_objects_before_it_is_frozen(neighbourhood: Neighbourhood, site: Site) -> None:
    n, he = neighbourhood, site.visited_by("he")
    told = announced(n)
    assert f"/ballots/a/{told}" in he.sees("/ballots").source and "/ballots" in he.sees("/meetings").source
    assert 'value="object"' in he.sees(f"/ballots/a/{told}").source
    assert he.sends(f"/ballots/a/{told}", act="object", says="漏了我家").status == 303
    assert "漏了我家" in he.sees(f"/ballots/a/{told}").words and "漏了我家" not in site.visited_by("chen").sees(f"/ballots/a/{told}").words
