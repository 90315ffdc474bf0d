"""What a change of the register touches, in sentences: each begins with what it is about, then says what follows."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from consult.community.models import Body, Household, Post
from consult.meeting.queries.touched import SpokenFor, Touched
from consult.web.shell import display, moment_filters, moments
from consult.web.wording.meetings import POSTS, body_name
from consult.web.wording.roster import shown_day

LONGEST_QUESTION = 40
MANY = 3
"""So many things that stay are told in one sentence."""


@dataclass(frozen=True)
class Line:
    """One thing that is touched: what it is, and what follows for it."""

    lead: str
    words: str


def touched_lines(
    found: Touched, *, homes_left: Collection[int] = (), posts_end: bool = False, died: bool = False
) -> list[Line]:
    """The sentences, the most pressing first, and in one at the end what simply stays. `homes_left` are the households
    whose representative goes, `posts_end` says that posts, seats and delegations end with the change; `died` that what
    is owned waits for heirs."""
    lines = [*_votes(found), *_meetings(found), *(_spoken_for(one, homes_left) for one in found.speaks_for),
             *_offices(found, posts_end=posts_end), *_owned(found, died=died)]
    joint, end = (", ", ".") if display.language() == "en" else ("、", "。")
    stays = [line.lead for line in lines if line.words == _("不动。")]
    if len(stays) < MANY:
        return lines
    return [*(line for line in lines if line.words != _("不动。")), Line(_("不动的"), joint.join(stays) + end)]


def _votes(found: Touched) -> Iterator[Line]:
    for ballot in found.open_ballots:
        yield Line(_short(ballot.question), _("正在投票，名单已经定了，这次不动。"))
    for announced in found.announced:
        yield Line(_short(announced.question), _("名单已经公布，这次改动不会自己进去；要改名单，%(day)s开投以前在那份名单上提出。",
                                                 day=_day(announced.opens_at)))


def _meetings(found: Touched) -> Iterator[Line]:
    for meeting in found.rooms:
        yield Line(body_name(meeting.body), _("正在开会，这次会的名册不动。"))
    for meeting in found.coming:
        yield Line(_("%(day)s的%(body)s", day=_day(meeting.starts_at), body=body_name(meeting.body)), _("还没开，开会的时候按新的名册算。"))


def _spoken_for(one: SpokenFor, homes_left: Collection[int]) -> Line:
    if one.home.id not in homes_left:
        return Line(door(one.home), _("户代表还是%(name)s。", name=one.by.name))
    joint = ", " if display.language() == "en" else "、"
    if one.others:
        return Line(door(one.home), _("没有户代表了。家里还有%(names)s，问过再定由谁来当。", names=joint.join(p.name for p in one.others)))
    return Line(door(one.home), _("没有户代表了，家里也没有别的成年人。"))


def _offices(found: Touched, *, posts_end: bool) -> Iterator[Line]:
    for post, body in found.posts:
        yield Line(_office(post, body), _("同一天结束。") if posts_end else _("不动。") if post.ends_on is None else _(
            "不动，到%(day)s止。", day=shown_day(post.ends_on)))
    for seat, body in found.seats:
        yield Line(_("%(body)s的席位", body=body_name(body)), _("同一天空出来，要另外补人。") if posts_end else _("不动。")
                   if seat.until is None else _("不动，到%(day)s止。", day=shown_day(seat.until)))
    for unit in found.delegate_of:
        yield Line(unit.name, _("没有代表了，请单位另派一位。") if posts_end else _("代表不动。"))


def _owned(found: Touched, *, died: bool) -> Iterator[Line]:
    for home in found.owns:
        yield Line(_("%(door)s的产权", door=door(home)), _("不动，等继承人来登记。") if died else _("不动。"))
    for home in found.gives_voice_of:
        yield Line(_("%(door)s的业主", door=door(home)),
                   _("业主表决由这位代为表态，请业主另定一位。") if died else _("业主表决还由这位代为表态。"))


def door(home: Household) -> str:
    """Where a home is: 3幢1单元301."""
    return f"{home.building.name}{home.door}"


def _office(post: Post, body: Body | None) -> str:
    if body is None:
        return str(POSTS[post.kind])
    return f"{POSTS[post.kind]} ({body_name(body)})" if display.language() == "en" else f"{POSTS[post.kind]}（{body_name(body)}）"


def _short(question: str) -> str:
    cut = question if len(question) <= LONGEST_QUESTION else question[:LONGEST_QUESTION] + "…"
    return _("“%(question)s”", question=cut)


def _day(moment: datetime) -> str:
    return moments.day(moment, lang=display.language(), zone=moment_filters.zone(), today=moment_filters.today())
