"""Everything the public page of a matter shows, read once: its story, its receipt, and what the reader may do."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import g

from consult.community import queries as register
from consult.community.models import Person
from consult.core.actor import Actor
from consult.core.events import Recorded
from consult.matter import policy, queries
from consult.matter.models import Matter
from consult.matter.rules.by_whom import Way
from consult.matter.rules.lifecycle import CAN_ENDORSE, ENDED, MATTER, MatterState
from consult.meeting import policy as meetings
from consult.project import queries as projects
from consult.project.models import Project
from consult.resolution import policy as replies
from consult.resolution import queries as resolutions
from consult.resolution.models import DocketEntry, Task
from consult.web.docket import tasks
from consult.web.doorway.access import actor_here, db
from consult.web.matters.receipts import Hop, body_names, place_of, receipt
from consult.web.shell import moment_filters

SCREENED = ("MatterAdmitted", "MatterReturned", "MatterRedirected", "JoinSuggested")
OWED_BY_NAME = ("escalated", "awaiting_reply", "working", "reopened")
TO_CONVENE: tuple[MatterState, ...] = ("admitted", "deferred")


@dataclass(frozen=True)
class Story:
    """The log of a matter, sorted into what a page tells."""

    events: Sequence[Recorded]

    def named(self, *names: str) -> list[Recorded]:
        """The events of these names, in order."""
        return [event for event in self.events if event.name in names]

    @property
    def proposer(self) -> str:
        """The form of address under which it was proposed."""
        return str(self.events[0].data["proposer"])

    @property
    def record(self) -> str:
        """The hash of the newest event, in groups of four, first and last two of them."""
        whole = self.events[-1].hash
        return f"{whole[:4]} {whole[4:8]} … {whole[-4:]}"

    @property
    def minutes_of(self) -> frozenset[int]:
        """The meetings on this matter whose minutes are public."""
        return frozenset(event.data["meeting_id"] for event in self.named("MinutesPosted"))

    def body_of(self, meeting_id: int, lang: str) -> str:
        """The body whose meeting it was, in the reader's language."""
        data = next(e.data for e in self.named("MatterScheduled") if e.data["meeting_id"] == meeting_id)
        return str(data["body_en"] if lang == "en" else data["body"])

    @property
    def meeting_id(self) -> int | None:
        """The meeting that takes it up now, or took it up last."""
        planned = self.named("MatterScheduled")
        return planned[-1].data["meeting_id"] if planned else None


@dataclass(frozen=True)
class May:
    """What the reader may do with a matter now."""

    endorse: bool = False
    stands_behind: bool = False
    take_back: bool = False
    own_household: bool = False
    endorse_for: bool = False
    revise: bool = False
    withdraw: bool = False
    answer_join: bool = False
    screen: bool = False
    convene: bool = False
    reply: int | None = None


class MatterPart(TypedDict):
    """What stands on the page of a matter."""

    matter: Matter
    story: Story
    hops: list[Hop]
    step: int
    households: int
    by_way: dict[Way, int]
    in_english: dict[str, str]
    may: May
    endorsers: Sequence[Person]
    can_endorse: bool
    ended: bool
    screenings: list[Recorded]
    decisions_made: list[Recorded]
    task: Task | None
    may_say: bool
    orders: Sequence[Project] | list[Any]
    answers: list[Recorded]
    revisions: list[Recorded]


def shown(matter: Matter) -> MatterPart:
    """The page of a matter, for its template."""
    actor = actor_here()
    story = Story(queries.timeline(db(), matter.id))
    task = resolutions.task_of_matter(db(), matter.id)
    households = queries.households_behind(db(), matter.id)
    hops = hops_of(matter, story)
    return {
        "matter": matter, "story": story, "hops": hops, "step": place_of(hops), "households": households,
        "by_way": queries.by_way(db(), matter.id) if matter.state in CAN_ENDORSE else {},
        "in_english": body_names(story.events), "may": may(actor, matter), "endorsers": _endorsers(actor, matter),
        "can_endorse": matter.state in CAN_ENDORSE, "ended": matter.state in ENDED,
        "screenings": story.named(*SCREENED), "decisions_made": story.named("MatterDecided"),
        "task": task, "may_say": bool(task and tasks.may(actor, task).get("say")) if matter.state == "reported_done" else False,
        "orders": projects.projects_of_matter(db(), matter.id) if story.named("ProjectNoted") else [],
        "answers": story.named("MatterAnswered"), "revisions": story.named("MatterRevised"),
    }


def hops_of(matter: Matter, story: Story) -> list[Hop]:
    """The receipt of a matter."""
    owner = body_names(story.events).get(matter.owed_name, matter.owed_name) if matter.state in OWED_BY_NAME else ""
    due_on = None if matter.state == "in_meeting" else matter.limit
    return receipt(story.events, matter.state, moment_filters.zone(), due_on=due_on, owner=owner)


def may(actor: Actor | None, matter: Matter) -> May:
    """What an actor of this community may do now; the verbs ask again."""
    if actor is None:
        return May()
    own = matter.proposer_id == actor.person_id or matter.household_id in actor.household_ids
    open_for_names = matter.state in CAN_ENDORSE and policy.permits(actor, "endorse", matter)
    stands = queries.stands_behind(db(), matter.id, actor.person_id)
    owed = _reply_owed(actor, matter)
    return May(
        endorse=open_for_names and not own and not stands, stands_behind=stands, take_back=open_for_names and stands,
        own_household=open_for_names and own,
        endorse_for=matter.state in CAN_ENDORSE and policy.permits(actor, "endorse_at_door", matter),
        revise=_author_may(actor, "revise", matter), withdraw=_author_may(actor, "withdraw", matter),
        answer_join=matter.state == "join_suggested" and policy.permits(actor, "answer_join", matter),
        screen=matter.state == "endorsed" and policy.permits(actor, "screen", matter),
        convene=_may_convene_on(actor, matter, owed),
        reply=owed.id if owed and replies.permits(actor, "reply", owed) else None,
    )


def _author_may(actor: Actor, move: str, matter: Matter) -> bool:
    return MATTER.allows(matter.state, move) and policy.permits(actor, move, matter)


def _reply_owed(actor: Actor, matter: Matter) -> DocketEntry | None:
    if matter.state != "awaiting_reply" or not actor.posts:
        return None
    return next((e for e in resolutions.entries_of_matter(db(), matter.id) if e.resolution is None), None)


def _may_convene_on(actor: Actor, matter: Matter, owed: DocketEntry | None) -> bool:
    """What is ready goes before any body one may convene; what waits for a reply only before the one that owes it."""
    ready = matter.state in TO_CONVENE and actor.posts
    bodies = register.bodies(db(), g.community.id) if ready else [owed.body] if owed else []
    return any(meetings.permits(actor, "convene", body) for body in bodies)


def _endorsers(actor: Actor | None, matter: Matter) -> Sequence[Person]:
    return queries.endorsers(db(), matter.id) if policy.permits(actor, "see_endorsers", matter) else []
