"""Links between matters, which only grow; and following one, which is one's own affair."""
from __future__ import annotations

from typing import Annotated

from sqlalchemy import delete, select

from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.matter import policy, queries
from consult.matter.events import LinkRevoked, MattersLinked
from consult.matter.models import Matter, MatterFollower, MatterLink
from consult.matter.rules.links import LinkKind
from consult.storage.upsert import insert_or_ignore
from consult.storage.work import Work

Note = Annotated[str, Length(most=300)]
Why = Annotated[str, Length(most=300, least=4)]
Number = Annotated[str, Length(most=20, least=1)]


def link(work: Work, *, matter_id: int, other_no: Number, kind: LinkKind, note: Note = "") -> dict[str, int]:
    """Write down that a matter hangs together with another of the community; on both timelines."""
    matter = work.get(Matter, matter_id)
    actor = policy.require(work.actor, "link", matter)
    other = _other(work, matter, other_no)
    if other.id == matter.id:
        raise BadShape({"other_no": "itself"})
    _check_new(work, matter, other, kind)
    made = work.add(MatterLink(
        matter_id=matter.id, other_id=other.id, kind=kind, note=note, linked_by_id=actor.person_id,
        linked_by=actor.called, linked_at=work.now,
    ))
    for here, there, outward in ((matter, other, True), (other, matter, False)):
        work.record(MattersLinked(
            matter_id=here.id, link_id=made.id, kind=kind, other_id=there.id, other_no=there.no,
            other_title=there.title, outward=outward, note=note,
        ))
    return {"link_id": made.id}


def _other(work: Work, matter: Matter, no: str) -> Matter:
    try:
        return queries.matter_by_no(work.db, matter.community_id, no.replace("号", ""))
    except NotFound:
        raise BadShape({"other_no": "not_a_choice"}) from None


def _check_new(work: Work, matter: Matter, other: Matter, kind: LinkKind) -> None:
    there = select(MatterLink.id).where(
        MatterLink.matter_id == matter.id, MatterLink.other_id == other.id, MatterLink.kind == kind,
        MatterLink.revoked_at.is_(None))
    if work.db.scalar(there) is not None:
        raise RuleBroken("linked_already", no=other.no)


def revoke_link(work: Work, *, link_id: int, reason: Why) -> dict[str, int]:
    """Take a link back, with the reason. It stays where it was, struck through."""
    made = work.get(MatterLink, link_id)
    matter, other = work.get(Matter, made.matter_id), work.get(Matter, made.other_id)
    try:
        actor = policy.require(work.actor, "link", matter)
    except NotFound:
        raise NotFound("matter_link") from None
    if made.revoked_at is not None:
        raise RuleBroken("not_now", thing="link", state="revoked", move="revoke")
    made.revoked_at, made.revoked_by_id, made.revoked_by, made.revoked_reason = work.now, actor.person_id, actor.called, reason
    for here, there in ((matter, other), (other, matter)):
        work.record(LinkRevoked(matter_id=here.id, link_id=made.id, other_no=there.no, reason=reason))
    return {"link_id": made.id}


def follow(work: Work, *, matter_id: int) -> dict[str, bool]:
    """Hear what becomes of a matter. Nothing is written to any log: whom it concerns is nobody else's affair."""
    matter = work.get(Matter, matter_id, lock=False)
    actor = policy.require(work.actor, "follow", matter)
    insert_or_ignore(work.db, MatterFollower, matter_id=matter.id, person_id=actor.person_id, followed_at=work.now)
    return {"follows": True}


def unfollow(work: Work, *, matter_id: int) -> dict[str, bool]:
    """Hear no more of it."""
    matter = work.get(Matter, matter_id, lock=False)
    actor = policy.require(work.actor, "follow", matter)
    work.db.execute(delete(MatterFollower).where(
        MatterFollower.matter_id == matter.id, MatterFollower.person_id == actor.person_id))
    return {"follows": False}
