"""The public version of a record: made with the record, let out by a second person, taken back with a reason."""
from __future__ import annotations

import pytest

from consult.core.errors import Forbidden, RuleBroken
from consult.minutes import actions as minutes
from consult.minutes.queries import of_meeting
from consult.publishing import actions as publishing
from consult.publishing import queries
from tests.builders import Neighbourhood
from tests.builders_publishing import a_public_record, a_published_record, let_out, version_of

REASON = "有一处写了住户的病情，先撤下来。"


def test_what_is_private_is_hidden_and_the_archive_keeps_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_closed_meeting()
    draft = n.see(of_meeting, room.meeting_id, n.community)
    n.run("lin", lambda work: minutes.edit(
        work, minutes_id=draft.id, revision=draft.revision, texts={}, added="何静说：3幢1单元301室，电话13812345678。"))
    n.publish_minutes(room, second_reader="")
    version = version_of(n, room)
    said = version.lines[-1][3] + version.lines[-2][3]
    assert "13812345678" not in said and "301" not in said and "何静" not in said and "何女士" in said
    assert version.hidden >= 3 and version.state == "prepared"
    kept = "".join(line.text for line in n.see(of_meeting, room.meeting_id, n.community).lines)
    assert "13812345678" in kept and "何静" in kept


def test_the_one_who_prepared_it_does_not_let_it_out(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_published_record(n)
    with pytest.raises(RuleBroken, match="second_person_needed"):
        let_out(n, room, "lin")
    with pytest.raises(Forbidden):
        let_out(n, room, "chen")
    let_out(n, room, "wu")
    assert version_of(n, room).state == "approved"


def test_only_what_was_read_is_let_out(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_published_record(n)
    before = version_of(n, room)
    n.do("lin", publishing.prepare_public, minutes_id=before.minutes_id, withheld="2")
    with pytest.raises(RuleBroken, match="edited_meanwhile"):
        n.do("wu", publishing.approve_public, version_id=before.id, text_hash=before.text_hash)
    assert version_of(n, room).lines[1][3] == "［这一段不公开］"


def test_it_is_taken_back_with_a_reason_and_let_out_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_public_record(n)
    version = version_of(n, room)
    assert [hit.kind for hit in n.see(queries.hits, n.community, "记录")] == ["minutes"]
    n.do("wu", publishing.withdraw_public, version_id=version.id, reason=REASON)
    assert n.see(queries.approved_of_meeting, room.meeting_id) is None
    assert n.see(queries.hits, n.community, "记录") == []
    n.do("wu", publishing.prepare_public, minutes_id=version.minutes_id, withheld="3")
    with pytest.raises(RuleBroken, match="second_person_needed"):
        let_out(n, room, "wu")
    let_out(n, room, "lin")
    told = [e.name for e in n.log(f"public_minutes:{version.minutes_id}")]
    assert told == ["PublicVersionPrepared", "PublicVersionApproved", "PublicVersionWithdrawn", "PublicVersionPrepared",
                    "PublicVersionApproved"]


def test_a_resident_agrees_to_be_named_and_takes_it_back(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def public(text: str) -> str:
        from consult.community.models import Community
        from consult.core.clock import local_date

        return n.look(lambda db: queries.redactor_for(
            db, db.get_one(Community, n.community), local_date(n.clock(), "Asia/Shanghai"))(text))

    assert public("顾桂芳和陈美兰") == "顾阿姨和陈美兰"
    n.do("gu", publishing.consent_to_be_named)
    assert public("顾桂芳和陈美兰") == "顾桂芳和陈美兰"
    n.do("gu", publishing.withdraw_consent)
    assert public("顾桂芳") == "顾阿姨"
    told = [e.name for e in n.log(f"community:{n.community}") if e.name.startswith("NamingConsent")]
    assert told == ["NamingConsented", "NamingConsentWithdrawn"]
