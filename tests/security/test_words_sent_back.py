"""What somebody sends comes back as text: on a form that is refused, in the answer to a question, in an address."""
from __future__ import annotations

import pytest

from tests.authorisation.samples import PAGES
from tests.authorisation.site import HERE, Site
from tests.security.pages import read
from tests.security.payloads import ALL, MARK, PAYLOADS
from tests.security.test_sizes_and_shapes import FORMS, address_of, somebody


@pytest.mark.drawn
@pytest.mark.parametrize(("action", "more"), FORMS, ids=[" ".join((action, *more.values())) for action, more in FORMS])
def test_on_a_form_that_comes_back(site: Site, action: str, more: dict[str, str]) -> None:
    """Refused or not, what was typed is on the page as text."""
    plain = {**PAGES[action, ""].form(site.estate), **more}
    for payload in (PAYLOADS[0], PAYLOADS[4], PAYLOADS[27], PAYLOADS[29], PAYLOADS[30], PAYLOADS[35], ALL * 3):
        answer = site.request(somebody(action), "POST", address_of(site, action), dict.fromkeys(plain, payload))
        site.settle("", answer, writes=False)
        assert answer.status_code < 500 and read(address_of(site, action), answer).faults(MARK) == []


@pytest.mark.parametrize("address", ["matters", "find", "roster", "roster/posts", "matters/similar", "docket", "meetings/new", "m/"])
def test_in_a_question(site: Site, address: str) -> None:
    client = site.browser("secretary")
    for payload in PAYLOADS:
        answer = client.get(f"/c/{HERE}/{address}", query_string={"q": payload, "show": payload, "stage": payload, "page": payload})
        if answer.mimetype == "text/html":
            assert read(address, answer).faults(MARK) == []
        answer.close()


def test_in_an_address(site: Site) -> None:
    """Also in those that lead nowhere: the page that says so carries the address on to the sign-in page."""
    client = site.browser("visitor")
    for payload in PAYLOADS:
        for address in (f"/{payload}", f"/c/{payload}/", f"/c/{HERE}/m/{payload}", f"/sign-in?next=/{payload}", f"/display?next={payload}",
                        f"/join?code={payload}&name={payload}&called={payload}&login={payload}"):
            answer = client.get(address)
            if answer.mimetype == "text/html":
                assert read("/", answer).faults(MARK) == [], address
            answer.close()
