"""A chair whose voice the rules of order keep silent is refused by every channel, and nothing is written.

The list of channels is read from the code: every verb and every door from which the ledger, or the sealed store,
can be reached. One without a row here fails.
"""
from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import func, select, text

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.actions import Voice
from consult.ballot.actions.helping import hall_hash
from consult.ballot.actions.opening import Standing
from consult.ballot.models import CastBallot, HallLink, PaperBallot, PaperEntry, Proxy
from consult.ballot.queries import rule_for
from consult.ballot.rules import fit, sealed_text
from consult.ballot.rules.secrecy import settled
from consult.community.models import Body
from consult.core.arguments import bind
from consult.core.errors import RuleBroken
from consult.meeting import actions as meetings
from consult.meeting.queries import room_state
from consult.meeting.rules.own_steps import own_steps
from consult.meeting.rules.room import apply, empty_room
from consult.storage.bursts import Asked
from tests.architecture.who_calls import Place, above, decorated, is_verb, refers
from tests.builders import Neighbourhood, Room
from tests.builders_ballots import at_the_assembly
from tests.builders_sealed import EVERYONE, seal
from tests.live.conftest import Hall
from tests.web.visits import Seen, Site

SAYS = "主持人不表态"
LEDGER = Place("consult.ballot.actions.bursts", "write_cast")
SEALED_STORE = Place("consult.ballot.actions.sealing", "_laid")
TOKEN = "t" * 24


@dataclass
class Vote:
    """A vote that chen chairs, with a voice of her own; wang is another voice."""

    hall: Hall
    room: Room

    @property
    def n(self) -> Neighbourhood:
        return self.hall.n

    @property
    def id(self) -> int:
        return self.room.ballot_id

    @property
    def key(self) -> str:
        return f"person:{self.n.people['chen']}"

    def visited_by(self, who: str | None) -> Any:
        self.hall.app.config["WTF_CSRF_ENABLED"] = False
        return Site(self.hall.app).visited_by(who)

    def wrote(self) -> int:
        """How much of a vote is written, in the ledger or beside it."""
        rows = self.n.look(lambda db: sum(db.scalar(select(func.count()).select_from(t)) or 0 for t in (CastBallot, PaperEntry)))
        secret = self.n.see(queries.ballot, self.id, self.n.community).is_secret
        return int(rows) + (self.n.see(queries.place, self.id, self.key).revision if secret else 0)


def in_the_room(hall: Hall, *, secret: bool = False) -> Vote:
    """A motion of the council that chen chairs, put to the vote; a secret one where the chair never votes."""
    n = hall.n
    if secret:
        n.run(None, lambda work: setattr(work.get(Body, n.bodies["council"]), "rules_of_order", {"chair_votes": "never"}))
    room = n.a_motion(present=EVERYONE, by="wang", chair_id=n.people["chen"])
    ballot = n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id, secrecy="secret" if secret else None)
    return Vote(hall, Room(room.meeting_id, room.discussion_id, room.matter_id, ballot["ballot_id"]))


def between_meetings(hall: Hall, *, secret: bool = False, proxies: int = 0) -> Vote:
    """The same roll on a ballot that stands open: papers, helpers, proxies and the tablet are for these."""
    n = hall.n
    rule = settled(rule_for("household_consultation", n.clock().date()), "secret" if secret else "named", voices=6)
    rule = replace(rule, proxies=proxies)
    roll = [Voice(f"person:{n.people[who]}", n.people[who], who, True,
                  silent_because="chair_is_neutral" if who == "chen" else "") for who in EVERYONE]
    opened = n.run(None, lambda work: ballots.open_ballot(
        work, community_id=n.community, question="装电梯吗？", rule=rule,
        roll=replace(at_the_assembly(rule, roll), place=fit.Place("community")),
        standing=Standing(n.clock() + timedelta(days=7))).id)
    return Vote(hall, Room(0, 0, 0, opened))


def the_verb(vote: Vote, who: str, verb: Callable[..., Any], **args: Any) -> str:
    """What the verb is refused with."""
    with pytest.raises(RuleBroken) as refused:
        vote.n.do(who, verb, **args)
    return refused.value.code


def beside(vote: Vote, verb: Callable[..., Any], **args: Any) -> str:
    given = bind(verb, {"ballot_id": vote.id, "key": "key-of-a-phone", **args})
    with pytest.raises(RuleBroken) as refused:
        vote.n.store.beside(lambda work: verb(work, **given), actor=vote.n.actor("chen"))
    return refused.value.code


def in_a_burst(vote: Vote, many: Callable[..., list[Any]], **args: Any) -> str:
    asked = Asked(vote.n.actor("chen"), {"ballot_id": vote.id, "choice": "for", "voter_key": "", "other": "", **args})
    told: list[str] = vote.n.run(None, lambda work: [getattr(each, "code", "") for each in many(work, [asked])])
    return told[0]


def page(seen: Seen) -> str:
    """The same of a page: it says so in words and answers as for any rule that was broken."""
    said = seen.words if "<main" in seen.source else seen.source
    return "chair_is_neutral" if seen.status == 409 and (SAYS in said or "chair_is_neutral" in said) else f"{seen.status}: {said}"


def a_proxy(vote: Vote, *, of: str, held_by: str) -> None:
    """As if a proxy had been filed before the roll kept anybody silent."""
    n = vote.n
    n.run(None, lambda work: work.add(Proxy(
        ballot_id=vote.id, voter_key=f"person:{n.people[of]}", holder_id=n.people[held_by], document="委托书",
        filed_at=work.now, filed_by_id=n.people["lin"])) and None)


def a_paper(vote: Vote) -> None:
    n = vote.n
    n.run(None, lambda work: work.add(PaperBallot(
        ballot_id=vote.id, number=1, token=TOKEN, voter_key=vote.key, issued_at=work.now,
        issued_by_id=n.people["lin"])) and None)


def a_link(vote: Vote) -> None:
    n = vote.n
    n.run(None, lambda work: work.add(HallLink(
        ballot_id=vote.id, voter_key=vote.key, token_hash=hall_hash(TOKEN), made_at=work.now,
        made_by_id=n.people["lin"])) and None)


# --- the verbs ------------------------------------------------------------------------------------------


def by_proxy(vote: Vote) -> list[str]:
    """The chair's voice in another's hands, and another's voice in the chair's."""
    n = vote.n
    a_proxy(vote, of="chen", held_by="wang")
    a_proxy(vote, of="li", held_by="chen")
    return [
        the_verb(vote, "wang", ballots.cast, ballot_id=vote.id, choice="for", voter_key=vote.key),
        the_verb(vote, "chen", ballots.cast, ballot_id=vote.id, choice="for", voter_key=f"person:{n.people['li']}"),
    ]


def on_paper(vote: Vote) -> list[str]:
    a_paper(vote)
    return [the_verb(vote, who, ballots.enter_paper, ballot_id=vote.id, number=1, choice="for") for who in ("lin", "zhou")]


def by_helper(vote: Vote) -> list[str]:
    return [the_verb(vote, "lin", ballots.cast_for, ballot_id=vote.id, voter_key=vote.key, choice="for", reason="打电话来")]


def on_the_tablet(vote: Vote) -> list[str]:
    a_link(vote)
    return [the_verb(vote, "lin", ballots.make_hall_link, ballot_id=vote.id, voter_key=vote.key),
            the_verb(vote, "lin", ballots.cast_in_hall, token=TOKEN, choice="for")]


def sealed_here(vote: Vote) -> list[str]:
    return [beside(vote, ballots.cast_for_sealing, choice="for", tracker=sealed_text.new_tracker())]


def sealed_on_the_phone(vote: Vote) -> list[str]:
    return [beside(vote, ballots.cast_sealed, envelope=seal(vote.n, vote.room, "chen", "for"))]


VERBS: dict[str, tuple[Callable[..., Vote], bool, Callable[[Vote], list[str]]]] = {
    "ballot.actions.casting:cast": (
        in_the_room, False, lambda v: [the_verb(v, "chen", ballots.cast, ballot_id=v.id, choice="for"), *by_proxy(v)]),
    "ballot.actions.bursts:cast_all": (in_the_room, False, lambda v: [in_a_burst(v, ballots.cast_all)]),
    "ballot.actions.helping:cast_for": (in_the_room, False, by_helper),
    "ballot.actions.helping:cast_in_hall": (in_the_room, False, on_the_tablet),
    "ballot.actions.papers:enter_paper": (in_the_room, False, on_paper),
    "ballot.actions.sealing:cast_for_sealing": (in_the_room, True, sealed_here),
    "ballot.actions.sealing:cast_sealed": (in_the_room, True, sealed_on_the_phone),
    "meeting.actions.voting:cast_vote": (in_the_room, False, lambda v: [
        the_verb(v, "chen", meetings.cast_vote, meeting_id=v.room.meeting_id, ballot_id=v.id, choice="for")]),
    "meeting.actions.voting:cast_votes": (
        in_the_room, False, lambda v: [in_a_burst(v, meetings.cast_votes, meeting_id=v.room.meeting_id)]),
}

# --- the doors ------------------------------------------------------------------------------------------


def at_the_socket(vote: Vote) -> list[str]:
    screen = vote.hall.join("chen", vote.room.meeting_id)
    return [screen.does("cast_vote", ballot_id=vote.id, choice="for")["refused"]["code"]]


def at_the_standing_desk(vote: Vote) -> list[str]:
    a_paper(vote)
    lin, desk = vote.visited_by("lin"), f"/v/{vote.id}/desk"
    return [page(lin.sends(desk, act="help", voter_key=vote.key, choice="for", reason="打电话来")),
            page(lin.sends(desk, act="enter", number="1", choice="for")),
            page(lin.sends(desk, act="hall", voter_key=vote.key))]


def at_the_kiosk(vote: Vote) -> list[str]:
    a_link(vote)
    return [page(vote.visited_by(None).sends(f"/hall-vote/{TOKEN}", choice="for"))]


def into_the_box(path: str) -> Callable[[Vote], list[str]]:
    def sent(vote: Vote) -> list[str]:
        chen, at = vote.visited_by("chen"), path.format(id=vote.id)
        return [page(chen.sends(at, choice="for")),
                page(chen.sends(at, envelope=seal(vote.n, vote.room, "chen", "for")))]
    return sent


DOORS: dict[str, tuple[Callable[..., Vote], bool, Callable[[Vote], list[str]]]] = {
    "live.gateway:Gateway": (in_the_room, False, at_the_socket),
    "web.rooms.pages:command": (in_the_room, False, lambda v: [in_the_form(v)]),
    "web.ballots.pages:cast": (
        in_the_room, False, lambda v: [page(v.visited_by("chen").sends(f"/b/{v.id}/cast", choice="for"))]),
    "web.ballots.sealed:cast": (in_the_room, True, into_the_box("/b/{id}/sealed/cast")),
    "web.ballots.standing:vote": (
        between_meetings, False, lambda v: [page(v.visited_by("chen").sends(f"/v/{v.id}", choice="for"))]),
    "web.ballots.standing:cast_sealed": (between_meetings, True, into_the_box("/v/{id}/sealed")),
    "web.ballots.standing_desk:act_at_desk": (between_meetings, False, at_the_standing_desk),
    "web.ballots.standing_desk:kiosk_cast": (between_meetings, False, at_the_kiosk),
}
DEMO = {"cli.demo.holding:vote", "cli.demo.voting_along:_vote", "cli.demo.secret_voting:cast_secretly",
        "cli.demo.stories.standing_ballots:_vote"}
"""They write a neighbourhood to look at, through the verbs above, and let in nobody."""


def in_the_form(vote: Vote) -> str:
    sent = vote.visited_by("chen").client.post(
        f"/c/qinghe/s/{vote.room.meeting_id}/commands/cast_vote", headers={"Accept": "application/json"},
        data={"command_id": "a-form-of-the-room", "ballot_id": vote.id, "choice": "for", "voter_key": vote.key})
    told: dict[str, Any] = json.loads(sent.get_data(as_text=True)) if sent.is_json else {}
    return str(told.get("refused", {}).get("code", "")) or page(Seen(sent))


# --- the tests ------------------------------------------------------------------------------------------


def channels() -> set[Place]:
    """Everything from which the ledger or the sealed store is reached."""
    return above([LEDGER, SEALED_STORE])


def test_every_verb_that_casts_has_a_row() -> None:
    verbs = {str(p) for p in channels() if is_verb(p)}
    assert verbs - {"ballot.actions.casting:record_cast"} == set(VERBS)


def test_every_door_that_casts_has_a_row() -> None:
    reached, found = channels(), set()
    for place in (p for p in reached if p.is_door):
        calls_itself = any(not other.is_door for other in refers()[place] & reached)
        if decorated(place, "blueprint.") or (calls_itself and not place.module.startswith("consult.web")):
            found.add(str(place))
    assert found == set(DOORS) | DEMO


@pytest.mark.parametrize("channel", [*VERBS, *DOORS])
def test_the_chair_is_refused_as_in_the_room(hall: Hall, channel: str) -> None:
    opened, secret, tried = (VERBS | DOORS)[channel]
    vote = opened(hall, secret=secret)
    told = tried(vote)
    assert told and set(told) == {"chair_is_neutral"}
    assert vote.wrote() == 0


@pytest.mark.parametrize("of, to", [("chen", "wang"), ("wang", "chen")])
def test_no_proxy_is_filed_for_a_silent_voice_nor_for_one_who_is_silent(hall: Hall, of: str, to: str) -> None:
    vote = between_meetings(hall, proxies=3)
    n = vote.n
    filing: dict[str, Any] = {"ballot_id": vote.id, "voter_key": f"person:{n.people[of]}", "document": "委托书"}
    assert the_verb(vote, "lin", ballots.file_proxy, **filing, holder_id=n.people[to]) == "chair_is_neutral"


# --- around the vote ------------------------------------------------------------------------------------


def test_the_roll_counts_a_silent_voice_among_those_entitled_and_present(hall: Hall) -> None:
    vote = in_the_room(hall)
    ballot = vote.n.see(queries.ballot, vote.id, vote.n.community)
    assert (ballot.eligible, ballot.present, vote.n.see(queries.silent_count, vote.id)) == (6, 6, 1)
    logged = vote.n.log(f"ballot:{vote.id}")[0].data["roll"]
    assert {each["voter_key"] for each in logged if each["silent_because"] == "chair_is_neutral"} == {vote.key}


def test_who_is_silent_is_told_so_and_reminded_of_nothing(hall: Hall) -> None:
    vote = in_the_room(hall)
    chen = vote.visited_by("chen")
    pages = (f"/b/{vote.id}", f"/s/{vote.room.meeting_id}?part=vote")
    assert all(SAYS in chen.sees(path).words and 'name="choice"' not in chen.sees(path).source for path in pages)
    waiting = {who: vote.n.see(queries.open_for, vote.n.community, vote.n.people[who]) for who in ("chen", "wang")}
    assert not waiting["chen"] and len(waiting["wang"]) == 1
    assert vote.n.see(queries.with_a_voice_of, [vote.id], vote.n.people["chen"]) == set()


def test_the_room_shows_the_chair_what_the_roll_says_whoever_chairs_by_then(hall: Hall) -> None:
    n, vote = hall.n, in_the_room(hall)
    n.do("zhou", meetings.hand_over_chair, meeting_id=vote.room.meeting_id, person_id=n.people["li"], reason="离场接电话")
    _, _, state = n.see(room_state, vote.room.meeting_id, desk=False)
    may = {who: own_steps(state, n.people[who])["cast_vote"] for who in ("chen", "li")}
    assert (may["chen"].why, may["li"].legal) == ("chair_is_neutral", True)
    assert the_verb(vote, "chen", ballots.cast, ballot_id=vote.id, choice="for") == "chair_is_neutral"
    n.cast(vote.room, li="for")


@pytest.mark.parametrize("ways, secret, silent", [
    ("secret", False, 1), ("secret", True, 0), ("always", False, 0), ("never", True, 1), ("never", False, 1)])
def test_the_rules_of_order_say_where_a_chair_votes(
    neighbourhood: Neighbourhood, ways: str, secret: bool, silent: int
) -> None:
    n = neighbourhood
    n.run(None, lambda work: setattr(work.get(Body, n.bodies["council"]), "rules_of_order", {"chair_votes": ways}))
    room = n.a_motion(present=EVERYONE, by="wang", chair_id=n.people["chen"])
    told = n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id, secrecy="secret" if secret else "named")
    assert n.see(queries.silent_count, told["ballot_id"]) == silent


def test_a_secret_ballot_needs_five_who_may_vote_not_five_who_are_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: setattr(work.get(Body, n.bodies["council"]), "rules_of_order", {"chair_votes": "never"}))
    room = n.a_motion(present=EVERYONE[:5], by="wang", chair_id=n.people["chen"])
    with pytest.raises(RuleBroken, match="too_few_for_secret"):
        n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id, secrecy="secret")


def test_an_amendment_is_put_to_the_same_roll(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: setattr(work.get(Body, n.bodies["council"]), "rules_of_order", {"amendments": "ballot"}))
    room = n.a_motion(present=EVERYONE, by="wang", chair_id=n.people["chen"])
    here = {"meeting_id": room.meeting_id}
    n.do("li", meetings.move_amendment, **here, who="青禾物业", what="委托三家出图", by_when=n.clock().date() + timedelta(days=30))
    ballot = n.do("zhou", meetings.put_amendment, **here)["ballot_id"]
    assert n.see(queries.silent_because, ballot, n.people["chen"]) == "chair_is_neutral"
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["silent"] == {str(n.people["chen"]): "chair_is_neutral"}


def test_a_show_of_hands_leaves_the_silent_voice_among_those_not_voting(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion(present=EVERYONE, by="wang", chair_id=n.people["chen"])
    here = {"meeting_id": room.meeting_id}
    n.do("zhou", meetings.put_to_vote, **here, by_hands=True)
    with pytest.raises(RuleBroken, match="silent_voices_do_not_vote"):
        n.do("zhou", meetings.count_hands, **here, votes_for=6, against=0, abstain=0, not_voting=0)
    n.do("zhou", meetings.count_hands, **here, votes_for=5, against=0, abstain=0, not_voting=1)


def test_a_room_of_which_the_log_says_nothing_of_silence_is_read_as_before(neighbourhood: Neighbourhood) -> None:
    n, room = neighbourhood, neighbourhood.a_vote(chair_id=neighbourhood.people["chen"], by="wang")
    state = empty_room()
    for e in n.log(f"meeting:{room.meeting_id}"):
        state = apply(state, e.seq, e.name, None, {k: v for k, v in e.data.items() if k != "silent"})
    assert state["ballot"]["silent"] == {} and own_steps(state, n.people["chen"])["cast_vote"].legal


def test_votes_that_are_open_when_the_column_comes_keep_their_chairs_silent(neighbourhood: Neighbourhood) -> None:
    n, vote = neighbourhood, neighbourhood.a_vote(chair_id=neighbourhood.people["chen"], by="wang")
    step = importlib.import_module("migrations.versions.0012_a_voice_may_be_silent")
    with n.store.writing.begin() as db:
        db.execute(text("UPDATE ballot_roll SET silent_because = ''"))
        with Operations.context(MigrationContext.configure(db)):
            step._chairs_of_open_votes()
    assert n.see(queries.silent_because, vote.ballot_id, n.people["chen"]) == "chair_is_neutral"
    assert n.see(queries.silent_count, vote.ballot_id) == 1
