"""What was done and looked at: noted from every page that shows what is held of others, read by those who may."""
from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consult.account.queries.audit import OWN
from consult.community import actions as register
from consult.core.clock import SetClock
from consult.core.events import Event
from consult.web.doorway.looking import NOTED
from consult.web.wording.audit import ACTS, PAGES
from tests.authorisation.rows import rows
from tests.builders import Neighbourhood
from tests.web.visits import Seen, Site, site_on

AUDIT = "/staff/audit"
SHOWS_NOBODY = {
    "matters.links": "matters", "matters.screen": "a matter", "meetings.convene": "a form", "rooms.desk": "the room, as the hall sees it",
    "standing.announce": "a form", "vote_rules.official": "a form", "minutes.edit": "what was said in a sitting",
    "minutes.history": "versions of a record", "minutes.signing": "a record", "docket.reply": "a matter",
    "roster.numbers": "two numbers", "roster.bodies": "bodies by name", "board.show": "a notice", "board.paper": "a notice",
    "board.write": "a form", "board.reword": "a notice", "board.review": "what is to be public",
    "services.drawing": "a form", "services.setting": "a form", "services.agreement": "an agreement with a unit",
    "services.agreement_pdf": "the same", "services.deliberating": "a form", "light.note": "a form", "light.propose": "a form",
    "opening.show": "what is missing", "jobs.show": "how far a job is", "jobs.state": "the same",
    "bodies.body_ways": "ways of a body", "bodies.our_ways": "ways of the community", "bodies.new": "a form",
    "lists.template": "an empty list", "rehearsal.show": "whether there is a rehearsal",
}


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def looks(site: Site) -> int:
    written: int = site.app.extensions["looks"].write()
    return written


def audit(site: Site, query: str = "", who: str = "lin", display: str = "lang=zh") -> Seen:
    looks(site)
    return site.visited_by(who, display=display).sees(AUDIT + query)


def test_every_page_for_the_office_alone_is_noted_or_shows_nobody() -> None:
    """A new page is entered in one of the two tables."""
    offices = {row.action.split()[1] for row in rows("GET") if not row.situation
               and row.cells["resident"] not in ("ok", "same") and row.cells["secretary"] == "ok" and row.cells["member"] != "ok"}
    assert sorted(offices - set(NOTED) - set(SHOWS_NOBODY)) == []
    assert not set(NOTED) & set(SHOWS_NOBODY)
    assert set(PAGES) == set(NOTED), "every noted page has words"


def test_every_privileged_act_has_words() -> None:
    def kinds(of: type[Event]) -> Iterator[type[Event]]:
        for kind in of.__subclasses__():
            yield kind
            yield from kinds(kind)

    def written_in(kind: Any) -> str:
        return inspect.getsource(kind.stream.fget)

    told = {kind.__name__ for kind in kinds(Event) if not kind.__subclasses__() and kind.__module__.startswith("consult.")
            and re.search(r'f"(community|account):', written_in(kind))}
    assert sorted(told - set(ACTS) - set(OWN)) == []


def test_a_look_at_a_person_stands_in_the_audit_and_on_their_own_page(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    site.visited_by("lin").sees(f"/roster/people/{n.people['gu']}")
    site.visited_by("lin").sees(f"/roster/people/{n.people['gu']}")
    assert looks(site) == 1
    assert "个人页" in audit(site).words and "顾桂芳" in audit(site).words
    own = site.visited_by("gu").sees("/me/looked")
    assert "林秀兰" in own.words or "个人页" in own.words
    assert "看的是您本人" in own.words
    assert "没有人看过" in site.visited_by("ma").sees("/me/looked").words


def test_who_looks_at_their_own_entry_is_not_noted(site: Site, neighbourhood: Neighbourhood) -> None:
    site.visited_by("lin").sees(f"/roster/people/{neighbourhood.people['lin']}")
    assert looks(site) == 0


def test_what_is_refused_is_no_look(site: Site, neighbourhood: Neighbourhood) -> None:
    site.visited_by("gu").sees(f"/roster/people/{neighbourhood.people['ma']}")
    assert looks(site) == 0


def test_a_page_goes_out_where_its_look_cannot_be_noted(
        site: Site, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.app.extensions["looks"], "note", lambda seen: 1 / 0)
    assert "顾桂芳" in site.visited_by("lin").sees(f"/roster/people/{neighbourhood.people['gu']}").words


def test_the_audit_is_found_by_who_kind_and_day(site: Site, neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    clock.forward(days=2)
    n.do("lin", register.correct_person, person_id=n.people["gu"], name="顾桂香")
    site.visited_by("wu").sees(f"/roster/people/{n.people['ma']}")
    today = clock().date().isoformat()
    assert "一共2条" in audit(site, f"?since={today}").words
    assert "改了姓名或者称呼" in audit(site, f"?since={today}&kind=acts").words
    assert "个人页" not in audit(site, f"?since={today}&kind=acts").words.split("从哪天起")[-1]
    assert "没有这样的记录" in audit(site, "?until=2020-01-01").words
    assert "办理和查看的记录" in audit(site, "?by=x&kind=?&since=31.1.&until=9999-99-99").words


def test_who_oversees_reads_the_audit_and_the_office_and_nobody_else(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert site.visited_by("he").sees(f"{AUDIT}").status == 403
    n.do("lin", register.give_post, community_id=n.community, person_id=n.people["he"], kind="oversight_member",
         starts_on=n.clock().date())
    found = audit(site, who="he")
    assert "给了职务" in found.words
    assert "办理和查看的记录" in site.visited_by("he").sees("/me").words
    assert site.visited_by("he").sees("/roster").status == 403


def test_the_audit_is_taken_away_as_a_table(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    site.visited_by("lin").sees(f"/roster/people/{n.people['gu']}")
    looks(site)
    table = site.visited_by("lin").sees(f"{AUDIT}/lines.csv?kind=looks").source
    assert "people.show" in table and "顾桂芳" in table
    looks(site)
    assert "存成文件" in audit(site, "?kind=looks").words, "taking it away is noted too"


def test_many_lines_go_by_pages(site: Site, neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    for _ in range(60):
        clock.forward(minutes=11)
        site.visited_by("lin").sees(f"/roster/people/{n.people['gu']}")
    looks(site)
    assert "第1页" in audit(site, "?kind=looks").words
    assert "第2页" in audit(site, "?kind=looks&page=2").words
    assert site.visited_by("lin").sees(f"{AUDIT}?page=99").status == 404
    assert "What was done and looked at" in audit(site, display="lang=en").words
