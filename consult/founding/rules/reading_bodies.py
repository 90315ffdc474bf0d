"""The bodies and units of a plan: which are formed, and what a community has otherwise than their kinds."""
from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from consult.community.rules import texts
from consult.community.rules.kinds import BodyKind, PostKind, UnitKind
from consult.founding.rules.bodies import MOST_ANSWER, MOST_NOTICE, least_notice
from consult.founding.rules.fields import Fields, Table
from consult.founding.rules.plan import BodyPlan, Path, UnitPlan

VoteRules = Callable[[BodyKind], Collection[str]]
"""Which vote rules a body of a kind can decide by."""


def read_bodies(read: Fields, data: Table, vote_rules: VoteRules) -> tuple[BodyPlan, ...]:
    """The bodies: `bodies` names kinds as they are, [[body]] a kind with what is otherwise here."""
    found = {kind: BodyPlan(kind) for kind in read.words(BodyKind, data.get("bodies", []), ("bodies",))}
    for path, given in read.tables(data, "body"):
        read.unknown(given, path, ("kind", "name", "name_en", "notice_days", "answer_days", "vote_rule", "convened_by"))
        kind = read.word(BodyKind, given.get("kind"), (*path, "kind"))
        if kind is None:
            continue
        if kind in found and found[kind].changed:
            read.wrong((*path, "kind"), "said_twice")
        found[kind] = BodyPlan(kind, _changed(read, given, path, kind, vote_rules(kind)))
    return tuple(found.values())


def _changed(read: Fields, given: Table, path: Path, kind: BodyKind, rules: Collection[str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for name, length in (("name", texts.BodyName), ("name_en", texts.NameEn)):
        if given.get(name):
            changed[name] = read.text(given, path, name, length)
    if given.get("notice_days") not in (None, ""):
        changed["notice_days"] = read.number(given, path, "notice_days", range(least_notice(kind), MOST_NOTICE + 1))
    if given.get("answer_days") not in (None, ""):
        changed["answer_days"] = read.number(given, path, "answer_days", range(1, MOST_ANSWER + 1))
    if given.get("vote_rule"):
        changed["vote_rule"] = given["vote_rule"]
        if given["vote_rule"] not in rules:
            read.wrong((*path, "vote_rule"), "not_a_choice")
    if "convened_by" in given:
        changed["convened_by"] = read.words(PostKind, given["convened_by"], (*path, "convened_by"))
    return changed


def read_units(read: Fields, data: Table, bodies: set[BodyKind]) -> tuple[UnitPlan, ...]:
    """The [[unit]] tables; `bodies` are those that the plan forms."""
    found = []
    for path, given in read.tables(data, "unit"):
        read.unknown(given, path, ("kind", "name", "member_of"))
        kind, name = read.word(UnitKind, given.get("kind"), (*path, "kind")), read.text(given, path, "name", texts.UnitName)
        member_of = read.word(BodyKind, given["member_of"], (*path, "member_of")) if given.get("member_of") else None
        if member_of and member_of not in bodies:
            read.wrong((*path, "member_of"), "body_not_formed")
        if kind:
            found.append(UnitPlan(kind, name, member_of))
    return tuple(found)
