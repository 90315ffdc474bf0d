"""Rows of the matrix beside pages and commands: the socket's own events, and what only a shell can do."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account
from consult.account.queries import actor_of_person
from consult.community import actions as register
from consult.community.models import Street
from consult.core.actor import THE_SYSTEM, Actor
from consult.core.errors import Forbidden, NotFound
from consult.meeting import actions as meetings
from consult.meeting.actions import sittings
from consult.storage.work import Work
from tests.authorisation.estate import ROLES
from tests.authorisation.rows import Row, rows
from tests.authorisation.site import Site, cell_of_ack

A_KIND = Path(__file__).parents[2] / "docs/examples/kinds/yard.toml"
A_YEAR = Path(__file__).parents[2] / "consult/community/rules/holidays/2026.toml"


def names(found: list[Row]) -> list[str]:
    """The rows' names, for the names of the tests."""
    return [str(row) for row in found]


# --- the socket ---------------------------------------------------------------------------------------


def connect(site: Site, role: str, meeting: int) -> Any:
    """Come in, and no more."""
    with site.socket(role) as client:
        return {"ok": True} if client.is_connected() else None


def enter(site: Site, role: str, meeting: int) -> Any:
    """Go into a room."""
    return site.ask(role, "enter", {"meeting_id": meeting})


def missed(site: Site, role: str, meeting: int) -> Any:
    """Ask for what was missed in a room one went into."""
    with site.socket(role) as client:
        if not client.is_connected():
            return None
        client.emit("enter", {"meeting_id": meeting}, callback=True)
        return client.emit("events", {"meeting_id": meeting, "after": 0}, callback=True)


def no_such_command(site: Site, role: str, meeting: int) -> Any:
    """Send a command that no room has; those it has are rows of their own."""
    return site.command(role, "no_such_command", meeting, {})


def no_such_event(site: Site, role: str, meeting: int) -> Any:
    """Send an event that the socket does not know."""
    return site.ask(role, "no_such_event", {"meeting_id": meeting})


TRIES: dict[str, Callable[[Site, str, int], Any]] = {
    "connect": connect, "enter": enter, "events": missed, "command": no_such_command, "unknown": no_such_event,
}


@pytest.mark.parametrize("row", rows("socket"), ids=names(rows("socket")))
def test_socket(site: Site, row: Row) -> None:
    meeting = site.estate.rooms["over" if row.situation else "talk"].meeting_id
    got = {}
    for role in row.roles:
        answer = TRIES[row.action.split()[1]](site, role, meeting)
        tried = site.settle(cell_of_ack(answer), answer, writes=False)
        assert (role, tried.changed, tried.told) == (role, {}, [])
        got[role] = tried.cell
    assert got == {role: row.cells[role] for role in row.roles}


def test_what_was_missed_is_not_told_to_one_who_did_not_go_in(site: Site) -> None:
    meeting = site.estate.rooms["talk"].meeting_id
    answer = site.ask("facilitator", "events", {"meeting_id": meeting, "after": 0})
    assert answer == {"refused": {"code": "not_found", "facts": {"what": "meeting"}}}


# --- the shell: what its commands do, asked for by everybody who can sign in --------------------------------


def _account(work: Work, person_id: int) -> int:
    return work.db.scalars(select(Account.id).where(Account.person_id == person_id)).one()


def adopt(work: Work, site: Site) -> None:
    """What `consult kinds` does."""
    sittings.adopt_kind(work, source=A_KIND.read_text("utf-8"))


def adopt_year(work: Work, site: Site) -> None:
    """What `consult days adopt` does for one community; its office may as well, should a page ever offer it."""
    register.adopt_year(work, community_id=site.town.community, file=A_YEAR.read_text("utf-8"))


def found(work: Work, site: Site) -> None:
    """What `consult found`, `consult demo` and `consult replay` begin with."""
    street = work.db.scalars(select(Street)).first()
    assert street
    register.found_community(work, street=street, slug="new", name="新社区", name_en="New")


def end_sessions(work: Work, site: Site) -> None:
    """End every sign-in of the owner's account."""
    accounts.end_all_sessions(work, account_id=_account(work, site.town.people["chen"]))


def disable(work: Work, site: Site) -> None:
    """Shut the owner's account."""
    accounts.disable_account(work, account_id=_account(work, site.town.people["chen"]))


def set_password(work: Work, site: Site) -> None:
    """Set the owner's password without knowing it."""
    accounts.set_password(work, account_id=_account(work, site.town.people["chen"]), hashed="-")


def finish(work: Work, site: Site) -> None:
    """Close and count a secret ballot, whoever is in the room."""
    meetings.finish_vote(work, ballot_id=site.estate.rooms["sealed"].ballot_id)


BENEATH: dict[str, Callable[[Work, Site], None]] = {
    "days adopt": adopt_year,
    "finish": finish, "found": found, "demo": found, "replay": found, "kinds": adopt, "accounts end-sessions": end_sessions,
    "accounts disable": disable, "accounts set-password": set_password,
}
"""The verb beneath a command. The others (migrate, serve, verify) have none: nothing carries them but a shell."""


@pytest.mark.parametrize("row", rows("cli"), ids=names(rows("cli")))
def test_what_the_shell_does_is_no_role_s_to_do(site: Site, row: Row) -> None:
    verb = BENEATH.get(row.action.removeprefix("cli "))
    got = {}
    for role in ROLES:
        cell = cell_of_verb(site, verb, role) if verb else "shell"
        tried = site.settle(cell, None, writes=False)
        assert cell == "ok" or (role, tried.changed, tried.told) == (role, {}, [])
        got[role] = cell
    assert got == row.cells


def cell_of_verb(site: Site, verb: Callable[[Work, Site], None], role: str) -> str:
    """What a role gets that asks for a verb itself, past every door."""
    try:
        site.store.carry_out(lambda work: verb(work, site), actor=actor(site, role))
    except NotFound:
        return "absent"
    except Forbidden:
        return "no"
    return "ok"


def actor(site: Site, role: str) -> Actor | None:
    """Who stands for a role, as the verbs see them; nobody for one who is not signed in."""
    who = {"visitor": "", "ended": "", "owner": "chen"}.get(role, ROLES[role])
    if not who:
        return None
    with site.store.read() as db:
        return actor_of_person(db, site.town.people[who], site.store.clock())


@pytest.mark.parametrize("name", sorted(BENEATH))
def test_the_shell_itself_may(site: Site, name: str) -> None:
    """Else the rows above would hold because nobody may at all."""
    site.store.carry_out(lambda work: BENEATH[name](work, site), actor=THE_SYSTEM)
    assert site.settle("ok", None, writes=False).changed or name == "accounts end-sessions"
