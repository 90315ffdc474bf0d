"""The administrator's area: who works here with their way in, devices signed out, doors to what is set up by page."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.account.queries import open_sessions
from consult.community import actions as register
from consult.core.clock import SetClock
from tests.builders import Neighbourhood
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def devices(n: Neighbourhood, who: str) -> int:
    return len(n.look(lambda db: open_sessions(db, n.actor(who).account_id, n.clock())))


def test_who_works_here_is_listed_and_others_are_found_by_name(site: Site, neighbourhood: Neighbourhood) -> None:
    first = site.visited_by("lin").sees("/staff").words
    assert "社区秘书" in first and "顾桂芳" not in first
    assert "顾桂芳" in site.visited_by("lin").sees("/staff?q=顾桂").words
    assert "没有找到" in site.visited_by("lin").sees("/staff?q=无此人").words
    assert "Administration" in site.visited_by("lin", display="lang=en").sees("/staff").words


def test_somebody_is_signed_out_on_every_device_and_the_audit_says_by_whom(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    site.visited_by("gu")
    phone = site.visited_by("gu")
    assert devices(n, "gu") == 2
    told = site.visited_by("lin").sends(f"/staff/accounts/{n.actor('gu').account_id}/sign-out", q="顾")
    assert told.status == 303 and devices(n, "gu") == 0
    assert "/sign-in" in phone.sees("/me").goes_to
    assert "让一个账户在所有设备上退出" in site.visited_by("lin").sees("/staff/audit?kind=acts").words


def test_nobody_of_next_door_is_signed_out_or_found(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    site.visited_by("mei", place="baihua")
    assert site.visited_by("lin").sends(f"/staff/accounts/{n.actor('mei').account_id}/sign-out").status == 404
    assert devices(n, "mei") == 1
    assert "没有找到" in site.visited_by("lin").sees("/staff?q=mei").words


def test_every_door_of_the_area_leads_somewhere(site: Site, neighbourhood: Neighbourhood) -> None:
    lin = site.visited_by("lin")
    for address in ("/roster/posts", "/roster/bodies", "/roster/ways", "/ballots/rules", "/bodies", "/roster/invitations",
                    "/roster/lists", "/opening", "/staff/audit"):
        assert f'href="/c/qinghe{address}"' in lin.sees("/staff").source
        assert lin.sees(address).status == 200


def test_who_moved_out_and_still_holds_a_post_waits_for_the_office_until_it_ends(site: Site, neighbourhood: Neighbourhood) -> None:
    n, title = neighbourhood, "搬走了，还有职务或者席位"
    lin = site.visited_by("lin")
    assert title not in lin.sees("/staff").words
    n.do("lin", register.move_out, person_id=n.people["chen"])
    n.do("lin", register.move_out, person_id=n.people["gu"])
    waits = lin.sees("/staff").source.partition('id="left-h"')[2].partition("</section>")[0]
    assert f'/roster/people/{n.people["chen"]}"' in waits and f'/roster/people/{n.people["gu"]}"' not in waits
    assert "Moved out, still in office" in site.visited_by("lin", display="lang=en").sees("/staff").words
    n.do("lin", register.record_death, person_id=n.people["chen"])
    assert title not in lin.sees("/staff").words
