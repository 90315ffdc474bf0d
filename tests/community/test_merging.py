"""Two entries of one person become one: what goes on under it, what stays as it was, what is counted once from then on."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account, SignInSession
from consult.ballot import actions as ballots
from consult.ballot.models import AnnouncedVoice, Ballot, CastBallot, RollEntry
from consult.ballot.queries import merged_since
from consult.community import actions as register
from consult.community import queries
from consult.community.models import BodyMember, Community, Household, Person, PersonMerge, Post, Residency
from consult.community.rules.kinds import Counted, PostKind
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RuleBroken
from consult.matter import actions as matters
from consult.matter.models import Endorsement, Matter, MatterFollower
from consult.matter.queries import households_behind
from consult.meeting import actions as meetings
from consult.meeting.models import Attendee
from consult.merging import FATES
from consult.publishing.queries.checking import all_faults
from consult.storage.base import Base
from consult.storage.event_log import all_events
from tests.builders import Neighbourhood, password_hash
from tests.builders_ballots import announced, standing
from tests.builders_sealed import a_secret_vote

TODAY = date(2026, 11, 26)
SAME = "派出所户籍和本人都核对过，是同一个人"


def test_every_column_that_names_a_person_has_its_fate() -> None:
    """A new column is given one: consult/merging.py."""
    columns = {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns
               for key in column.foreign_keys if key.column is Person.__table__.c.id}
    assert columns == set(FATES)


def twin(n: Neighbourhood, of: str, *, home: str = "", login: bool = True, days: int = 3) -> int:
    """A second entry of somebody, made some days ago, with a home and an account of its own."""
    def enter(work: Any) -> int:
        person = register.enter_person(
            work, community=work.get(Community, n.community), name=n.see(lambda db: db.get_one(Person, n.people[of]).name),
            household=work.get(Household, n.households[home]) if home else None)
        if login:
            accounts.open_account(work, person=person, name=f"{of}2", hashed=password_hash())
        return person.id
    with n.earlier(days=days):
        n.people[f"{of}2"] = n.run(None, enter)
    return n.people[f"{of}2"]


def merge(n: Neighbourhood, kept: str, gone: str, who: str = "lin", **said: Any) -> Any:
    given: dict[str, Any] = {"reason": SAME, "sure": True} | said
    return n.do(who, register.merge_people, kept_id=n.people[kept], gone_id=n.people[gone], **given)


def refused(n: Neighbourhood, error: type[Refusal], kept: str, gone: str, who: str = "lin", **said: Any) -> Refusal:
    with pytest.raises(error) as refusal:
        merge(n, kept, gone, who, **said)
    return refusal.value


def test_who_may_merge_and_what_is_asked(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "gu", home="gu")
    refused(n, Forbidden, "gu", "gu2", "chen")
    refused(n, NotFound, "gu", "mei")
    assert refused(n, BadShape, "gu", "gu").code == "bad_shape"
    assert refused(n, BadShape, "gu", "gu2", sure=False).facts["fields"] == {"sure": "missing"}
    assert refused(n, BadShape, "gu", "gu2", reason="是").facts["fields"] == {"reason": "too_short:2"}
    assert refused(n, RuleBroken, "lin", "gu2").code == "merge_of_oneself"
    merge(n, "gu", "gu2")
    assert refused(n, RuleBroken, "chen", "gu2").code == "merged_already"
    kept = n.look(lambda db: [(row.gone_id, row.kept_id, row.reason, row.merged_on) for row in db.query(PersonMerge)])
    assert kept == [(n.people["gu2"], n.people["gu"], SAME, TODAY)]


def test_two_entries_that_disagree_whether_somebody_lives_are_put_right_first(neighbourhood: Neighbourhood) -> None:
    """Otherwise the dead would count under the entry that stays, or a death be forgotten."""
    n = neighbourhood
    twin(n, "gu", home="ma")
    n.do("lin", register.record_death, person_id=n.people["gu"])
    assert refused(n, RuleBroken, "gu", "gu2").code == "merge_of_gone"
    assert refused(n, RuleBroken, "gu2", "gu").code == "merge_of_gone"
    n.do("lin", register.reopen_person, person_id=n.people["gu"], note="登记错了，本人健在")
    merge(n, "gu", "gu2")


def test_an_entry_closed_as_nobody_known_goes_into_the_one_that_lives(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "gu", home="ma")
    n.do("lin", register.close_person, person_id=n.people["gu2"], note="查无此人，是登记重复")
    assert refused(n, RuleBroken, "gu2", "gu").code == "merge_of_gone"
    merge(n, "gu", "gu2")
    assert n.see(queries.household_ids, n.people["gu"], TODAY) == {n.households["gu"]}


def test_one_who_lives_at_a_home_twice_lives_there_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "gu", home="gu")
    assert len(n.see(queries.residents, n.households["gu"], TODAY)) == 3
    merge(n, "gu", "gu2")
    assert [p.id for p in n.see(queries.residents, n.households["gu"], TODAY)] == [n.people["gu"], n.people["gu_jr"]]
    before = n.look(lambda db: db.scalars(select(Residency).where(Residency.person_id == n.people["gu2"])).one())
    assert before.until == TODAY - timedelta(days=1)


def test_entered_on_the_day_itself_it_falls_away(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "gu", home="gu", days=0)
    merge(n, "gu", "gu2")
    assert [p.id for p in n.see(queries.residents, n.households["gu"], TODAY)] == [n.people["gu"], n.people["gu_jr"]]


def test_another_home_goes_on_as_a_second_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "gu", home="ma")
    merge(n, "gu", "gu2")
    assert n.see(queries.household_ids, n.people["gu"], TODAY) == {n.households["gu"], n.households["ma"]}
    assert n.see(queries.household_ids, n.people["gu2"], TODAY) == set()
    adults = n.look(lambda db: [v.person_id for v in queries.known_of(db, n.community, TODAY)[Counted.ADULTS].voices])
    assert adults.count(n.people["gu"]) == 1 and n.people["gu2"] not in adults


def test_posts_and_seats_go_on_and_none_is_held_twice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "chen")
    body = n.bodies["council"]

    def take(work: Any) -> None:
        here, who = work.get(Community, n.community), work.get(Person, n.people["chen2"])
        council = work.get(queries.body(work.db, body, n.community).__class__, body)
        register.seat_member(work, community=here, body=council, person=who)
        for kind in (PostKind.COUNCIL_MEMBER, PostKind.RESIDENT_REPRESENTATIVE):
            register.appoint(work, community=here, person=who, kind=kind, body=council if "council" in kind else None)
    with n.earlier(days=2):
        n.run("lin", take)
    merge(n, "chen", "chen2")
    on_the_roll = n.look(lambda db: [s.person_id for s in queries.roll_of(db, queries.body(db, body, n.community), TODAY)])
    assert on_the_roll.count(n.people["chen"]) == 1 and n.people["chen2"] not in on_the_roll
    held = [p.kind for p in n.look(lambda db: db.scalars(select(Post).where(
        Post.person_id == n.people["chen"], Post.ends_on.is_(None))).all())]
    assert sorted(held) == ["council_member", "household_representative", "resident_representative"]
    assert n.look(lambda db: db.query(BodyMember).filter_by(person_id=n.people["chen2"]).count()) == 0


def test_the_only_account_goes_on_and_stays_signed_in(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    gone = twin(n, "gu")
    person = n.run(None, lambda work: register.enter_person(
        work, community=work.get(Community, n.community), name="顾桂芳").id)
    account = n.actor("gu2").account_id
    n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    n.people["new"] = person
    merge(n, "new", "gu2")
    found = n.look(lambda db: db.get_one(Account, account))
    assert found.person_id == person and found.disabled_at is None and gone != person
    assert n.look(lambda db: db.query(SignInSession).filter_by(account_id=account).one().ended_at) is None


@pytest.mark.parametrize(("login", "name"), [("kept", "gu"), ("gone", "gu2")])
def test_of_two_accounts_one_stays_under_the_login_that_was_chosen(
    neighbourhood: Neighbourhood, login: str, name: str
) -> None:
    n = neighbourhood
    twin(n, "gu")
    stays, goes = n.actor("gu").account_id, n.actor("gu2").account_id
    n.run(None, lambda work: [accounts.begin_session(work, account_id=account) for account in (stays, goes)])
    merge(n, "gu", "gu2", login=login)
    kept, gone = n.look(lambda db: (db.get_one(Account, stays), db.get_one(Account, goes)))
    assert (kept.login_name, kept.disabled_at, kept.person_id) == (name, None, n.people["gu"])
    assert gone.disabled_at is not None and {kept.login_name, gone.login_name} == {"gu", "gu2"}
    ended = n.look(lambda db: {s.account_id: s.ended_at is not None for s in db.query(SignInSession)})
    assert ended == {stays: login == "gone", goes: True}


def test_an_endorsement_counts_once_while_the_matter_gathers(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    twin(n, "gu", home="ma")
    matter, mine, over = n.a_matter(), n.a_matter(by="gu2"), n.a_matter()
    for who in ("gu", "gu2"):
        for id in (matter, over):
            n.do(who, matters.endorse, matter_id=id)
        n.do(who, matters.follow, matter_id=matter)
    n.do("gu", matters.endorse, matter_id=mine)
    n.do("wang", matters.endorse, matter_id=over)
    n.do("lin", matters.admit, matter_id=over, reason="属于社区公共事务，可以提交议事会。")
    assert n.see(households_behind, matter) == 2 and n.see(households_behind, over) == 3
    merge(n, "gu", "gu2")
    assert n.see(households_behind, matter) == 1 and n.see(households_behind, over) == 3
    assert n.see(households_behind, mine) == 0
    assert n.look(lambda db: db.get_one(Matter, mine).proposer_id) == n.people["gu"]
    behind = n.look(lambda db: {row.person_id for row in db.scalars(select(Endorsement).where(Endorsement.matter_id == matter))})
    assert behind == {n.people["gu"]}
    assert n.look(lambda db: {f.person_id for f in db.query(MatterFollower)}) == {n.people["gu"]}


# --- ballots and rooms


def on_the_roll(n: Neighbourhood, ballot_id: int) -> dict[str, tuple[int | None, str]]:
    """Who gives each voice, and why it is silent, by the door it is of."""
    rows = n.look(lambda db: db.query(RollEntry).filter_by(ballot_id=ballot_id).all())
    names = {f"household:{id}": who for who, id in n.households.items()}
    return {names.get(row.voter_key, row.voter_key): (row.person_id, row.silent_because) for row in rows}


def given(n: Neighbourhood, ballot_id: int) -> dict[str, str]:
    names = {f"household:{id}": who for who, id in n.households.items()}
    return {names[c.voter_key]: c.choice for c in n.look(lambda db: db.query(CastBallot).filter_by(ballot_id=ballot_id).all())}


def test_in_an_open_named_ballot_the_earlier_voice_stands_and_the_later_is_void(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n)
    for who, choice in (("ma", "for"), ("he", "against"), ("xu", "for")):
        n.clock.forward(minutes=1)
        n.do(who, ballots.cast, ballot_id=ballot, choice=choice)
    merge(n, "he", "ma")
    assert given(n, ballot) == {"ma": "for", "xu": "for"}
    roll = on_the_roll(n, ballot)
    assert roll["he"] == (n.people["he"], "same_person") and roll["ma"] == (n.people["he"], "")
    n.do("he", ballots.cast, ballot_id=ballot, choice="abstain")
    assert given(n, ballot) == {"ma": "abstain", "xu": "for"}
    told = [e for e in n.look(lambda db: list(all_events(db, f"ballot:{ballot}"))) if e.name == "VoiceSilenced"]
    assert told[0].data | {"ballot_id": 0} == {
        "ballot_id": 0, "voter_key": f"household:{n.households['he']}", "because": "same_person", "was_given": True}


@pytest.mark.parametrize(("voted", "silent"), [("he", "ma"), ("ma", "he"), ("", "ma")])
def test_where_one_has_voted_or_none_one_voice_is_left(neighbourhood: Neighbourhood, voted: str, silent: str) -> None:
    n = neighbourhood
    ballot = standing(n)
    if voted:
        n.do(voted, ballots.cast, ballot_id=ballot, choice="for")
    merge(n, "he", "ma")
    assert [who for who, (_, why) in on_the_roll(n, ballot).items() if why == "same_person"] == [silent]


def test_what_is_closed_stays_as_it_was_and_the_merge_is_counted_beside_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision()
    before = n.look(lambda db: [(r.voter_key, r.person_id) for r in db.query(RollEntry).filter_by(ballot_id=room.ballot_id)])
    ballot = n.look(lambda db: db.get_one(Ballot, room.ballot_id))
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert n.see(merged_since, ballot) == 0
    merge(n, "gu_jr", "wang")
    after = n.look(lambda db: [(r.voter_key, r.person_id) for r in db.query(RollEntry).filter_by(ballot_id=room.ballot_id)])
    assert after == before and n.see(merged_since, ballot) == 1
    assert n.look(lambda db: list(all_faults(db))) == []


def test_a_secret_ballot_that_holds_either_keeps_the_merge_waiting(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    standing(n, secrecy_chosen="secret", days=2)
    wait = refused(n, RuleBroken, "gu_jr", "he")
    assert wait.code == "merge_waits_until" and wait.facts["until"] == n.clock() + timedelta(days=2)
    assert refused(n, RuleBroken, "he", "gu_jr").code == "merge_waits_until"
    assert n.look(lambda db: db.query(PersonMerge).count()) == 0


def test_a_secret_vote_in_a_room_keeps_it_waiting_too(neighbourhood: Neighbourhood) -> None:
    a_secret_vote(neighbourhood)
    assert refused(neighbourhood, RuleBroken, "he", "wang").code == "merge_waits_for_the_room"


def test_a_room_in_which_the_entry_that_goes_sits_alone_is_waited_for(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.a_discussion()
    wait = refused(n, RuleBroken, "gu_jr", "wang")
    assert wait.code == "merge_waits_for_meeting" and wait.facts["body"]["zh"] == "居民议事会"


def test_who_sits_in_a_room_twice_sits_there_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    merge(n, "chen", "wang")
    status = n.look(lambda db: {a.person_id: a.status for a in db.query(Attendee).filter_by(meeting_id=room.meeting_id)})
    assert status[n.people["chen"]] == "present" and status[n.people["wang"]] == "left"


def test_of_an_announced_roll_a_home_keeps_its_voice_under_the_entry_that_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = announced(n)
    merge(n, "he", "ma")
    rows = n.look(lambda db: {r.voter_key: (r.person_id, r.excluded_why) for r in db.query(AnnouncedVoice).filter_by(announcement_id=id)})
    assert rows[f"household:{n.households['ma']}"] == (n.people["he"], "")
