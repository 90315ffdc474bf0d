"""A plan read from plain values: a TOML file's, or the set-up page's. Everything that is wrong with it is said at once."""
from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from zoneinfo import available_timezones

from consult.account.rules import login_name
from consult.community.rules import texts
from consult.community.rules.kinds import OF_THE_STREET, Counted, PostKind
from consult.core.arguments import Length, Line
from consult.core.errors import BadShape
from consult.founding.rules.fields import Fields, Table
from consult.founding.rules.plan import AccountPlan, GridPlan, NumberPlan, Path, Plan, Problem
from consult.founding.rules.reading_bodies import VoteRules, read_bodies, read_units

SLUG = re.compile(r"[a-z][a-z0-9-]{1,29}")
LISTS = ("households", "people", "owners", "units", "posts")
KNOWN = {*LISTS, "street", "community", "bodies", "body", "grid", "unit", "number", "account", "officer"}
DESK = {"desk_place": Annotated[str, Length(most=120)], "desk_hours": Annotated[str, Length(most=120)],
        "desk_phone": Annotated[str, Length(most=30)]}
NUMBERS = {"endorse_households": range(1, 10_001), "endorse_days": range(1, 366), "screen_workdays": range(1, 61),
           "confirm_households": range(1, 1_001), "grid_term_years": range(1, 11)}
NOT_BY_PLAN = OF_THE_STREET | {PostKind.HOUSEHOLD_REPRESENTATIVE}
"""Posts of a household, which a list gives, and of the street, which [[officer]] gives."""


def read_plan(data: Table, *, today: date, vote_rules: VoteRules) -> tuple[Plan, list[Problem]]:
    """The plan, and what is wrong with it; one with problems is only to be looked at. `vote_rules` says which rules a
    body of a kind can decide by."""
    read = Fields()
    read.unknown(data, (), KNOWN)
    street, community = read.table(data, "street"), _community(read, read.table(data, "community"))
    read.unknown(street, ("street",), ("name", "name_en"))
    name = read.text(street, ("street",), "name", texts.StreetName)
    bodies = read_bodies(read, data, vote_rules)
    plan = Plan(
        street=name, street_en=read.text(street, ("street",), "name_en", texts.StreetNameEn, usual=name),
        community=community, grids=_grids(read, data), bodies=bodies,
        units=read_units(read, data, {body.kind for body in bodies}), numbers=_numbers(read, data, today),
        accounts=_accounts(read, data, "account"), officers=_accounts(read, data, "officer"))
    _logins_once(read, plan)
    return plan, read.problems


def _community(read: Fields, given: Table) -> dict[str, Any]:
    path: Path = ("community",)
    read.unknown(given, path, {"slug", "name", "name_en", "language", "timezone", *DESK, *NUMBERS})
    name = read.text(given, path, "name", texts.CommunityName)
    found: dict[str, Any] = {"name": name, "slug": read.text(given, path, "slug", Line)}
    found["name_en"] = read.text(given, path, "name_en", texts.CommunityNameEn, usual=name)
    if found["slug"] and not SLUG.fullmatch(found["slug"]):
        read.wrong((*path, "slug"), "slug_letters")
    if given.get("language", "zh") not in ("zh", "en"):
        read.wrong((*path, "language"), "not_a_choice")
    if given.get("timezone", "Asia/Shanghai") not in available_timezones():
        read.wrong((*path, "timezone"), "not_a_choice")
    found |= {key: given[key] for key in ("language", "timezone") if key in given}
    found |= {key: read.text(given, path, key, kind, usual="") for key, kind in DESK.items()}
    return found | {key: read.number(given, path, key, among) for key, among in NUMBERS.items() if key in given}


def _grids(read: Fields, data: Table) -> tuple[GridPlan, ...]:
    found, names, buildings = [], set[str](), set[str]()
    for path, given in read.tables(data, "grid"):
        read.unknown(given, path, ("name", "buildings"))
        name = read.text(given, path, "name", texts.GridName)
        if name in names:
            read.wrong((*path, "name"), "said_twice")
        names.add(name)
        found.append(GridPlan(name, _buildings(read, given.get("buildings", []), (*path, "buildings"), buildings)))
    return tuple(found)


def _buildings(read: Fields, given: Any, path: Path, known: set[str]) -> tuple[str, ...]:
    if not isinstance(given, list):
        read.wrong(path, "not_a_list")
        return ()
    found = []
    for place, each in enumerate(given):
        name = read.text({"name": each}, path, "name", texts.BuildingName) if isinstance(each, str) else ""
        if not name:
            read.wrong((*path, place), "not_text")
        elif name in known:
            read.wrong((*path, place), f"building_twice:{name}")
        known.add(name)
        found.append(name)
    return tuple(found)


def _numbers(read: Fields, data: Table, today: date) -> tuple[NumberPlan, ...]:
    found = []
    for path, given in read.tables(data, "number"):
        read.unknown(given, path, ("kind", "count", "source", "as_of"))
        kind, count = read.word(Counted, given.get("kind"), (*path, "kind")), read.number(given, path, "count", range(1, 1_000_001))
        source, as_of = read.text(given, path, "source", texts.Why), read.day(given, path, "as_of", today)
        if kind:
            found.append(NumberPlan(kind, count, source, as_of))
    return tuple(found)


def _accounts(read: Fields, data: Table, table: str) -> tuple[AccountPlan, ...]:
    found = []
    for path, given in read.tables(data, table):
        read.unknown(given, path, ("name", "login", "posts") if table == "account" else ("name", "login"))
        posts = read.words(PostKind, given.get("posts", []), (*path, "posts"))
        for place, post in enumerate(posts):
            if post in NOT_BY_PLAN:
                read.wrong((*path, "posts", place), "post_not_by_plan")
        found.append(AccountPlan(read.text(given, path, "name", texts.PersonName), _login(read, given, path), posts))
    return tuple(found)


def _login(read: Fields, given: Table, path: Path) -> str:
    login = read.text(given, path, "login", Line)
    if not login:
        return ""
    try:
        return login_name.check_name(login)
    except BadShape as refusal:
        read.wrong((*path, "login"), refusal.fields["login_name"])
        return login


def _logins_once(read: Fields, plan: Plan) -> None:
    seen: set[str] = set()
    for table, accounts in (("account", plan.accounts), ("officer", plan.officers)):
        for place, account in enumerate(accounts):
            if account.login and account.login in seen:
                read.wrong((table, place, "login"), "login_twice")
            seen.add(account.login)
