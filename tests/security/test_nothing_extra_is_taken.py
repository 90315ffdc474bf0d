"""A form sends what its fields are for; every other name that a column has, sent along, changes nothing."""
from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, String

from consult.core.arguments import arguments_of
from consult.meeting.actions import COMMANDS as VERBS
from consult.storage.base import Base
from tests.authorisation.rows import rows
from tests.authorisation.samples import COMMANDS, PAGES
from tests.authorisation.site import HERE, Site, cell_of_ack
from tests.security.test_sizes_and_shapes import FORMS, address_of, somebody

BY_CHANCE = {"kept_as", "hash", "head", "password_hash", "token_hash", "code_hash", "door"}
"""Columns that are different each time: the salt of a password, a token, the name of a file, and the hashes over them."""


MAY_SAY = {
    "POST people.enter": {"comes_of_age", "another"}, "POST people.do": {"note", "successor_id", "speaks"},
    "POST meetings.call_together": {"extraordinary_reason"}, "POST minutes.append_erratum": {"position"},
    "POST bodies.set_our_ways": {"endorse_households", "endorse_days", "screen_workdays", "confirm_households",
                                 "grid_term_years", "desk_place", "desk_phone"},
    "POST bodies.set_body_ways": {"name_en", "sitting"}, "POST bodies.seat_person": {"ends_on"},
    "POST services.do_milestone": {"note"}, "POST light.put_forward": {"proposer_id"}, "POST door.check_in": {"seat"},
    "POST vote_rules.record_official": {"eligible", "participating", "votes_for"},
    "POST services.add": {"resource_id"}, "POST light.write_down": {"grid_id"}, "POST matters.endorse_for": {"witness"},
    "POST home.confirm_representative": {"answer"}, "POST roster.change_representative": {"disputed", "on_paper"},
    "POST ballots.cast": {"voter_key"}, "POST standing.vote": {"voter_key", "other"}, "POST standing.act_on_roll": {"voter_key"},
    "POST sealed.cast": {"voter_key", "envelope"}, "POST standing.cast_sealed": {"voter_key", "envelope"},
    "POST standing.announce_ballot": {"scope", "scope_id", "about_id", "about_body_id", "advisory",
                                      "secrecy_chosen", "form", "most", "allows_other", "options", "closes_time"},
}
"""Fields that a form has and its sample leaves out."""


def columns() -> dict[str, str]:
    """Every name of a column there is, with a value its kind could hold that nobody would send."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            kind = column.type
            found[column.name] = "true" if isinstance(kind, Boolean) else "2" if isinstance(kind, Integer) else (
                "canary" if isinstance(kind, String) else "2027-01-01T00:00:00+00:00")
    return found | {"actor": "2", "is_system": "true", "is_admin": "1", "role": "secretary", "posts": "secretary",
                    "account": "1", "person": "1", "session": "1", "work": "1", "self": "1", "args": "1", "verb": "lapse"}


def written(site: Site, changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What changed rows hold now, without what differs by chance."""
    found: dict[str, list[Any]] = {}
    with site.store.read() as db:
        for name, keys in changed.items():
            table = Base.metadata.tables[name]
            for row in db.execute(table.select()).mappings():
                if tuple(row[c.name] for c in table.primary_key) in keys:
                    found.setdefault(name, []).append({k: v for k, v in row.items() if k not in BY_CHANCE})
    return {name: sorted(held, key=str) for name, held in found.items()}


def happened(site: Site, action: str, form: dict[str, Any]) -> tuple[int, dict[str, list[Any]]]:
    """The status of a form's answer, and what it wrote."""
    sample = PAGES[action, ""]
    answer = site.request(somebody(action), "POST", address_of(site, action), form, owner=sample.owner)
    changed = {name: keys for name, keys in site.keeper.changed().items() if name != "command"}
    found = written(site, changed)
    site.settle("", answer, writes=False)
    return answer.status_code, found


@pytest.mark.drawn("postgresql")
@pytest.mark.parametrize(("action", "more"), FORMS, ids=[" ".join((action, *more.values())) for action, more in FORMS])
def test_form(site: Site, action: str, more: dict[str, str]) -> None:
    """Either nothing extra is taken, or the whole form is refused: at once, or back on the page it came from."""
    plain = {**PAGES[action, ""].form(site.estate), **more, "command_id": "a-command-of-ours"}
    status, honest = happened(site, action, plain)
    extra = {name: value for name, value in columns().items() if name not in plain and name not in MAY_SAY.get(action, ())}
    crowded_status, crowded = happened(site, action, {**extra, **plain})
    refused_whole = crowded == {} and crowded_status in (303, 400)
    assert (crowded_status == status and crowded == honest) or refused_whole


@pytest.mark.drawn("postgresql")
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command(site: Site, name: str) -> None:
    """A command says which arguments it knows; with one more it is refused as a whole."""
    cells = next(row.cells for row in rows("command") if row.action == f"command {name}")
    role = next(role for role in ("facilitator", "owner", "member") if cells[role] in ("ok", "same"))
    sample, meeting = COMMANDS[name], site.estate.rooms[COMMANDS[name].room].meeting_id
    plain = sample.args(site.estate)
    known = {a.name for a in arguments_of(VERBS[name])}
    extra = {k: v for k, v in columns().items() if k not in plain and k not in known and k != "meeting_id"}
    answer = site.command(role, name, meeting, {**plain, **extra}, sample.owner)
    assert cell_of_ack(answer) == "refused"
    assert answer["refused"]["facts"]["fields"] == dict.fromkeys(extra, "unknown")
    address = f"/c/{HERE}/s/{meeting}/commands/{name}"
    page = site.request(role, "POST", address, {**columns(), **plain, "meeting_id": "999"}, owner=sample.owner)
    assert page.status_code == 400
    assert site.settle("", page, writes=False).changed == {}
