"""No text is written that its column does not hold, through whatever door and on both databases."""
from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import String, Text, update

from consult.community import actions as register
from consult.community.models import Community, Person
from consult.core.errors import BadShape
from consult.storage.base import Base
from consult.storage.bounded_texts import LONGEST, HouseSession
from tests.builders import Neighbourhood

WORDS: list[tuple[Any, Any]] = [(mapper, column) for mapper in Base.registry.mappers for column in mapper.local_table.c
                               if isinstance(column.type, String)]
LONG = {
    "what people write, bounded by the verb that takes it": """
        ballot.question ballot_announcement.question meeting.extraordinary_reason meeting.cancelled_reason
        meeting.suspended_reason volunteer_post.what volunteer_post.thanks forum_question.text forum_question.words
        paper.text record_confirmation.reason recusal.reason recusal.decision resource.what sitting_part.ended_reason
        straw.text matter.what matter.expected matter.reason minutes_erratum.text minutes_erratum.reason minutes_line.text
        minutes_reader.reason minutes_signature.note public_version.withdrawn_reason discussion.reason
        minutes_objection.text minutes_objection.answer need.what need.reason notice.text notice.down_reason
        raised_issue.text motion.what motion.text notice_objection.text notice_objection.answer parked.text point.text
        statement.text amendment.what amendment.text motion_draft.what motion_draft.text project.aim project.method
        project.measures project.reason project.no_discussion_because resolution.reason resolution.to_dissenters turn.text
        claim.words claim.reason closing_report.words ruling.reason satisfaction_remark.words task.what task.blocked_reason
        claim_agreement.content thanks.words verdict.reason work_note.text milestone.note review_stage.result""",
    "taken over from what stands elsewhere, where it is bounded": """
        docket_entry.motion minutes_objection.quoted minutes_line.lead forum_question.kept official_result.says""",
    "a file, bounded by the verb that reads it": "adopted_year.file",
    "made by the house itself": "ballot_statement.body",
}
"""The texts without a length of their own, and why; a new one is given a length, or its place here."""


def test_every_text_has_a_length_or_is_deliberately_long() -> None:
    long = {f"{column.table.name}.{column.name}" for _, column in WORDS if column.type.length is None}
    assert long == {name for names in LONG.values() for name in names.split()}


def test_one_character_too_many_is_refused_by_name() -> None:
    """For every text of every table; nothing reaches a database."""
    for mapper, column in WORDS:
        if isinstance(column.type, Text):
            continue
        key, most = mapper.get_property_by_column(column).key, column.type.length or LONGEST
        assert refused(mapper, key, "长" * (most + 1)) == {key: f"too_long:{most}"}
        assert refused(mapper, key, "长\x00") == {key: "not_text"}


def refused(mapper: Any, key: str, words: str) -> dict[str, str]:
    """What the session says to a row with these words before it writes it."""
    session, row = HouseSession(), mapper.class_()
    setattr(row, key, words)
    session.add(row)
    with pytest.raises(BadShape) as problem:
        session.dispatch.before_flush(session, None, None)
    return problem.value.fields


def test_a_name_is_never_empty_nor_spaces_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for name in ("", "   "):
        assert a_person(n, name) == {"name": "missing"}
    assert a_person(n, "长" * 61) == {"name": "too_long:60"}
    assert n.look(lambda db: [p for p in db.query(Person) if p.name.startswith("长") or not p.name.strip()]) == []


def a_person(n: Neighbourhood, name: str) -> dict[str, str]:
    """What the verb that others call directly says, without a form's check of its shape."""
    with pytest.raises(BadShape) as problem:
        n.run("lin", lambda work: register.enter_person(
            work, community=work.get(Community, n.community), name=name, called="").id)
    return problem.value.fields


def test_a_change_is_held_to_the_same(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(BadShape) as problem:
        n.run("lin", lambda work: setattr(work.get(Person, n.people["chen"]), "called", "长" * 61))
    assert problem.value.fields == {"called": "too_long:60"}


def test_what_stands_from_before_the_bound_keeps_nobody_from_changing_something_else(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: bool(work.db.execute(update(Person).values(name=""))))
    n.run("lin", lambda work: setattr(work.get(Person, n.people["chen"]), "called", "陈姨"))
    assert n.look(lambda db: db.get_one(Person, n.people["chen"]).called) == "陈姨"
