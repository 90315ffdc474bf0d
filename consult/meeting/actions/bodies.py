"""A body's ways and its end, as far as vote rules, kinds of sitting and coming meetings have a say in them."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.ballot.queries import rules_in_force
from consult.ballot.queries.places import place_in
from consult.ballot.rules.fit import why_not
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import policy
from consult.community.actions import given_ways, today, write_changes
from consult.community.events import BodyClosed
from consult.community.models import Body, Community
from consult.community.rules.sittings import Kind
from consult.community.rules.ways import POSTS_OF, Answering, Calling, Naming, Seating, posts_in, problems
from consult.core.errors import BadShape, RuleBroken
from consult.meeting.models import Meeting
from consult.meeting.queries.sittings import kind_of_body, kinds
from consult.storage.work import Work

SAME_NAME, CALLED_AS_BEFORE, ANSWERED_AS_BEFORE, SEATED_AS_BEFORE = Naming(), Calling(), Answering(), Seating()


def set_body_ways(
    work: Work, *, body_id: int, holds_from: date, naming: Naming = SAME_NAME, calling: Calling = CALLED_AS_BEFORE,
    answering: Answering = ANSWERED_AS_BEFORE, seating: Seating = SEATED_AS_BEFORE,
) -> dict[str, int]:
    """Change ways of a body from a day on, today or later; what is left out stays, and so does every meeting that was
    called before. BadShape where one goes below what its kind's source fixes, where a rule does not fit the body, where
    who answers is missing or itself."""
    body = work.get(Body, body_id)
    policy.require(work.actor, "keep_register", body)
    community = work.get(Community, body.community_id or 0)
    if body.closed_on is not None:
        raise RuleBroken("body_closed", body={"zh": body.name, "en": body.name_en or body.name})
    given, wrong = _read(given_ways(naming, calling, answering, seating))
    kind = _kind(work, body, given)
    wrong |= problems(kind, given) | _not_of_this_body(work, body, kind, given, holds_from)
    if wrong:
        raise BadShape(wrong)
    return {"changed": write_changes(work, community, body, given, holds_from)}


def _read(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Lists of posts as lists; what is no post is said."""
    wrong = {}
    for way in POSTS_OF:
        if way in given:
            try:
                given[way] = posts_in(given[way])
            except ValueError:
                wrong[way] = "not_a_choice"
    return {way: value for way, value in given.items() if way not in wrong}, wrong


def _kind(work: Work, body: Body, given: dict[str, Any]) -> Kind:
    """The kind that the body will have its sittings as; one of its own family."""
    chosen = given.get("sitting", "")
    found = kinds(work.db).get(chosen)
    return found if found and found.family == body.kind else kind_of_body(work.db, body)


def _not_of_this_body(work: Work, body: Body, kind: Kind, given: dict[str, Any], day: date) -> dict[str, str]:
    wrong = {}
    if given.get("sitting") and kind.code != given["sitting"]:
        wrong["sitting"] = "not_a_choice"
    if "vote_rule" in given and given["vote_rule"] not in {rule.code for rule in fitting_rules(work.db, body, kind, day)}:
        wrong["vote_rule"] = "not_a_choice"
    wrong |= _not_answered(work, body, given)
    if given.get("asks_for_post", body.asks_for_post) and not given.get("seated_posts", body.seated_posts):
        wrong["seated_posts"] = "missing"
    return wrong


def fitting_rules(db: Session, body: Body, kind: Kind, day: date) -> list[VoteRule]:
    """The rules of a day that a question may be put under in a meeting of the body; the one it has stays a choice."""
    found = rules_in_force(db, body.community_id or 0, day)
    if kind.vote != "rule":
        return [rule for rule in found if rule.code == body.vote_rule]
    return [rule for rule in found if rule.code == body.vote_rule or not why_not(rule, place_in(body, in_meeting=True))]


def _not_answered(work: Work, body: Body, given: dict[str, Any]) -> dict[str, str]:
    by = given.get("answered_by_id", body.answered_by_id)
    if not by:
        return {}
    other = work.db.get(Body, by)
    wrong = {}
    if other is None or other.id == body.id or other.closed_on or body.community_id != other.community_id:
        wrong["answered_by_id"] = "not_a_choice"
    if given.get("answer_days", body.answer_days) is None:
        wrong["answer_days"] = "missing"
    return wrong


def close_body(work: Work, *, body_id: int) -> dict[str, int]:
    """A body meets no more from today on; its meetings and records stay. RuleBroken while one of its meetings is called
    or open, and while another body counts on its replies."""
    body = work.get(Body, body_id)
    policy.require(work.actor, "keep_register", body)
    community = work.get(Community, body.community_id or 0, lock=False)
    if body.closed_on is not None:
        return {"body_id": body.id}
    if work.db.scalar(select(Meeting.id).where(Meeting.body_id == body.id, Meeting.state.in_(["convened", "open"]))):
        raise RuleBroken("body_has_meetings")
    if asked := work.db.scalar(select(Body).where(Body.answered_by_id == body.id, Body.closed_on.is_(None)).limit(1)):
        raise RuleBroken("body_answers", body={"zh": asked.name, "en": asked.name_en or asked.name})
    body.closed_on = today(work, community)
    work.record(BodyClosed(community_id=community.id, body_id=body.id, closed_on=body.closed_on))
    return {"body_id": body.id}
