"""A command leaves a row behind, and errors leave lines in the log: neither says how anyone voted."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from consult.account import actions as accounts
from consult.ballot.models import CastBallot
from consult.ballot.rules.tally import Choice
from consult.core.clock import SetClock
from consult.core.errors import RepeatDiffers
from consult.core.events import canonical
from consult.meeting import actions as meetings
from consult.reactions import REACTIONS
from consult.storage.commands import CarriedOut, Command
from consult.storage.store import Store
from tests.builders import Neighbourhood, Room

SECRET = "the secret of this installation, which no database holds"


@pytest.fixture
def secretive(neighbourhood: Neighbourhood, database_url: str, clock: SetClock) -> Iterator[Neighbourhood]:
    """The neighbourhood on a store that has the installation's secret, as the application's has."""
    store = Store(database_url, clock=clock, reactions=REACTIONS, secret=SECRET)
    before, neighbourhood.store = neighbourhood.store, store
    yield neighbourhood
    neighbourhood.store = before
    store.close()


def cast_row(neighbourhood: Neighbourhood, room: Room, choice: str) -> CarriedOut:
    """What a vote for `choice` leaves in the table of commands."""
    neighbourhood.do(
        "chen", meetings.cast_vote, command_id=f"cast-{choice}", meeting_id=room.meeting_id,
        ballot_id=room.ballot_id, choice=Choice(choice),
    )
    row: CarriedOut = neighbourhood.look(
        lambda db: db.scalars(select(CarriedOut).where(CarriedOut.id == f"cast-{choice}")).one())
    return row


def guesses(room: Room, choice: str) -> set[str]:
    """Every hash that one who holds the database can make of a vote, with what is in the database."""
    args = {"meeting_id": room.meeting_id, "ballot_id": room.ballot_id, "choice": choice}
    names = ("cast", "cast_vote")
    bodies = [canonical(body) for name, more in product(names, ({}, {"voter_key": ""})) for body in (
        [name, {**args, **more}], ["command", name, {**args, **more}], {**args, **more})]
    return {digest for body in bodies for digest in (
        hashlib.sha256(body).hexdigest(), Command("x", "cast_vote", args).args_hash(""),
        hashlib.sha256(choice.encode() + body).hexdigest())}


@pytest.mark.parametrize("choice", list(Choice))
def test_the_row_of_a_cast_does_not_say_how(secretive: Neighbourhood, choice: Choice) -> None:
    room = secretive.a_vote()
    row = cast_row(secretive, room, choice)
    assert row.args_hash not in guesses(room, choice)
    told = json.dumps([row.name, row.answer])
    assert not any(f'"{word}"' in told for word in Choice)


def test_the_rows_of_two_votes_for_the_same_do_not_look_alike_elsewhere(secretive: Neighbourhood) -> None:
    """The hash is keyed: another installation's rows for the very same vote are others."""
    here = Command("one", "cast_vote", {"choice": "for"})
    assert here.args_hash(SECRET) != here.args_hash("another secret")


def test_a_vote_by_the_same_id_for_something_else_is_still_refused(secretive: Neighbourhood) -> None:
    room = secretive.a_vote()
    cast_row(secretive, room, "for")
    with pytest.raises(RepeatDiffers):
        secretive.do("chen", meetings.cast_vote, command_id="cast-for", meeting_id=room.meeting_id,
                     ballot_id=room.ballot_id, choice=Choice("against"))
    assert secretive.look(lambda db: db.scalars(select(CastBallot.choice)).all()) == ["for"]


def test_an_invitation_code_is_not_kept_with_its_command(secretive: Neighbourhood) -> None:
    told = secretive.do("lin", accounts.invite_household, command_id="invite-gu",
                        household_id=secretive.households["gu"])
    kept = secretive.look(lambda db: db.scalars(select(CarriedOut.answer).where(CarriedOut.id == "invite-gu")).one())
    assert len(told["code"]) == 14 and told["code"] not in json.dumps(kept)


@pytest.mark.parametrize("writing", [True, False])
def test_what_was_written_is_not_in_the_text_of_an_error(store: Store, writing: bool) -> None:
    engine = store.writing if writing else store.reading
    with engine.connect() as connection, pytest.raises(DBAPIError) as problem:
        connection.execute(text("SELECT * FROM nowhere WHERE choice = :choice"), {"choice": "canary-against"})
    assert "canary" not in str(problem.value)
