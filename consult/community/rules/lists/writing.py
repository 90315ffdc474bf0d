"""Lists as they are written: headings that the reader knows, codes in the words of offices, one example row; and the
register itself as such lists. What is written here, handed in again, changes nothing."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from consult.community.rules.lists.headings import WORDS
from consult.community.rules.lists.model import FIELDS, ListKind
from consult.community.rules.lists.plan_homes import square_metres
from consult.community.rules.lists.standing import HomeNow, PersonNow, Standing
from consult.community.rules.lists.words import TABLES

Fields = dict[str, str]
NOT_WRITTEN = ("login",)
"""A login name is not the register's to give out."""
TABLE_OF = {"use": "use", "kind": "unit_kind", "unit_kind": "unit_kind", "post": "post", "member_of": "body", "body": "body"}
EXAMPLES: Mapping[ListKind, Fields] = {
    ListKind.HOMES: {"grid": "第一网格", "building": "1幢", "door": "1单元101", "use": "home", "area": "89.35", "lived_in": "yes"},
    ListKind.PEOPLE: {"name": "张三", "called": "张叔叔", "building": "1幢", "door": "1单元101", "representative": "yes"},
    ListKind.OWNERS: {"building": "1幢", "door": "1单元101", "owner": "张三、李四", "area": "89.35", "use": "home"},
    ListKind.UNITS: {"kind": "school", "name": "青禾小学", "delegate": "王五", "member_of": "joint_meeting"},
    ListKind.POSTS: {"name": "张三", "building": "1幢", "door": "1单元101", "post": "council_member",
                     "body": "residents_council", "starts_on": "2026-12-01", "ends_on": "2029-11-30", "seat": "member"},
}


def columns_of(kind: ListKind) -> list[str]:
    """The fields of a list in their order."""
    return [field for field in FIELDS[kind] if field not in NOT_WRITTEN]


def heading(kind: ListKind, field: str) -> str:
    """The word over a column, the first of those that the reader knows."""
    if field.startswith("delegate_"):
        return "代表" + WORDS["home"][field.removeprefix("delegate_")].split()[0]
    return (WORDS["home"] if field in WORDS["home"] else WORDS[kind.value])[field].split()[0]


def cells(kind: ListKind, fields: Mapping[str, str]) -> list[str]:
    """A row of a list, with its codes in words."""
    return [_word(field, fields.get(field, "")) for field in columns_of(kind)]


def _word(field: str, value: str) -> str:
    if field in ("lived_in", "representative"):
        return {"yes": "是", "no": "否"}.get(value, value)
    if field == "seat":
        return {"member": "正式", "alternate": "候补"}.get(value, value)
    if field == "posts":
        return "、".join(_first("post", code) for code in value.split())
    if field in ("member_of", "body"):
        return "、".join(_first("body", code) for code in value.split("、")) if value else ""
    return _first(TABLE_OF[field], value) if field in TABLE_OF else value


def _first(table: str, code: str) -> str:
    words = TABLES[table].get(code, "")
    return str(words).split()[0] if words else code


def exported(kind: ListKind, now: Standing, grid_of: Mapping[int, str]) -> Iterator[Fields]:
    """The register as a list of this kind; `grid_of` names the grid of a building."""
    writers: Mapping[ListKind, Callable[[], Iterator[Fields]]] = {
        ListKind.HOMES: lambda: (_home(home, grid_of) for home in now.homes), ListKind.PEOPLE: lambda: _people(now),
        ListKind.OWNERS: lambda: _owners(now), ListKind.UNITS: lambda: _units(now), ListKind.POSTS: lambda: _posts(now)}
    return writers[kind]()


def _home(home: HomeNow, grid_of: Mapping[int, str]) -> Fields:
    return {"grid": grid_of.get(home.building_id, ""), "building": home.building, "door": home.door, "use": home.use,
            "area": square_metres(home.area_cm2), "lived_in": "yes" if home.lived_in else "no"}


def _people(now: Standing) -> Iterator[Fields]:
    """Who lives here, a row a home; whoever lives elsewhere stands in the lists of units, owners and posts."""
    for person in now.people:
        common = {"name": person.name, "called": person.called, "comes_of_age": person.comes_of_age}
        for id in person.homes:
            home = now.home_by_id[id]
            speaks = now.representatives.get(id) == person.id
            yield {**common, "building": home.building, "door": home.door, "representative": "yes" if speaks else "no"}


def _owners(now: Standing) -> Iterator[Fields]:
    units = {unit.id: unit for unit in now.units}
    for home in now.homes:
        if home.id in now.owned:
            owned = now.owned[home.id]
            unit = units.get(owned.unit_id or 0)
            names = [unit.name] if unit else [now.person_by_id[id].name for id in owned.persons if id in now.person_by_id]
            yield {"building": home.building, "door": home.door, "owner": "、".join(names), "use": home.use,
                   "area": square_metres(owned.area_cm2), "unit_kind": unit.kind if unit else ""}


def _units(now: Standing) -> Iterator[Fields]:
    bodies = {body.id: body for body in now.bodies}
    for unit in now.units:
        delegate = now.person_by_id.get(unit.delegate_id or 0)
        sits = "、".join(bodies[id].name for id in sorted(unit.bodies) if id in bodies)
        yield {"kind": unit.kind, "name": unit.name, "name_en": unit.name_en, "delegate": delegate.name if delegate else "",
               "member_of": sits, **_lives(now, delegate, "delegate_")}


def _posts(now: Standing) -> Iterator[Fields]:
    bodies, grids = {body.id: body.name for body in now.bodies}, {id: name for name, id in now.grids.items()}
    for post in now.posts:
        person = now.person_by_id.get(post.person_id)
        if person:
            yield {"name": person.name, "post": post.kind, "body": bodies.get(post.body_id or 0, ""),
                   "grid": grids.get(post.grid_id or 0, ""), "starts_on": post.starts_on.isoformat(),
                   "ends_on": post.ends_on.isoformat() if post.ends_on else "", "seat": "", **_lives(now, person, "")}


def _lives(now: Standing, person: PersonNow | None, before: str) -> Fields:
    if person is None or not person.homes:
        return {}
    home = now.home_by_id[person.homes[0]]
    return {f"{before}building": home.building, f"{before}door": home.door}
