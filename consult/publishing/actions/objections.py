"""Verbs: object to a notice, answer in public, keep a photograph of the paper."""
from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from consult.community.models import Community
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import BadShape, RuleBroken
from consult.core.events import canonical
from consult.core.lifecycle import words_of
from consult.publishing import policy, queries
from consult.publishing.actions.seals import seal
from consult.publishing.events import NoticeObjected, NoticeObjectionAnswered, PaperPhotographed
from consult.publishing.models import Notice, NoticeObjection, NoticePhoto
from consult.publishing.rules.notice_period import kind_named
from consult.publishing.rules.photographs import Photograph
from consult.publishing.rules.states import PhotoMoment
from consult.storage.work import Work

Words = Annotated[str, Length(most=2_000, least=4)]
Place = Annotated[str, Length(most=120, least=1)]
MOST_PHOTOS = 12


def object_to_notice(work: Work, *, notice_id: int, text: Words) -> dict[str, int]:
    """Say what is wrong with a notice while it hangs; one at a time until it is answered."""
    notice = work.get(Notice, notice_id)
    actor = policy.require(work.actor, "object_to_notice", notice)
    community = work.get(Community, notice.community_id, lock=False)
    if notice.state != "posted" or not kind_named(notice.kind).objections:
        raise RuleBroken("not_now", thing="notice", state=notice.state, move="object_to_notice")
    assert notice.until is not None
    if local_date(work.now, community.timezone) > notice.until:
        raise RuleBroken("notice_period_over", until=notice.until)
    if any(not said.answer for said in queries.objections_of(work.db, notice.id, actor.person_id)):
        raise RuleBroken("objection_waits_already")
    objection = work.add(NoticeObjection(
        community_id=notice.community_id, notice_id=notice.id, person_id=actor.person_id, called=actor.called,
        text=text.replace("\r\n", "\n"), made_at=work.now,
    ))
    work.record(NoticeObjected(
        notice_id=notice.id, objection_id=objection.id, text_hash=hash_of_words(objection.called, objection.text)))
    seal(work, "notice", notice.id)
    return {"objection_id": objection.id}


def answer_objection(work: Work, *, objection_id: int, answer: Words) -> dict[str, int]:
    """Answer an objection, once and for everyone to read."""
    objection = work.get(NoticeObjection, objection_id)
    actor = policy.require(work.actor, "answer_objection", objection)
    if objection.answer:
        raise RuleBroken("objection_answered_already")
    objection.answer = answer.replace("\r\n", "\n")
    objection.answered_by_id, objection.answered_at = actor.person_id, work.now
    work.record(NoticeObjectionAnswered(
        notice_id=objection.notice_id, objection_id=objection.id, text_hash=hash_of_words(objection.answer)))
    seal(work, "notice", objection.notice_id)
    return {"notice_id": objection.notice_id}


def hash_of_words(*words: str) -> str:
    """SHA-256 over words, as the log keeps it in place of them."""
    return sha256(canonical(list(words))).hexdigest()


def keep_photo(
    work: Work, *, notice_id: int, moment: str, place: Place, photograph: Photograph | None = None,
) -> dict[str, int]:
    """Keep a photograph of the paper notice, put up or taken down; it was encoded anew before."""
    notice = work.get(Notice, notice_id)
    actor = policy.require(work.actor, "photograph_paper", notice)
    if photograph is None:
        raise BadShape({"photo": "missing"})
    if notice.state == "prepared" or moment not in words_of(PhotoMoment):
        raise RuleBroken("not_now", thing="notice", state=notice.state, move="photograph")
    if len(queries.photos(work.db, notice.id)) >= MOST_PHOTOS:
        raise RuleBroken("photos_enough", most=MOST_PHOTOS)
    photo = work.add(NoticePhoto(
        community_id=notice.community_id, notice_id=notice.id, moment=moment, place=place,
        taken_by_id=actor.person_id, taken_at=work.now, width=photograph.width, height=photograph.height,
        image=photograph.jpeg, image_hash=photograph.hash,
    ))
    work.record(PaperPhotographed(
        notice_id=notice.id, photo_id=photo.id, moment=moment, image_hash=photo.image_hash))
    seal(work, "notice", notice.id)
    return {"photo_id": photo.id}
