"""Two entries of one person became one while a ballot was announced or open. What is closed stays as it was."""
from __future__ import annotations

from sqlalchemy import select

from consult.ballot import queries
from consult.ballot.events import VoiceSilenced
from consult.ballot.models import AnnouncedVoice, Announcement, Ballot, CastBallot, Proxy, RollEntry
from consult.ballot.rules.merging import SAME_PERSON, Heard, falls_silent
from consult.community.events import PersonsMerged
from consult.storage.work import Work


def follow_merge(work: Work, e: PersonsMerged) -> None:
    """A secret ballot that holds either of the two keeps the merge waiting: RuleBroken with the moment of its close. In a
    named one a voice is given once: the earlier stands, the later is void, and the log says so."""
    queries.check_no_secret_ballot(work.db, (e.kept_id, e.gone_id))
    for ballot_id in queries.open_with(work.db, (e.gone_id,)):
        _one_voice(work, work.get(Ballot, ballot_id), e)
    for announcement_id in queries.announced_with(work.db, e.gone_id):
        _one_place(work, work.get(Announcement, announcement_id), e)


def _one_voice(work: Work, ballot: Ballot, e: PersonsMerged) -> None:
    rows = {row.voter_key: row for row in work.db.scalars(select(RollEntry).where(
        RollEntry.ballot_id == ballot.id, RollEntry.person_id.in_((e.kept_id, e.gone_id))))}
    casts = {key: work.db.get(CastBallot, (ballot.id, key)) for key in rows}
    heard = [Heard(key, row.person_id == e.kept_id, cast.cast_at if (cast := casts[key]) else None)
             for key, row in sorted(rows.items()) if row.may_vote]
    silent = falls_silent(heard) if {row.person_id for row in rows.values()} == {e.kept_id, e.gone_id} else []
    for voice in silent:
        rows[voice.voter_key].silent_because = SAME_PERSON
        if cast := casts[voice.voter_key]:
            work.db.delete(cast)
    for row in rows.values():
        if row.person_id == e.gone_id and not row.silent_because:
            row.person_id = e.kept_id
    for proxy in work.db.scalars(select(Proxy).where(Proxy.ballot_id == ballot.id, Proxy.holder_id == e.gone_id)):
        proxy.holder_id = e.kept_id
    for voice in silent:
        work.record(VoiceSilenced(
            ballot_id=ballot.id, voter_key=voice.voter_key, because=SAME_PERSON, was_given=voice.cast_at is not None))


def _one_place(work: Work, announced: Announcement, e: PersonsMerged) -> None:
    """A roll that lies open and is not frozen yet: a person's own second place leaves it, the voices of homes and units go
    on; of an appraisal of the one that goes, it is of the one that stays."""
    if announced.about_id == e.gone_id:
        announced.about_id = e.kept_id
    rows = work.db.scalars(select(AnnouncedVoice).where(
        AnnouncedVoice.announcement_id == announced.id, AnnouncedVoice.person_id.in_((e.kept_id, e.gone_id)))).all()
    stands = any(row.person_id == e.kept_id and _own(row) and not row.excluded_why for row in rows)
    for row in rows:
        if row.person_id == e.gone_id and _own(row) and stands:
            row.excluded_why = row.excluded_why or SAME_PERSON
        elif row.person_id == e.gone_id:
            row.person_id = e.kept_id


def _own(row: AnnouncedVoice) -> bool:
    return row.voter_key.startswith("person:")
