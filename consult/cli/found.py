"""consult found FILE.toml: set up a real community from a plan and two lists."""
from __future__ import annotations

import argparse
import csv
import secrets
import tomllib
from pathlib import Path
from typing import Any

from consult.account import actions as accounts
from consult.cli.installation import the_store
from consult.community import actions as register
from consult.community import queries as communities
from consult.community.models import Body, Building, Community, Household, Person
from consult.community.rules.ages import month_of_age
from consult.community.rules.kinds import BodyKind, PostKind, UnitKind
from consult.community.rules.presets import PRESETS
from consult.core.actor import THE_SYSTEM
from consult.core.arguments import bind
from consult.core.errors import NotFound, RuleBroken
from consult.core.events import plain
from consult.storage.work import Work

COMMUNITY_FIELDS = {
    "slug", "name", "name_en", "language", "timezone", "desk_place", "desk_hours", "desk_phone",
    "endorse_households", "endorse_days", "screen_workdays",
}


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("found", help="set up a real community from a plan (docs/examples/community)")
    command.add_argument("plan", type=Path, help="a TOML file; the lists it names lie beside it")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Found everything in one transaction; print the first passwords, which are nowhere else."""
    plan = tomllib.loads(chosen.plan.read_text("utf-8"))
    founding = Founding(plan, chosen.plan.parent)
    with the_store() as store:
        store.carry_out(founding.carry_out, actor=THE_SYSTEM)
    print(f"/c/{plan['community']['slug']}/: {len(founding.households)} households, {len(founding.people)} people")
    for login, password in founding.passwords:
        print(f"{login}\t{password}")
    return 0


class Founding:
    """One plan being carried out."""

    def __init__(self, plan: dict[str, Any], folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.households: dict[tuple[str, str], Household] = {}
        self.people: dict[str, Person] = {}
        self.bodies: dict[BodyKind, Body] = {}
        self.passwords: list[tuple[str, str]] = []

    def carry_out(self, work: Work) -> None:
        """Street, community, places, bodies, units, people with their posts and first accounts."""
        community = self._community(work)
        self._places(work, community)
        self._bodies(work, community)
        for unit in self.plan.get("unit", []):
            made = register.register_unit(work, community=community, kind=UnitKind(unit["kind"]), name=unit["name"])
            if unit.get("member_of"):
                body = self.bodies[BodyKind(unit["member_of"])]
                register.seat_member(work, community=community, body=body, unit=made)
        for row in self._rows("people"):
            self._person(work, community, row)
        for number in self.plan.get("number", []):
            register.state_number(work, **bind(register.state_number, plain({**number, "community_id": community.id})))

    def _community(self, work: Work) -> Community:
        wanted = self.plan["community"]
        if unknown := set(wanted) - COMMUNITY_FIELDS:
            raise RuleBroken("unknown_fields", fields=sorted(unknown))
        try:
            communities.community_by_slug(work.db, wanted["slug"])
        except NotFound:
            street = communities.street_named(work.db, self.plan["street"]["name"]) or register.found_street(
                work, name=self.plan["street"]["name"], name_en=self.plan["street"]["name_en"])
            return register.found_community(work, street=street, **wanted)
        raise RuleBroken("community_exists", slug=wanted["slug"])

    def _places(self, work: Work, community: Community) -> None:
        buildings: dict[str, Building] = {}
        for grid in self.plan["grid"]:
            row = register.add_grid(work, community=community, name=grid["name"])
            for name in grid["buildings"]:
                buildings[name] = register.add_building(work, grid=row, name=name)
        for line in self._rows("households"):
            key = (line["building"], line["door"])
            self.households[key] = register.settle_household(
                work, building=buildings[line["building"]], door=line["door"])

    def _bodies(self, work: Work, community: Community) -> None:
        wanted = {BodyKind(kind) for kind in self.plan["bodies"]}
        for kind, preset in PRESETS.items():
            if kind in wanted:
                self.bodies[kind] = register.form_body(
                    work, community=community, preset=preset,
                    answered_by=self.bodies.get(preset.answered_by) if preset.answered_by else None)

    def _person(self, work: Work, community: Community, row: dict[str, str]) -> None:
        household = self.households.get((row["building"], row["door"]))
        person = register.enter_person(
            work, community=community, name=row["name"], called=row["called"], household=household,
            comes_of_age=month_of_age(row.get("comes_of_age", ""), register.today(work, community)))
        self.people[f"{person.id}"] = person
        for word in row["posts"].split():
            self._post(work, community, person, PostKind(word), household)
        if row["login"]:
            password = secrets.token_urlsafe(9)
            accounts.open_account(
                work, person=person, name=row["login"], hashed=accounts.password_hash(password))
            self.passwords.append((row["login"], password))

    def _post(
        self, work: Work, community: Community, person: Person, kind: PostKind, household: Household | None
    ) -> None:
        body = self.bodies.get(BodyKind.RESIDENTS_COUNCIL) if kind == PostKind.COUNCIL_MEMBER else None
        at_home = household if kind == PostKind.HOUSEHOLD_REPRESENTATIVE else None
        register.appoint(work, community=community, person=person, kind=kind, body=body, household=at_home)
        if body:
            register.seat_member(work, community=community, body=body, person=person)

    def _rows(self, name: str) -> list[dict[str, str]]:
        text = decoded((self.folder / self.plan[name]).read_bytes())
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(text.splitlines())]


def decoded(raw: bytes) -> str:
    """A list as a spreadsheet saved it: UTF-8, or the GB 18030 of a Chinese Windows."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")
