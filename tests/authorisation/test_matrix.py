"""The matrix: every way in, tried as everybody. A way in without a row fails, and a row without a way in."""
from __future__ import annotations

from typing import Any

import pytest

from consult.web.rooms import tried
from tests.authorisation.rows import CELLS, Row, actions, header, rows
from tests.authorisation.samples import COMMANDS, PAGES, Page, command
from tests.authorisation.site import HERE, Site, Told, cell_of_ack, cell_of_page

NOTE = tried.note


def names(found: list[Row]) -> list[str]:
    """The rows' names, for the names of the tests."""
    return [str(row) for row in found]


def test_every_way_in_has_a_row_and_every_row_a_way_in(site: Site) -> None:
    there, written = set(actions(site.app)), {row.action for row in rows()}
    assert (sorted(there - written), sorted(written - there)) == ([], [])


def test_the_matrix_is_well_formed() -> None:
    found = rows()
    assert len({(row.action, row.situation) for row in found}) == len(found)
    assert {cell for row in found for cell in row.cells.values()} <= CELLS
    assert all(list(row.cells) == header()[2:] for row in found)


def test_every_row_of_a_page_or_command_is_tried() -> None:
    """A row is not there to be read only: each has a sample, and each sample a row."""
    found = {(row.action, row.situation) for row in rows("GET POST")}
    assert found == set(PAGES)
    commands = {(f"command {name}", situation) for name in COMMANDS for situation in ("", "closed")}
    assert {(row.action, row.situation) for row in rows("command")} == commands


@pytest.mark.parametrize("row", rows("GET POST"), ids=names(rows("GET POST")))
def test_page(site: Site, row: Row) -> None:
    sample = PAGES[row.action, row.situation]
    got = {role: try_page(site, row.action, sample, role) for role in row.roles}
    check(row, got)


def try_page(site: Site, action: str, sample: Page, role: str) -> Told:
    """One cell of a page."""
    method, endpoint = action.split()
    with site.app.test_request_context():
        address = site.app.url_for(endpoint, **{**here(site, endpoint), **sample.at(site.estate), **sample.query(site.estate)})
    answer = site.request(role, method, address, sample.form(site.estate), owner=sample.owner)
    return site.settle(cell_of_page(answer), answer, writes=method == "POST" and not sample.idle)


def here(site: Site, endpoint: str) -> dict[str, str]:
    """The community of a page that belongs to one."""
    return {"slug": HERE} if site.app.url_map.is_endpoint_expecting(endpoint, "slug") else {}


@pytest.mark.parametrize("row", rows("command"), ids=names(rows("command")))
def test_command_of_a_room_by_socket_and_by_form(site: Site, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    name, codes = row.action.split()[1], list[str]()
    monkeypatch.setattr(tried, "note", lambda name, refusal: codes.append(refusal.code) or NOTE(name, refusal))
    sample = command(name, row.situation)
    args, meeting = sample.args(site.estate), site.estate.rooms[sample.room].meeting_id
    by_socket, by_form = {}, {}
    for role in row.roles:
        answer = site.command(role, name, meeting, args, sample.owner)
        by_socket[role] = site.settle(cell_of_ack(answer), answer, writes=True)
        page = site.request(role, "POST", f"/c/{HERE}/s/{meeting}/commands/{name}", args, owner=sample.owner)
        by_form[role] = site.settle(cell_of_page(page), page, writes=True)
    check(row, by_socket)
    check(row, by_form)
    assert codes == [one.answer["refused"]["code"] for one in by_socket.values() if one.cell == "refused"]


def check(row: Row, got: dict[str, Told]) -> None:
    """Hold what happened against the row; what was denied, and what only reads, changed nothing and told nobody."""
    assert {role: one.cell for role, one in got.items()} == {role: row.cells[role] for role in got}, explained(row, got)
    for role, one in got.items():
        if one.cell != "ok" or row.action.startswith("GET"):
            assert (role, one.changed, one.told) == (role, {}, [])


def explained(row: Row, got: dict[str, Told]) -> str:
    """The cells that differ, with what the application said."""
    return "\n".join(f"{row} {role}: {row.cells[role]} expected, {one.cell} came: {gist(one.answer)}"
                     for role, one in got.items() if one.cell != row.cells[role])


def gist(answer: Any) -> str:
    """What an answer says, in a line."""
    if isinstance(answer, dict):
        return str(answer)[:200]
    return f"{answer.status_code} {answer.location or ''}" if answer is not None else "not let in"
