"""Bodies: formed from a template, and their members who sit there by no post."""
from __future__ import annotations

from consult.community import policy
from consult.community.actions.posts import take_post
from consult.community.actions.register import check_all_of, today
from consult.community.events import BodyFormed, MemberJoined
from consult.community.models import Body, BodyMember, Community, Person, Post, Unit
from consult.community.queries.seats import seat_by_post
from consult.community.rules.kinds import PostKind
from consult.community.rules.presets import BodyPreset
from consult.storage.work import Work


def form_body(work: Work, *, community: Community, preset: BodyPreset, answered_by: Body | None = None) -> Body:
    """Form a body: who convenes it, how many days' notice, under which vote rule, who answers what it adopts.

    Whoever holds a post that it seats sits in it from now on, whether the post was given before or comes after.
    """
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, answered_by)
    body = work.add(Body(
        street_id=community.street_id, community_id=community.id, kind=preset.kind, sitting=preset.sitting,
        level=preset.level, name=preset.name, name_en=preset.name_en, membership=preset.membership,
        convened_by=[str(k) for k in preset.convened_by], notice_days=preset.notice_days, vote_rule=preset.vote_rule,
        cadence=preset.cadence, rules_of_order=dict(preset.rules_of_order),
        seated_posts=[str(k) for k in preset.seats()], asks_for_post=preset.post_for_a_seat(),
        answered_by_id=answered_by.id if answered_by else None,
        answer_days=preset.answer_days if answered_by else None,
    ))
    work.record(BodyFormed(community_id=community.id, body_id=body.id, kind=preset.kind))
    return body


def seat_member(
    work: Work, *, community: Community, body: Body, person: Person | None = None, unit: Unit | None = None
) -> BodyMember | Post:
    """Seat a person, or a unit through its delegate, in a body from today.

    Where the body asks for a post for its seat, the person takes that post; whoever sits there already stays.
    """
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, body, person, unit)
    day = today(work, community)
    if person is not None and (held := seat_by_post(work.db, body, person.id, day)):
        return held
    if person is not None and body.asks_for_post:
        kind = PostKind(body.seated_posts[0])
        return take_post(work, community=community, person=person, kind=kind, body=body)
    member = work.add(BodyMember(
        body_id=body.id, person_id=person.id if person else None, unit_id=unit.id if unit else None, since=day))
    work.record(MemberJoined(
        community_id=community.id, body_id=body.id, person_id=member.person_id, unit_id=member.unit_id,
        since=member.since,
    ))
    return member
