"""One kind of sitting, and the check of what a data file says about it."""
from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from consult.community.rules.kinds import BodyKind, Cadence, Level, Membership, PostKind
from consult.community.rules.sittings.reading import flag, number, one_of, posts, text, unknown, words

FORMS = ("room", "light")
VOTES = ("rule", "none", "grades")
ACTS = ("acknowledge", "floor", "statements", "motions", "votes", "questions", "grades", "confirm")
FIXED = ("notice_days", "cadence")
EVERYONE, VOICES = "everyone", "voices"
MUSTS = ("rules_read", "queue_empty", "questions_ended", "record_read", "record_confirmed")
ENDS = ("adopted", "rejected", "deferred", "escalated")


@dataclass(frozen=True)
class Group:
    """One of the groups that a role is filled from; `drawn` by lot when more sign up than there are seats."""

    code: str
    name: str
    name_en: str
    drawn: bool = False
    seats: int = 0


@dataclass(frozen=True)
class Share:
    """These groups together make at least num/den of the role, and the first has more than the second."""

    groups: tuple[str, ...]
    num: int
    den: int
    first_has_more: bool = False


@dataclass(frozen=True)
class Role:
    """Somebody's part in a sitting: how many there are to be, and from which groups."""

    code: str
    name: str
    name_en: str
    least: int = 0
    most: int | None = None
    odd: bool = False
    groups: tuple[Group, ...] = ()
    share: Share | None = None


@dataclass(frozen=True)
class Phase:
    """One step of the fixed order: who may speak in it, what can be done, what must be done before the next."""

    code: str
    name: str
    name_en: str
    speakers: tuple[str, ...] = (EVERYONE,)
    allows: tuple[str, ...] = ()
    must: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quorum:
    """num/den of the voices must be there (以上: at least); otherwise the sitting is postponed, or waits."""

    num: int
    den: int
    otherwise: str = "wait"

    def needed(self, voices: int) -> int:
        """How many voices that is, rounded up."""
        return max(1, -(-voices * self.num // self.den))


@dataclass(frozen=True)
class Kind:
    """A kind of sitting. A body is of one kind; its meetings take a copy that later changes do not reach."""

    code: str
    name: str
    name_en: str
    family: str
    citation: str
    citation_en: str
    convened_by: tuple[str, ...]
    notice_days: int = 0
    form: str = "room"
    level: str = Level.COMMUNITY
    cadence: str = Cadence.ON_DEMAND
    membership: str = Membership.LISTED
    matters_least: int = 0
    matters_most: int = 0
    ad_hoc_matters: int = 0
    """How many matters an extraordinary meeting takes (一事一议); 0 leaves it as ever."""
    voices: str = "body"
    """Who is on the roll: the body's members, or the holders of this role."""
    quorum: Quorum | None = None
    vote: str = "rule"
    vote_rule: str = ""
    ends: tuple[str, ...] = ENDS
    papers: bool = False
    participants_days: int | None = None
    """How many days before the sitting the list of participants is posted; None where there is none."""
    answered_by: str = ""
    answer_days: int | None = None
    visible_to: tuple[str, ...] = ()
    seated_posts: tuple[str, ...] = ()
    """Kinds of post whose holders sit in a body of this kind, as long as they hold them."""
    asks_for_post: bool = False
    """Whether nobody sits in it in their own name but by one of these."""
    fixed: tuple[str, ...] = ()
    """What its source fixes: a body of this kind may have more days of notice, or meet more often, never less."""
    documents: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    phases: tuple[Phase, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The kind as a meeting keeps it."""
        return asdict(self)

    def role(self, code: str) -> Role | None:
        """A role by its code."""
        return next((role for role in self.roles if role.code == code), None)

    def phase(self, code: str | None) -> Phase | None:
        """A phase by its code."""
        return next((phase for phase in self.phases if phase.code == code), None)

    @property
    def signed_up(self) -> Role | None:
        """The role that residents sign up for, if there is one."""
        return next((role for role in self.roles if any(group.drawn for group in role.groups)), None)


def parse_kinds(source: str) -> list[Kind]:
    """The kinds of a TOML file; ValueError names the kind and what is wrong with it."""
    kinds = [kind_from(entry) for entry in tomllib.loads(source).get("kind", [])]
    codes = [kind.code for kind in kinds]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"said twice: {sorted(twice)}")
    return kinds


def kind_from(entry: Mapping[str, Any]) -> Kind:
    """A kind from plain values (a file's entry, or what a meeting kept), checked field by field."""
    code = entry.get("code", "?")
    try:
        kind = _kind(entry)
        _check_whole(kind)
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{code}: {problem}") from problem
    return kind


def _kind(e: Mapping[str, Any]) -> Kind:
    unknown(e, {f.name for f in fields(Kind)})
    return Kind(
        code=text(e, "code"), name=text(e, "name"), name_en=text(e, "name_en"),
        family=one_of(e, "family", tuple(BodyKind)), citation=text(e, "citation"), citation_en=text(e, "citation_en"),
        convened_by=posts(e, "convened_by"), notice_days=number(e, "notice_days"),
        form=one_of(e, "form", FORMS, "room"), level=one_of(e, "level", tuple(Level), Level.COMMUNITY),
        cadence=one_of(e, "cadence", tuple(Cadence), Cadence.ON_DEMAND),
        membership=one_of(e, "membership", tuple(Membership), Membership.LISTED),
        matters_least=number(e, "matters_least"), matters_most=number(e, "matters_most"),
        ad_hoc_matters=number(e, "ad_hoc_matters"), voices=e.get("voices", "body"), quorum=_quorum(e.get("quorum")),
        vote=one_of(e, "vote", VOTES, "rule"), vote_rule=e.get("vote_rule", ""),
        ends=words(e, "ends", ENDS, ENDS), papers=flag(e, "papers"), participants_days=e.get("participants_days"),
        answered_by=e.get("answered_by", ""), answer_days=e.get("answer_days"),
        visible_to=posts(e, "visible_to", ()),
        seated_posts=posts(e, "seated_posts", ()), asks_for_post=flag(e, "asks_for_post"),
        fixed=words(e, "fixed", FIXED, ()), documents=tuple(e.get("documents", ())),
        roles=tuple(_role(role) for role in e.get("roles", ())),
        phases=tuple(_phase(phase) for phase in e.get("phases", ())),
    )


def _quorum(e: Mapping[str, Any] | None) -> Quorum | None:
    if e is None:
        return None
    unknown(e, {"num", "den", "otherwise"})
    if not 0 < e["num"] <= e["den"]:
        raise ValueError("a quorum is 0 < num <= den")
    return Quorum(e["num"], e["den"], one_of(e, "otherwise", ("wait", "postpone"), "wait"))


def _role(e: Mapping[str, Any]) -> Role:
    unknown(e, {f.name for f in fields(Role)})
    groups = tuple(Group(text(g, "code"), text(g, "name"), text(g, "name_en"), flag(g, "drawn"), number(g, "seats"))
                   for g in e.get("groups", ()))
    share = e.get("share")
    if share and not set(share["groups"]) <= {group.code for group in groups}:
        raise ValueError(f"share of groups that are not there: {share['groups']}")
    return Role(
        code=text(e, "code"), name=text(e, "name"), name_en=text(e, "name_en"), least=number(e, "least"),
        most=e.get("most"), odd=flag(e, "odd"), groups=groups,
        share=Share(tuple(share["groups"]), share["num"], share["den"], flag(share, "first_has_more")) if share else None,
    )


def _phase(e: Mapping[str, Any]) -> Phase:
    unknown(e, {f.name for f in fields(Phase)})
    must = tuple(e.get("must", ()))
    if strange := [m for m in must if m not in MUSTS and not m.startswith("heard:")]:
        raise ValueError(f"must {strange}")
    return Phase(
        code=text(e, "code"), name=text(e, "name"), name_en=text(e, "name_en"),
        speakers=tuple(e.get("speakers", (EVERYONE,))), allows=words(e, "allows", ACTS, ()), must=must,
    )


def _check_whole(kind: Kind) -> None:
    """What no field can say alone: phases and voices name roles that there are."""
    roles = {role.code for role in kind.roles} | {EVERYONE, VOICES}
    for phase in kind.phases:
        named = set(phase.speakers) | {m.removeprefix("heard:") for m in phase.must if m.startswith("heard:")}
        if named - roles:
            raise ValueError(f"phase {phase.code} names roles that are not there: {sorted(named - roles)}")
    if kind.voices not in ("body", "none") and kind.voices not in roles:
        raise ValueError(f"voices {kind.voices!r}")
    if kind.matters_least > kind.matters_most:
        raise ValueError("matters_least is more than matters_most")
    if kind.asks_for_post and not kind.seated_posts:
        raise ValueError("asks for a post and names none")
    if kind.form == "room" and kind.vote == "rule" and not kind.vote_rule:
        raise ValueError("votes by a rule and names none")
    if not set(kind.convened_by) <= set(PostKind):
        raise ValueError("convened_by")
