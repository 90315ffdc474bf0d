"""Reads of kinds of sitting, and of what a sitting keeps besides the room."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.community.models import Body
from consult.community.rules.sittings import Kind, kind_from, known_kinds
from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.meeting.models import Attendee, Discussion, Meeting, Statement, Turn
from consult.meeting.models.sittings import (
    Confirmation,
    LightMeeting,
    Paper,
    Part,
    Question,
    RaisedIssue,
    Recusal,
    SignUp,
    Sitting,
    SittingKind,
)
from consult.meeting.rules.sittings import composition

PAGE = 20


def kinds(db: Session) -> dict[str, Kind]:
    """Every kind of sitting at hand: those of the product, and those this installation added."""
    added = {row.code: kind_from(row.ways) for row in db.scalars(select(SittingKind).order_by(SittingKind.code))}
    return {**known_kinds(), **added}


def kind_of_body(db: Session, body: Body) -> Kind:
    """The kind of a body's sittings."""
    found = kinds(db).get(body.sitting or body.kind)
    if found is None:
        raise NotFound("sitting_kind")
    return found


def sitting(db: Session, meeting_id: int) -> Sitting:
    """How a meeting goes; NotFound where there is no such meeting."""
    found = db.get(Sitting, meeting_id)
    if found is None:
        raise NotFound("sitting")
    return found


def kind_of(held: Sitting) -> Kind:
    """The kind a sitting was convened as."""
    return kind_from(held.ways)


def kind_of_meeting(db: Session, meeting_id: int) -> Kind:
    """The kind that a meeting was convened as."""
    return kind_of(sitting(db, meeting_id))


def parts(db: Session, meeting_id: int) -> Sequence[Part]:
    """Who has a part now, in the order in which parts were given."""
    return db.scalars(select(Part).where(Part.meeting_id == meeting_id, Part.ended_at.is_(None)).order_by(Part.id)).all()


def part_of(db: Session, meeting_id: int, person_id: int) -> Part | None:
    """A person's part now."""
    return db.scalar(select(Part).where(
        Part.meeting_id == meeting_id, Part.person_id == person_id, Part.ended_at.is_(None)))


def as_composed(held: Iterable[Part]) -> list[composition.Part]:
    """Parts as the rules read them."""
    return [composition.Part(part.person_id, part.role, part.grp) for part in held]


def sign_ups(db: Session, meeting_id: int) -> Sequence[SignUp]:
    """Sign-ups that were not taken back, in the order of coming in."""
    return db.scalars(
        select(SignUp).where(SignUp.meeting_id == meeting_id, SignUp.state != "withdrawn").order_by(SignUp.no)
    ).all()


def sign_up_of(db: Session, meeting_id: int, person_id: int) -> SignUp | None:
    """One person's sign-up, taken back or not."""
    return db.scalar(select(SignUp).where(SignUp.meeting_id == meeting_id, SignUp.person_id == person_id))


def papers(db: Session, meeting_id: int) -> Sequence[Paper]:
    """The papers of a meeting."""
    return db.scalars(select(Paper).where(Paper.meeting_id == meeting_id).order_by(Paper.id)).all()


def recusals(db: Session, meeting_id: int) -> Sequence[Recusal]:
    """Requests that somebody step back."""
    return db.scalars(select(Recusal).where(Recusal.meeting_id == meeting_id).order_by(Recusal.id)).all()


def confirmations(db: Session, meeting_id: int) -> dict[int, Confirmation]:
    """What was said of the record, by person."""
    rows = db.scalars(select(Confirmation).where(Confirmation.meeting_id == meeting_id))
    return {row.person_id: row for row in rows}


def heard(db: Session, meeting_id: int) -> dict[int, str]:
    """Everybody who spoke or wrote in a meeting, with the name the room saw, in the order of being heard."""
    here = select(Discussion.id).where(Discussion.meeting_id == meeting_id).scalar_subquery()
    spoke = db.execute(select(Turn.person_id, Turn.shown_as).where(Turn.discussion_id.in_(here)).order_by(Turn.id))
    wrote = db.execute(select(Statement.person_id, Statement.shown_as)
                       .where(Statement.discussion_id.in_(here)).order_by(Statement.id))
    return {row[0]: row[1] for row in [*spoke, *wrote] if row[0] is not None}


def heard_since(db: Session, meeting_id: int, since: datetime) -> set[int]:
    """Who had the floor, or wrote, since a moment."""
    here = select(Discussion.id).where(Discussion.meeting_id == meeting_id).scalar_subquery()
    spoke = db.scalars(select(Turn.person_id).where(Turn.discussion_id.in_(here), Turn.started_at >= since))
    wrote = db.scalars(select(Statement.person_id).where(Statement.discussion_id.in_(here), Statement.said_at >= since))
    return {id for id in [*spoke, *wrote] if id is not None}


def earlier_round(db: Session, body_id: int, matter_id: int) -> Meeting | None:
    """The last closed sitting of a body on a matter: a new one is its next round."""
    return db.scalar(
        select(Meeting).join(Discussion, Discussion.meeting_id == Meeting.id).where(
            Meeting.body_id == body_id, Meeting.state == "closed", Discussion.matter_id == matter_id,
            Discussion.state == "closed",
        ).order_by(Meeting.id.desc()).limit(1)
    )


def chain(db: Session, meeting_id: int) -> list[tuple[Sitting, Meeting]]:
    """A sitting with those before it and after it: rounds, and postponements; the first one first."""
    found: dict[int, tuple[Sitting, Meeting]] = {}
    waiting = [meeting_id]
    while waiting:
        id = waiting.pop()
        row = db.execute(select(Sitting, Meeting).join(Meeting, Meeting.id == Sitting.meeting_id).where(
            Sitting.meeting_id == id)).first()
        if row is None or id in found:
            continue
        found[id] = (row[0], row[1])
        after = db.scalars(select(Sitting.meeting_id).where(Sitting.follows_id == id)).all()
        waiting += [*after, *([row[0].follows_id] if row[0].follows_id else [])]
    return [found[id] for id in sorted(found)]


def questions(db: Session, meeting_id: int) -> Sequence[Question]:
    """Every question of a meeting, in the order of asking."""
    return db.scalars(select(Question).where(Question.meeting_id == meeting_id).order_by(Question.id)).all()


def open_questions(db: Session, meeting_id: int) -> int:
    """How many questions have no end yet."""
    return db.scalar(select(func.count()).select_from(Question).where(
        Question.meeting_id == meeting_id, Question.state == "open")) or 0


def promises(db: Session, community_id: int) -> list[tuple[Question, Meeting]]:
    """What was promised at forums and is not done yet, the nearest date first."""
    rows = db.execute(
        select(Question, Meeting).join(Meeting, Meeting.id == Question.meeting_id)
        .where(Meeting.community_id == community_id, Question.state == "promised", Question.kept_at.is_(None))
        .order_by(Question.due_on, Question.id)
    )
    return [(row[0], row[1]) for row in rows]


def seated(db: Session, meeting_id: int) -> Sequence[Attendee]:
    """The roll of a meeting in its order, for the tablet in the hall."""
    return db.scalars(
        select(Attendee).where(Attendee.meeting_id == meeting_id).order_by(Attendee.voting.desc(), Attendee.id)
    ).all()


# --- light meetings -----------------------------------------------------------------------------------


def may_see_light(actor: Actor | None, kind: Kind, community_id: int) -> bool:
    """Whether somebody may see light meetings of a kind: everyone's are everyone's, a party group's its posts'."""
    if not kind.visible_to:
        return True
    return actor is not None and any(actor.holds(post, community_id) for post in kind.visible_to)


def light_meetings(
    db: Session, community_id: int, actor: Actor | None, page: int = 1
) -> tuple[Sequence[LightMeeting], int]:
    """One page of the light meetings that somebody may see, the latest first, and how many there are."""
    hidden = [code for code, kind in kinds(db).items() if not may_see_light(actor, kind, community_id)]
    wanted = select(LightMeeting).where(LightMeeting.community_id == community_id, LightMeeting.kind.not_in(hidden))
    count = db.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = db.scalars(wanted.order_by(LightMeeting.held_on.desc(), LightMeeting.id.desc())
                      .limit(PAGE).offset(PAGE * (max(page, 1) - 1))).all()
    return rows, count


def light_meeting(db: Session, id: int, community_id: int, actor: Actor | None) -> LightMeeting:
    """A light meeting that somebody may see; missing, another's and hidden look alike."""
    found = db.get(LightMeeting, id)
    if found is None or found.community_id != community_id:
        raise NotFound("light_meeting")
    if not may_see_light(actor, kind_from(found.ways), community_id):
        raise NotFound("light_meeting")
    return found


def issues(db: Session, light_meeting_ids: Iterable[int]) -> Sequence[RaisedIssue]:
    """What was raised at these light meetings, in order."""
    return db.scalars(select(RaisedIssue).where(RaisedIssue.light_meeting_id.in_(list(light_meeting_ids)))
                      .order_by(RaisedIssue.id)).all()
