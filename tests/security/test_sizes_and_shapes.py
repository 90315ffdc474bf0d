"""Whatever is sent, however long and however odd, is answered with a page and never breaks one."""
from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import String

from consult.storage.base import Base
from tests.authorisation.rows import rows
from tests.authorisation.samples import COMMANDS, PAGES
from tests.authorisation.site import HERE, Site
from tests.authorisation.test_matrix import here

ALLOWED = ("owner", "secretary", "facilitator", "party_secretary", "resident", "visitor")
POSTS = [row for row in rows("POST") if not row.situation and row.action != "POST rooms.command"
         and {"ok", "same"} & set(row.cells.values())]
GETS = [row for row in rows("GET") if row.action not in ("GET assets.file", "GET static")]
ODD: dict[str, str] = {
    "nothing": "", "a zero byte": "a\x00b", "a very large number": "9" * 30, "a negative number": "-1",
    "a number in other digits": "٣", "SQL": "1' OR '1'='1' --", "right to left": "\u202e031-6202",
    "a date that is none": "2026-02-30", "a date far away": "9999-12-31", "a date long ago": "0001-01-01",
    "line ends": "a\r\nSet-Cookie: a=b", "many marks": "e" + "\u0301" * 500,
}
ALSO_ODD = ("   ", "a\x1bb", "1.5", "NaN", "1e9", "null", "[1,2]", '{"a": 1}', "{{7*7}}${7*7}", "../../../../etc/passwd", "%s%n%(a)s",
            "2026-06-30T23:59:60Z", "👩‍👩‍👧‍👦" * 10, "Ｚ" * 60, "maybe", "1e400", "-0", "+1", " 1 ", "1_000", "0x1f", "²")
FEW_ODD = ("nothing", "a zero byte", "a very large number", "a date that is none")
FEW_ALSO_ODD = ("   ", "null", "{{7*7}}${7*7}", "Ｚ" * 60, "²")
FEW_LENGTHS = (121, 501, 2_001)
LENGTHS = (61, 81, 121, 161, 201, 301, 501, 1_001, 2_001, 20_001)
FEW_OR_ALL = pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["few", "all"])
"""Each way of being odd once, or every value there is: the second takes a quarter of an hour."""


FORMS: list[tuple[str, dict[str, str]]] = [
    *((row.action, {}) for row in POSTS),
    ("POST matters.answer", {"decision": "redirect", "to": "街道办事处"}), ("POST matters.answer", {"decision": "return"}),
    ("POST matters.answer", {"decision": "join", "into_no": "2026-001"}), ("POST matters.answer_join", {"agreed": "no"}),
    ("POST docket.give_reply", {"decision": "refer", "referred_to": "街道办事处"}),
    ("POST docket.give_reply", {"decision": "decline"}), ("POST docket.give_reply", {"decision": "adopt_in_part"}),
    ("POST meetings.call_together", {"day": "2026-11-27", "extraordinary_reason": "水管爆了，等不到下周"}),
]
"""Every form, and those that say more when another answer is given in them."""


def address_of(site: Site, action: str) -> str:
    """The address of a page."""
    endpoint, sample = action.split()[1], PAGES[action, ""]
    with site.app.test_request_context():
        found: str = site.app.url_for(endpoint, **{**here(site, endpoint), **sample.at(site.estate)})
    return found


def somebody(action: str) -> str:
    """A role that may."""
    cells = next(row.cells for row in rows("GET POST") if row.action == action and not row.situation)
    # Nobody of a community's roles may: then whoever sees most here asks, and is refused without a fault.
    return next((role for role in ALLOWED if cells[role] in ("ok", "same")), "secretary")


def post(site: Site, action: str, form: Any) -> int:
    """Send a form as somebody who may; the status."""
    sample = PAGES[action, ""]
    answer = site.request(somebody(action), "POST", address_of(site, action), form, owner=sample.owner)
    site.settle("", answer, writes=False)
    return answer.status_code


def longer_than_columns(name: str) -> list[int]:
    """For a field: one character more than each column of that name takes; for one of another name, a few lengths."""
    columns = (table.c[name].type for table in Base.metadata.sorted_tables if name in table.c)
    return sorted({kind.length + 1 for kind in columns if isinstance(kind, String) and kind.length}) or list(FEW_LENGTHS)


@pytest.mark.drawn("postgresql")
@FEW_OR_ALL
@pytest.mark.parametrize(("action", "more"), FORMS, ids=[" ".join((action, *more.values())) for action, more in FORMS])
def test_every_field_of_every_form_at_every_length(site: Site, action: str, more: dict[str, str], every: bool) -> None:
    """A column that is shorter than its form would break: PostgreSQL refuses what is longer, and so does the tests' SQLite."""
    plain = {**PAGES[action, ""].form(site.estate), **more}
    assert post(site, action, plain) < 400 or not more
    for name in plain:
        for length in LENGTHS if every else longer_than_columns(name):
            assert post(site, action, {**plain, name: "长" * length}) < 500, (name, length)


@pytest.mark.drawn
@FEW_OR_ALL
@pytest.mark.parametrize("action", [row.action for row in POSTS])
def test_every_field_of_every_form_with_odd_contents(site: Site, action: str, every: bool) -> None:
    plain = PAGES[action, ""].form(site.estate)
    for name in (*plain, "command_id"):
        for what in ODD if every else FEW_ODD:
            assert post(site, action, {**plain, name: ODD[what]}) < 500, (name, what)
    for value in ALSO_ODD if every else FEW_ALSO_ODD:
        assert post(site, action, dict.fromkeys((*plain, "command_id", "next", "draft"), value)) < 500, value
    assert post(site, action, {}) < 500
    assert post(site, action, {**plain, **{name: [str(value), str(value)] for name, value in plain.items()}}) < 500


@pytest.mark.drawn
@FEW_OR_ALL
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_argument_of_every_command_with_odd_contents(site: Site, name: str, every: bool) -> None:
    sample, meeting = COMMANDS[name], site.estate.rooms[COMMANDS[name].room].meeting_id
    plain = sample.args(site.estate)
    odd = [*ODD.values(), *ALSO_ODD, "\ud800", None, True, 1.5, 2**31, 2**63, -2**40, [], {}, [1], {"a": {"b": 1}},
           *("长" * length for length in LENGTHS)]
    few = ["a\x00b", "9" * 30, "\ud800", None, True, 2**63, [], {"a": {"b": 1}}, "长" * LENGTHS[-1]]
    with site.socket("facilitator") as client:
        for argument in (*plain, "no_such_argument"):
            for value in odd if every else few:
                site.gateway.connections.all()[0].tokens = 40.0
                answer = client.emit("command", {
                    "id": "0123456789", "name": name, "meeting_id": meeting, "args": {**plain, argument: value}}, callback=True)
                assert "ok" in answer or answer["refused"]["code"] != "failed", (argument, value, answer)
                if "ok" in answer:
                    site.settle("", answer, writes=False)
    site.settle("", None, writes=False)


# --- the query ----------------------------------------------------------------------------------------

ASKED = ("page", "q", "stage", "status", "show", "sort", "order", "part", "voice", "change", "next", "no", "matter", "body",
         "body_id", "building", "who", "outcome", "part", "ask", "motion", "hand", "code", "name", "lang", "per_page", "limit")


@pytest.mark.drawn
@FEW_OR_ALL
@pytest.mark.parametrize("action", sorted({row.action for row in GETS}))
def test_every_page_with_odd_questions(site: Site, action: str, every: bool) -> None:
    address, role, owner = address_of(site, action), somebody(action), PAGES[action, ""].owner
    client = site.browser(role, owner)
    few = (*(ODD[what] for what in FEW_ODD), *FEW_ALSO_ODD, "2026-001", "99999")
    for value in (*ODD.values(), *ALSO_ODD, "2026-001", "1", "99999", "0" * 200) if every else few:
        answer = client.get(address, query_string={name: value for name in ASKED})
        assert answer.status_code < 500, value
        answer.close()
    for query in ("%FF%FE", "q=%ED%A0%80", "q=%FF", "q=%00", "page=%D9%A3", "q[]=1&q[a]=2", "q=a&q=b&q=c", "=&&==",
                  "q=" + "%E7%94%B5" * 2000):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code < 500, query
        answer.close()
    told = site.settle("", None, writes=False)
    assert (told.changed, told.told) == ({}, [])


# --- bodies -------------------------------------------------------------------------------------------


def parts(count: int, size: int) -> bytes:
    """A multipart body of so many fields of so many bytes."""
    one = b'--x\r\nContent-Disposition: form-data; name="field%d"\r\n\r\n' + b"a" * size + b"\r\n"
    return b"".join(one % n for n in range(count)) + b"--x--\r\n"


@pytest.mark.parametrize("address", ["/sign-in", "/display", f"/c/{HERE}/propose", f"/c/{HERE}/s/1/commands/check_in"])
def test_a_body_that_is_too_large_gets_a_kind_page(site: Site, address: str) -> None:
    client = site.browser("owner")
    for body, kind in ((parts(1, 3_000_000), "multipart/form-data; boundary=x"), (parts(10_000, 1), "multipart/form-data; boundary=x"),
                       (b"a=" + b"b" * 3_000_000, "application/x-www-form-urlencoded")):
        answer = client.post(address, data=body, content_type=kind)
        page = answer.get_data(as_text=True)
        answer.close()
        assert answer.status_code == 413 and "太大" in page and "Content-Security-Policy" in answer.headers
    assert site.settle("", None, writes=False).changed == {}


def test_a_file_that_nobody_asked_for_is_not_kept(site: Site) -> None:
    form = {**PAGES["POST matters.put_forward", ""].form(site.estate), "photo": (io.BytesIO(b"<svg onload=1>" * 1000), "../../a.svg")}
    answer = site.browser("owner").post(f"/c/{HERE}/propose", data=form, content_type="multipart/form-data")
    told = site.settle("", answer, writes=False)
    assert answer.status_code in (303, 400) and "svg" not in str(told.changed)


@pytest.mark.parametrize(("body", "kind"), [
    (b'{"title": "x"}', "application/json"), (b"<a/>", "application/xml"), (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"--x\r\n\r\n", "multipart/form-data; boundary=x"), (b"", "multipart/form-data"), (b"a", "text/plain"), (b"", ""),
    (b"--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n", "multipart/form-data; boundary=" + "x" * 5000),
])
def test_a_body_of_another_kind_is_refused_like_an_empty_form(site: Site, body: bytes, kind: str) -> None:
    for address in ("/sign-in", f"/c/{HERE}/propose"):
        answer = site.browser("owner").post(address, data=body, content_type=kind)
        answer.close()
        assert 400 <= answer.status_code < 500
    assert site.settle("", None, writes=False).changed == {}
