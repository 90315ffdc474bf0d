"""What the database itself refuses of ballots: by the name of the check, what is written into which rows."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from consult.ballot import queries
from consult.ballot.models import (
    AnnouncedVoice,
    Announcement,
    HandCount,
    OfficialResult,
    PaperBallot,
    PaperEntry,
    Proxy,
    RollObjection,
)
from consult.community.models import Ownership
from consult.storage.work import Work
from tests.builders import Neighbourhood

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
Row = tuple[str, dict[str, Any], dict[str, Any]]
WRONG: dict[str, Row] = {
    "form_known": ("ballot", {}, {"form": "shouting"}),
    "most_positive": ("ballot", {}, {"most": 0}),
    "way_known": ("ballot", {}, {"way": "lots"}),
    "area_not_negative": ("ballot_roll", {}, {"area_cm2": -1}),
    "somebody_gives_it_or_it_is_silent": ("ballot_roll", {}, {"person_id": None}),
    "channel_known": ("ballot_cast", {}, {"channel": "pigeon"}),
    "helper_named_with_reason": ("ballot_cast", {}, {"channel": "helper", "by_id": None}),
    "paper_state_known": ("ballot_paper", {}, {"state": "lost"}),
    "reason_if_void": ("ballot_paper", {}, {"state": "void"}),
    "hands_not_negative": ("ballot_hand_count", {}, {"against": -1}),
    "announcement_state_known": ("ballot_announcement", {}, {"state": "lost"}),
    "ballot_if_opened": ("ballot_announcement", {}, {"state": "opened"}),
    "reason_if_called_off": ("ballot_announcement", {}, {"state": "called_off"}),
    "closes_after_it_opens": ("ballot_announcement", {}, {"closes_at": LONG_AGO}),
    "announced_form_known": ("ballot_announcement", {}, {"form": "shouting"}),
    "announced_area_not_negative": ("ballot_announced_roll", {}, {"area_cm2": -1}),
    "ruling_known": ("ballot_roll_objection", {}, {"ruling": "shelved", "ruled_at": LONG_AGO, "reason": "话"}),
    "ruled_at_if_ruled": ("ballot_roll_objection", {}, {"ruling": "upheld", "reason": "话"}),
    "reason_if_ruled": ("ballot_roll_objection", {}, {"ruling": "upheld", "ruled_at": LONG_AGO}),
    "document_is_there": ("official_result", {}, {"document": ""}),
    "kind_if_file": ("official_result", {}, {"file_kind": "image/png"}),
    "owner_is_person_or_unit": ("ownership", {}, {"person_id": None}),
    "owned_area_positive": ("ownership", {}, {"area_cm2": 0}),
    "ownership_ends_after_it_begins": ("ownership", {}, {"until": date(2000, 1, 1)}),
}


def rows_to_spoil(n: Neighbourhood) -> None:
    """One row in every table of ballots, past the verbs."""
    ballot = n.a_vote().ballot_id
    rule = queries.rule_for("straw_poll", date(2026, 11, 26)).plain()
    key, chen, wang = f"person:{n.people['chen']}", n.people["chen"], n.people["wang"]

    def write(work: Work) -> None:
        now = work.now
        paper = work.add(PaperBallot(
            ballot_id=ballot, number=1, token="x", voter_key=key, issued_at=now, issued_by_id=wang))
        work.add(PaperEntry(paper_id=paper.id, by_id=wang, choice="for", entered_at=now))
        work.add(Proxy(ballot_id=ballot, voter_key=key, holder_id=wang, document="委托书", filed_at=now, filed_by_id=wang))
        work.add(HandCount(ballot_id=ballot, by_id=wang, votes_for=1, against=0, abstain=0, not_voting=0, counted_at=now))
        told = work.add(Announcement(
            community_id=n.community, question="装不装", rule=rule, form="for_against", scope={"kind": "community"},
            announced_at=now, announced_by_id=wang, opens_at=now, closes_at=now + timedelta(days=1)))
        work.add(AnnouncedVoice(announcement_id=told.id, voter_key=key, person_id=chen, shown_as="陈阿姨"))
        work.add(RollObjection(announcement_id=told.id, by_id=chen, says="没有我家", made_at=now))
        work.add(OfficialResult(
            community_id=n.community, title="换届", rule=rule, held_on=now.date(), held_by="选举委员会", says="当选", figures={},
            document="公告一号", document_on=now.date(), recorded_at=now, recorded_by_id=wang))
        work.add(Ownership(household_id=n.households["chen"], person_id=chen, area_cm2=900_000, since=now.date()))

    n.run(None, write)
