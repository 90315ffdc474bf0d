"""Whoever follows every link of every page changes nothing, tells nobody, and comes to no broken page."""
from __future__ import annotations

import pytest

from tests.authorisation.samples import PAGES
from tests.authorisation.site import HERE, Site
from tests.authorisation.test_matrix import here
from tests.security.pages import crawl


def starts(site: Site) -> list[str]:
    """The front door, both communities, and every page by its own address: some are linked only for those who may."""
    addresses = ["/", f"/c/{HERE}/", "/c/baihua/"]
    with site.app.test_request_context():
        for (action, _situation), sample in PAGES.items():
            method, endpoint = action.split()
            if method == "GET":
                addresses.append(site.app.url_for(endpoint, **{**here(site, endpoint), **sample.at(site.estate)}))
    return list(dict.fromkeys(addresses))


@pytest.mark.drawn("postgresql", one=True)
@pytest.mark.parametrize("role", ["visitor", "owner", "facilitator", "secretary", "other_resident"])
def test_following_every_link(site: Site, role: str) -> None:
    """A link leads somewhere, unless it was asked for by hand, or a neighbour of the other community is a passer-by here."""
    broken, faults, own = [], {}, starts(site)
    home = "/c/baihua/" if role == "other_resident" else f"/c/{HERE}/"
    for address, answer, page in crawl(site.browser(role), *own):
        strange = address in own or (role != "visitor" and address.startswith("/c/") and not address.startswith(home))
        if answer.status_code >= (500 if strange else 400):
            broken.append(f"{address} {answer.status_code}")
        if page and page.faults():
            faults[address] = page.faults()
    written = site.app.extensions["looks"].write()
    told = site.settle("", None, writes=False)
    assert (broken, faults) == ([], {})
    # What a look leaves behind is the one exception, written apart from the page: a line for the audit.
    assert (set(told.changed), told.told) == ({"look"} if written else set(), [])
    assert bool(written) == (role in {"facilitator", "secretary"})


def test_a_look_ahead_writes_no_more_than_a_look(site: Site) -> None:
    """HEAD and OPTIONS, which browsers and caches send by themselves, and what no page sends."""
    with site.app.test_request_context():
        addresses = [site.app.url_for(action.split()[1], **{**here(site, action.split()[1]), **sample.at(site.estate)})
                     for (action, situation), sample in PAGES.items() if not situation]
    client = site.browser("secretary")
    for address in addresses:
        for method in ("HEAD", "OPTIONS", "PUT"):
            answer = client.open(address, method=method)
            assert answer.status_code < 500, (method, address)
            answer.close()
    told = site.settle("", None, writes=False)
    assert (told.changed, told.told) == ({}, [])
