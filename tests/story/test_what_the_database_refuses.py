"""Every CHECK and every partial unique index refuses, by its name, what no verb would write."""
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from consult.account import actions as accounts
from consult.ballot.models import Ballot, CastBallot
from consult.community import actions as register
from consult.matter.models import MatterLink
from consult.meeting import actions as meetings
from consult.storage.base import Base
from consult.storage.engine import connect
from consult.storage.guards import lifted
from tests.account.wrong_rows import WRONG as WRONG_IN_ACCOUNTS
from tests.account.wrong_rows import slips_to_spoil
from tests.ballot.wrong_rows import WRONG as WRONG_IN_BALLOTS
from tests.ballot.wrong_rows import rows_to_spoil
from tests.builders import Neighbourhood
from tests.builders_answers import the_work
from tests.builders_chain import tell_chain
from tests.builders_homes import a_change, a_request
from tests.builders_projects import tell_all as tell_projects
from tests.builders_publishing import a_public_record, tell_publishing
from tests.builders_sealed import a_secret_vote
from tests.builders_sittings import a_light_meeting, tell_sittings
from tests.community.test_year_of_days import AHEAD
from tests.community.wrong_lists import WRONG as WRONG_IN_LISTS
from tests.community.wrong_lists import a_list_handed_in
from tests.community.wrong_rows import WRONG as WRONG_IN_PLACES
from tests.community.wrong_rows import places_to_spoil
from tests.meeting.told import tell
from tests.project.wrong_rows import WRONG as WRONG_IN_PROJECTS
from tests.publishing.wrong_rows import WRONG as WRONG_IN_PUBLISHING
from tests.sealed.wrong_rows import WRONG as WRONG_IN_SEALED
from tests.sittings.wrong_rows import WRONG as WRONG_IN_SITTINGS

TABLES = Base.metadata.tables
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
YESTERDAY, DAY = date(2000, 1, 1), date(2026, 12, 31)

# By the name of the check: what is written into which rows, past every verb.
WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "seq_counts_from_one": ("event_log", {"seq": 1}, {"seq": 0}),
    # places and people
    "endorse_households_positive": ("community", {}, {"endorse_households": 0}),
    "endorse_days_positive": ("community", {}, {"endorse_days": 0}),
    "screen_workdays_positive": ("community", {}, {"screen_workdays": 0}),
    "residency_ends_after_it_begins": ("residency", {}, {"until": YESTERDAY}),
    "lives_as_known": ("residency", {}, {"lives_as": "guest"}),
    "gone_because_known": ("person", {}, {"gone_on": DAY, "gone_because": "flew"}),
    "gone_on_if_gone": ("person", {}, {"gone_on": DAY}),
    "life_kind_known": ("life_event", {}, {"kind": "dreamt"}),
    "home_use_known": ("household", {}, {"use": "hotel"}),
    "home_area_positive": ("household", {}, {"area_cm2": 0}),
    "homes_and_shops_count": ("household", {}, {"counts_for_owners": False}),
    "counted_known": ("stated_number", {}, {"kind": "cats"}),
    "stated_number_positive": ("stated_number", {}, {"count": 0}),
    "co_owner_ends_after_it_begins": ("co_owner", {}, {"until": YESTERDAY}),
    "delegacy_ends_after_it_begins": ("delegacy", {}, {"until": YESTERDAY}),
    "membership_ends_after_it_begins": ("body_member", {}, {"until": YESTERDAY}),
    "applied_or_dropped": ("way_change", {}, {"applied_at": LONG_AGO, "dropped_at": LONG_AGO}),
    "alternate_is_a_person": ("body_member", {"person_id": None}, {"alternate": True}),
    "member_is_person_or_unit": ("body_member", {}, {"person_id": None, "unit_id": None}),
    "unit_kind_known": ("unit", {}, {"kind": "circus"}),
    "body_kind_known": ("body", {}, {"kind": "circus"}),
    "body_level_known": ("body", {}, {"level": "moon"}),
    "body_membership_known": ("body", {}, {"membership": "secret"}),
    "body_cadence_known": ("body", {}, {"cadence": "hourly"}),
    "notice_days_not_negative": ("body", {}, {"notice_days": -1}),
    "answer_days_if_answered": ("body", {"kind": "residents_council"}, {"answer_days": 0}),
    "confirmed_by_somebody": ("representative_change", {}, {"confirmed_at": LONG_AGO}),
    "objection_of_somebody": ("representative_change", {}, {"objection": "我不同意"}),
    "confirmed_or_lapsed": ("representative_change", {}, {
        "confirmed_at": LONG_AGO, "confirmed_by_id": 1, "lapsed_on": YESTERDAY}),
    "post_kind_known": ("post", {}, {"kind": "mayor"}),
    "post_ends_after_it_starts": ("post", {}, {"ends_on": YESTERDAY}),
    "household_if_representative": ("post", {"kind": "household_representative"}, {"household_id": None}),
    # ways in
    "session_expires_after_it_begins": ("sign_in_session", {}, {"expires_at": LONG_AGO}),
    "uses_left_not_negative": ("invitation", {}, {"uses_left": -1}),
    "invitation_expires_after_it_is_made": ("invitation", {}, {"expires_at": LONG_AGO}),
    "join_request_lapses_after_it_is_made": ("join_request", {}, {"lapses_at": LONG_AGO}),
    # ballots
    "result_if_closed": ("ballot", {}, {"closed_at": None}),
    "present_among_eligible": ("ballot", {}, {"present": 7}),
    "choice_known": ("ballot_cast", {}, {"choice": "perhaps"}),
    "revision_counts_from_one": ("ballot_cast", {}, {"revision": 0}),
    # matters
    "matter_state_known": ("matter", {}, {"state": "forgotten"}),
    "matter_category_known": ("matter", {}, {"category": "weather"}),
    "matter_owner_known": ("matter", {}, {"owed_by": "somebody"}),
    "due_unless_ended": ("matter", {}, {"due_on": None}),
    "owner_unless_ended": ("matter", {}, {"owed_by": "nobody"}),
    "reason_if_refused": ("matter", {}, {"state": "returned", "reason": ""}),
    "into_if_joined": ("matter", {}, {"state": "join_suggested", "into_id": None}),
    # meetings
    "meeting_state_known": ("meeting", {"state": "cancelled"}, {"state": "adjourned", "quorum_needed": 1}),
    "reason_if_extraordinary": ("meeting", {"state": "closed"}, {"extraordinary": True, "extraordinary_reason": ""}),
    "reason_if_cancelled": ("meeting", {"state": "cancelled"}, {"cancelled_reason": ""}),
    "opened_at_if_opened": ("meeting", {"state": "closed"}, {"opened_at": None}),
    "closed_at_if_closed": ("meeting", {"state": "closed"}, {"closed_at": None}),
    "quorum_if_opened": ("meeting", {"state": "closed"}, {"quorum_needed": None}),
    "status_known": ("attendee", {}, {"status": "asleep"}),
    "attendee_channel_known": ("attendee", {}, {"channel": "pigeon"}),
    "capacity_known": ("attendee", {}, {"capacity": "king"}),
    "voter_key_if_voting": ("attendee", {"voting": True}, {"voting": False}),
    "marked_if_present": ("attendee", {"status": "present"}, {"marked_at": None}),
    "discussion_state_known": ("discussion", {"state": "dropped"}, {"state": "paused"}),
    "outcome_known": ("discussion", {"state": "closed"}, {"outcome": "forgotten", "reason": "理由"}),
    "outcome_if_closed": ("discussion", {"state": "closed"}, {"outcome": None}),
    "owner_and_date_if_adopted": ("discussion", {"state": "closed"}, {"owner": ""}),
    "reason_unless_adopted": ("discussion", {"state": "closed"}, {"outcome": "rejected", "reason": ""}),
    "date_if_deferred": ("discussion", {"state": "closed"}, {"outcome": "deferred", "reason": "理由", "due_on": None}),
    "body_if_escalated": ("discussion", {"state": "closed"}, {"outcome": "escalated", "reason": "理由"}),
    "hand_state_known": ("hand", {}, {"state": "waving"}),
    "stance_known": ("hand", {}, {"stance": "sideways"}),
    "hand_channel_known": ("hand", {}, {"channel": "pigeon"}),
    "turn_stance_known": ("turn", {}, {"stance": "sideways"}),
    "seconds_if_ended": ("turn", {}, {"spoke_seconds": None}),
    "statement_stance_known": ("statement", {}, {"stance": "sideways"}),
    "motion_state_known": ("motion", {}, {"state": "lost"}),
    "ballot_if_put": ("motion", {"state": "passed"}, {"ballot_id": None}),
    "draft_counts_from_one": ("motion", {}, {"draft": 0}),
    # the rules of order
    "reason_if_suspended": ("meeting", {}, {"suspended_reason": "没有停就有理由"}),
    "hand_of_a_person_or_a_seat": ("hand", {}, {"person_id": None, "seat_id": None}),
    "turn_of_a_person_or_a_seat": ("turn", {}, {"person_id": None, "seat_id": None}),
    "only_a_running_turn_is_paused": ("turn", {}, {"paused_at": LONG_AGO}),
    "paused_seconds_not_negative": ("turn", {}, {"paused_seconds": -1}),
    "amendment_state_known": ("amendment", {}, {"state": "lost"}),
    "ballot_if_amendment_put": ("amendment", {"state": "withdrawn"}, {"state": "put"}),
    "point_state_known": ("point", {}, {"state": "lost"}),
    "point_kind_known": ("point", {}, {"kind": "honour"}),
    "point_of_a_person_or_a_seat": ("point", {}, {"person_id": None}),
    "ruling_state_known": ("ruling", {}, {"state": "lost"}),
    "ruling_kind_known": ("ruling", {}, {"kind": "fined"}),
    "reason_of_a_ruling": ("ruling", {}, {"reason": ""}),
    "ruling_on_a_person_or_a_seat": ("ruling", {}, {"person_id": None, "seat_id": None}),
    "question_state_known": ("question", {}, {"state": "perhaps"}),
    "question_kind_known": ("question", {}, {"kind": "weather"}),
    "question_way_known": ("question", {}, {"way": "dice"}),
    "counts_not_negative": ("question", {}, {"votes_for": -1}),
    "ruling_if_appeal": ("question", {"kind": "appeal"}, {"ruling_id": None}),
    "amendment_if_so_asked": ("question", {"kind": "amendment"}, {"amendment_id": None}),
    "straw_kind_known": ("straw", {}, {"kind": "hay"}),
    "parked_state_known": ("parked", {}, {"state": "lost", "matter_id": None}),
    "parked_by_a_person_or_a_seat": ("parked", {}, {"person_id": None}),
    "matter_if_proposed": ("parked", {"state": "proposed"}, {"matter_id": None}),
    # minutes and replies
    "minutes_state_known": ("minutes", {}, {"state": "lost"}),
    "published_at_if_published": ("minutes", {}, {"published_at": LONG_AGO}),
    "number_if_published": ("minutes", {}, {"number": 7}),
    "lead_if_from_the_log": ("minutes_line", {"kind": "closing"}, {"lead": ""}),
    "until_when_if_circulated": ("minutes", {"state": "circulated"}, {"objections_until": None}),
    "text_hash_if_frozen": ("minutes", {}, {"text_hash": "0" * 64}),
    "reader_state_known": ("minutes_reader", {}, {"state": "asleep"}),
    "reason_if_words_refused": ("minutes_reader", {}, {"state": "refused", "reason": ""}),
    "objection_state_known": ("minutes_objection", {}, {"state": "shelved"}),
    "answer_if_objection_declined": ("minutes_objection", {}, {"state": "declined", "answer": "", "answered_at": LONG_AGO}),
    "answered_at_if_objection_answered": ("minutes_objection", {}, {"state": "accepted"}),
    "signature_capacity_known": ("minutes_signature", {}, {"capacity": "king"}),
    "signature_method_known": ("minutes_signature", {}, {"method": "seal"}),
    "note_if_signed_on_paper": ("minutes_signature", {}, {"method": "paper"}),
    "text_and_reason_of_an_erratum": ("minutes_erratum", {}, {"reason": ""}),
    "decision_known": ("resolution", {}, {"decision": "shrug"}),
    "reason_always": ("resolution", {}, {"reason": ""}),
    "unit_and_date_if_work": ("resolution", {}, {"unit_id": None}),
    "to_whom_if_referred": ("resolution", {}, {"decision": "refer", "referred_to": ""}),
    "no_work_if_declined": ("resolution", {}, {"decision": "decline"}),
    "basis_known": ("resolution", {}, {"basis": "weather"}),
    "way_of_endorsing_known": ("endorsement", {}, {
        "way": "pigeon", "entered_by_id": 1, "reason": "没有手机", "slip": 1}),
    "endorsed_for_somebody_with_reason_and_slip": ("endorsement", {}, {"way": "desk", "reason": ""}),
    "helper_names_a_witness": ("endorsement", {}, {
        "way": "helper", "entered_by_id": 1, "reason": "没有手机", "slip": 1, "witness": ""}),
    "way_of_giving_known": ("resolution", {}, {"given": "dream"}),
    "sitting_named_if_given_there": ("resolution", {}, {"given": "sitting", "meeting_id": None}),
    "rule_if_given_between": ("resolution", {}, {"given": "between", "between_rule": ""}),
    "by_whom_if_acknowledged": ("docket_entry", {}, {"acknowledged_at": LONG_AGO, "acknowledged_by_id": None}),
    # work
    "task_state_known": ("task", {}, {"state": "forgotten"}),
    "task_owner_always": ("task", {}, {"owner": ""}),
    "reopens_at_positive": ("task", {}, {"reopens_at": 0}),
    "reopen_percent_of_a_hundred": ("body", {}, {"reopen_percent": 101}),
    "reopen_least_positive": ("body", {}, {"reopen_least": 0}),
    "extensions_not_negative": ("task", {}, {"extensions": -1}),
    "round_not_negative": ("task", {}, {"round": -1}),
    "reason_if_blocked": ("task", {}, {"state": "blocked", "done_at": None}),
    "done_at_if_done": ("task", {}, {"state": "open", "done_at": LONG_AGO}),
    "work_step_says_what": ("work_step", {}, {"what": ""}),
    "work_note_kind_known": ("work_note", {}, {"kind": "gossip"}),
    "text_if_it_says_something": ("work_note", {"kind": "progress"}, {"text": ""}),
    "reason_if_not_done": ("verdict", {}, {"done": False, "reason": ""}),
    "review_stage_known": ("review_stage", {}, {"stage": "seventh"}),
    "attendance_not_negative": ("review_stage", {}, {"attendance": -1}),
    "stage_result_always": ("review_stage", {}, {"result": ""}),
    # grids and the street
    "confirm_households_positive": ("community", {}, {"confirm_households": 0}),
    "grid_term_years_positive": ("community", {}, {"grid_term_years": 0}),
    "body_if_of_the_street": ("post", {"kind": "facilitator"}, {"community_id": None}),
    "grid_unit_ends_after_it_begins": ("grid_unit", {}, {"until": YESTERDAY}),
    "grid_worker_known": ("grid_duty", {}, {"kind": "spy"}),
    "grid_duty_ends_after_it_begins": ("grid_duty", {}, {"until": YESTERDAY}),
    # links between matters
    "link_kind_known": ("matter_link", {}, {"kind": "rumour"}),
    "link_to_another": ("matter_link", {}, {"other_id": MatterLink.matter_id}),
    "reason_if_revoked": ("matter_link", {"revoked_reason": "写错了号码"}, {"revoked_reason": ""}),
    "by_whom_if_revoked": ("matter_link", {"revoked_reason": "写错了号码"}, {"revoked_by_id": None}),
}
WRONG |= WRONG_IN_ACCOUNTS
WRONG |= WRONG_IN_LISTS
WRONG |= WRONG_IN_PUBLISHING
WRONG |= WRONG_IN_PROJECTS
WRONG |= WRONG_IN_SEALED
WRONG |= WRONG_IN_BALLOTS
WRONG |= WRONG_IN_SITTINGS
WRONG |= WRONG_IN_PLACES


@pytest.fixture
def full(neighbourhood: Neighbourhood) -> Neighbourhood:
    """A neighbourhood in which every table has a row, and a room in which everything is going on."""
    from consult.resolution import actions as resolutions
    from consult.resolution.queries import docket

    n = neighbourhood
    tell(n)
    entry = n.see(docket, n.community)[0]
    n.do("wu", resolutions.reply, entry_id=entry.id, between_rule="联席会议议事规则第八条",
         decision="adopt", unit_id=n.units["property"], due_on=DAY,
         to_dissenters="一楼的采光另请专业人员测算，结果张榜公布。",
         reason="经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。")
    the_work(n)
    n.do("lin", accounts.invite_household, household_id=n.households["gu"])
    slips_to_spoil(n)
    a_request(n, "ma")
    a_change(n)
    tell_projects(n)
    account = n.actor("he").account_id
    n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    a_public_record(n)
    tell_publishing(n)
    a_secret_vote(n)
    tell_sittings(n)
    a_light_meeting(n)
    a_record_under_way(n)
    rows_to_spoil(n)
    tell_chain(n)
    n.do("lin", register.adopt_year, community_id=n.community, file=AHEAD)
    n.do("lin", register.state_number, community_id=n.community, kind="households", count=12, source="入户登记", as_of=YESTERDAY)
    n.do("lin", register.correct_person, person_id=n.people["gu_jr"], name="顾晓军")
    n.do("lin", register.enter_owner, household_id=n.households["gu"], area_cm2=885_000, person_id=n.people["gu"])
    n.do("lin", register.set_community_ways, community_id=n.community, holds_from=DAY, desk_hours="8:30")
    n.do("lin", register.add_co_owner, household_id=n.households["gu"], person_id=n.people["he"])
    places_to_spoil(n)
    a_list_handed_in(n)
    return n


def a_record_under_way(n: Neighbourhood) -> None:
    """Minutes that are circulated, objected to and signed by one; an erratum is slipped in past every verb."""
    from consult.minutes import actions as minutes
    from consult.minutes.models import Erratum
    from consult.minutes.queries import of_meeting

    room = n.a_closed_meeting()
    draft = n.see(of_meeting, room.meeting_id, n.community)
    n.do("lin", minutes.circulate, minutes_id=draft.id, revision=1)
    n.do("chen", minutes.object_to_line, minutes_id=draft.id, line_id=draft.lines[0].id, text="时间不对")
    n.clock.forward(days=3)
    n.do("lin", minutes.sign, minutes_id=draft.id, capacity="recorder", text_hash=n.minutes_hash(room.meeting_id), leave_open=True)
    n.run(None, lambda work: work.db.add(Erratum(
        minutes_id=draft.id, nth=1, text="更正", reason="写错了", person_id=n.people["lin"], shown_as="林晓梅",
        appended_at=work.now)))


def test_every_check_is_tried() -> None:
    checks = {c.name for t in TABLES.values() for c in t.constraints if isinstance(c, CheckConstraint)}
    assert checks == set(WRONG)


def test_every_check_refuses_by_its_name(full: Neighbourhood, database_url: str) -> None:
    engine = connect(database_url, writing=True)
    refused: dict[str, str] = {}
    for name, (table, rows, change) in WRONG.items():
        statement = update(TABLES[table]).values(change)
        for column, value in rows.items():
            statement = statement.where(TABLES[table].c[column] == value)
        try:
            with engine.begin() as connection, lifted(connection):
                count = connection.execute(statement).rowcount
                refused[name] = f"let pass on {count} rows"
        except IntegrityError as problem:
            refused[name] = name if name in str(problem.orig) else str(problem.orig)
    engine.dispose()
    assert {name: said for name, said in refused.items() if said != name} == {}


def test_one_of_each_is_refused_a_second_time(neighbourhood: Neighbourhood, database_url: str) -> None:
    """One open discussion a room, one waiting hand a person, one running turn, one pending motion, one call."""
    n = neighbourhood
    room = n.a_motion()
    for who in ("chen", "wang"):
        n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    n.do("gu", meetings.ask_help, meeting_id=room.meeting_id)
    other = n.a_matter(state="admitted")
    again: dict[str, dict[str, Any]] = {
        "discussion": {"matter_id": other, "position": 2}, "hand": {}, "turn": {"hand_id": 2}, "motion": {},
        "help_call": {},
    }
    engine = connect(database_url, writing=True)
    for table, change in again.items():
        rows = TABLES[table]
        with engine.connect() as connection:
            found = connection.execute(select(rows).order_by(rows.c.id.desc())).mappings().first()
        assert found is not None
        copy = {**found, **change}
        del copy["id"]
        with pytest.raises(IntegrityError, match=r"(?i)unique"), engine.begin() as connection:
            connection.execute(insert(rows).values(copy))
    engine.dispose()


def test_a_voice_is_one_row_and_a_ballot_is_of_one_motion(full: Neighbourhood, database_url: str) -> None:
    engine = connect(database_url, writing=True)
    with engine.connect() as connection:
        cast = dict(connection.execute(select(CastBallot.__table__)).mappings().first() or {})
        ballots = connection.scalars(select(Ballot.id)).all()
    with pytest.raises(IntegrityError, match=r"(?i)unique"), engine.begin() as connection:
        connection.execute(insert(CastBallot).values(cast))
    motions = TABLES["motion"]
    with pytest.raises(IntegrityError, match=r"(?i)unique"), engine.begin() as connection:
        connection.execute(update(motions).where(motions.c.ballot_id.in_(ballots)).values(ballot_id=ballots[0]))
    engine.dispose()


WHOLE = (
    "event_log", "resolution", "work_note", "verdict", "review_stage", "project_need", "project_resource", "closing_report",
    "satisfaction_given", "satisfaction_remark", "minutes_version", "minutes_erratum", "signed_head", "notice_photo",
    "adopted_year", "stated_number", "person_merge", "former_name",
)
BUT = {
    "project": {"community_id", "year", "number", "matter_id", "entry_id", "drawn_at", "drawn_by_id"},
    "claim": {"community_id", "project_id", "unit_id", "places", "terms", "words", "claimed_at", "claimed_by_id",
              "replaces_id"},
    "claim_agreement": {"claim_id", "version", "content", "terms", "terms_words", "drawn_at", "drawn_by_id"},
    "milestone": {"agreement_id", "position", "what", "due_on"},
    "satisfaction_count": set(),
    "thanks": {"project_id", "claim_id", "words", "given_at", "given_by_id"},
    "volunteer_hours": {"community_id", "claim_id", "worked_on", "minutes", "reported_at"},
    "minutes_objection": {"minutes_id", "line_id", "position", "quoted", "person_id", "shown_as", "text", "said_at"},
    "notice_objection": {"community_id", "notice_id", "person_id", "called", "text", "made_at"},
    "matter_link": {"matter_id", "other_id", "kind", "note", "linked_by_id", "linked_by", "linked_at"},
}
"""By table: what stays of a row that goes on."""
ONCE: dict[str, tuple[str, dict[str, Any]]] = {
    "project": ("closed_at", {"closed_at": LONG_AGO, "closed_by_id": 1, "state": "reported"}),
    "claim": ("ended_at", {"ended_at": LONG_AGO, "reason": "另有原因", "state": "claimed"}),
    "claim_agreement": ("claimant_at", {"claimant_at": LONG_AGO, "claimant_by_id": 1}),
    "milestone": ("done_at", {"done_at": LONG_AGO, "done_by_id": 1, "note": "另写一句"}),
    "volunteer_hours": ("decided_at", {"confirmed": None, "decided_at": LONG_AGO}),
    "minutes_objection": ("answered_at", {"answer": "另一个答复", "answered_at": LONG_AGO}),
    "notice_objection": ("answered_at", {"answer": "另一个答复", "answered_at": LONG_AGO}),
    "matter_link": ("revoked_at", {"revoked_at": LONG_AGO, "revoked_reason": "另一个理由"}),
}
"""By table: what, once it was said, is never said otherwise."""


ANSWERS: dict[str, dict[str, Any]] = {
    "volunteer_hours": {"confirmed": True, "decided_at": LONG_AGO.replace(year=2001), "decided_by_id": 1},
    "minutes_objection": {"state": "declined", "answer": "照录音核对过。", "answered_at": LONG_AGO.replace(year=2001)},
    "notice_objection": {"answer": "照图纸核对过。", "answered_at": LONG_AGO.replace(year=2001), "answered_by_id": 1},
}
"""What may still be said, the first time."""


def assert_refused(engine: Any, table: str, attempts: list[Any]) -> None:
    """Past every verb, by whoever holds the database's own tools: each is refused, and nothing changed."""
    rows = TABLES[table]
    with engine.connect() as connection:
        before = connection.execute(select(rows)).all()
    for attempt in attempts:
        with pytest.raises(IntegrityError, match=f"rows of {table} are never changed|frozen_minutes"), engine.begin() as connection:
            connection.execute(attempt)
    with engine.connect() as connection:
        assert connection.execute(select(rows)).all() == before != []


def test_what_was_written_is_never_changed_nor_taken_away(full: Neighbourhood, database_url: str) -> None:
    """The log, replies, records, residents' words; what a project counts on, what was reported, what became of it."""
    engine = connect(database_url, writing=True)
    everything = {table: {c.name for c in TABLES[table].c if not c.primary_key} for table in WHOLE}
    for table, columns in (everything | BUT).items():
        rows = TABLES[table]
        assert_refused(engine, table, [*(update(rows).values({name: rows.c[name]}) for name in sorted(columns)), delete(rows)])
    engine.dispose()


def test_what_is_said_once_is_never_said_otherwise(full: Neighbourhood, database_url: str) -> None:
    """Confirmations, steps done, answers, reasons: the first time it is written is the last."""
    engine = connect(database_url, writing=True)
    with engine.begin() as connection:
        for table, answer in ANSWERS.items():
            connection.execute(update(TABLES[table]).where(TABLES[table].c[ONCE[table][0]].is_(None)).values(answer))
    for table, (since, changes) in ONCE.items():
        rows = TABLES[table]
        said = rows.c[since].is_not(None)
        assert_refused(engine, table, [update(rows).where(said).values({name: value}) for name, value in changes.items()])
    engine.dispose()
