"""What a list says twice: the same home, person, unit or post; owners on rows of their own are co-owners of one home."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from consult.community.rules.addresses import building_key, door_key
from consult.community.rules.lists.model import Doubt, Entry, ListKind

Found = tuple[list[Entry], list[Doubt]]


def home_key(fields: dict[str, str]) -> tuple[str, str]:
    """A home for comparing; two empty texts where the row names none."""
    return building_key(fields.get("building", "")), door_key(fields.get("door", ""))


def said_once(kind: ListKind, entries: Sequence[Entry], letters: dict[str, str], *, people_too: bool) -> Found:
    """The entries with co-owners brought together, and a doubt for each that repeats an earlier one, which then is said
    to be the first. With `people_too` a list of homes has a row a person, and a home that comes again is no fault."""
    if kind is ListKind.OWNERS:
        return _owners_together(entries, letters)
    field, code, key = KEYS[kind]
    first: dict[tuple[str, ...], Entry] = {}
    kept: list[Entry] = []
    doubts: list[Doubt] = []
    for entry in entries:
        earlier = first.setdefault(key(entry.fields), entry) if all(part in entry.fields for part in field.split()) else entry
        if earlier is entry or not (kind is ListKind.HOMES and people_too):
            kept.append(entry)
        if earlier is not entry and not (kind is ListKind.HOMES and people_too):
            last = field.split()[-1]
            doubts.append(Doubt(entry.row, letters.get(last, ""), last, code, {"first": earlier.row}))
    return kept, doubts


KEYS: dict[ListKind, tuple[str, str, Callable[[dict[str, str]], tuple[str, ...]]]] = {
    ListKind.HOMES: ("building door", "same_home_twice", home_key),
    ListKind.PEOPLE: ("name", "same_person_twice", lambda fields: (fields["name"], *home_key(fields))),
    ListKind.UNITS: ("name", "same_unit_twice", lambda fields: (fields["name"],)),
    ListKind.POSTS: ("name post", "same_post_twice", lambda fields: (
        fields["name"], *home_key(fields), fields["post"], fields.get("body", ""), fields.get("grid", ""))),
}


def _owners_together(entries: Sequence[Entry], letters: dict[str, str]) -> Found:
    first: dict[tuple[str, str], int] = {}
    kept: list[Entry] = []
    doubts: list[Doubt] = []
    for entry in entries:
        key = home_key(entry.fields)
        at = first.setdefault(key, len(kept)) if key != ("", "") and entry.fields.get("owner") else len(kept)
        if at == len(kept):
            kept.append(entry)
        elif code := _why_not_together(kept[at], entry):
            kept.append(entry)
            field = "area" if code == "areas_differ" else "door"
            doubts.append(Doubt(entry.row, letters.get(field, ""), field, code, {"first": kept[at].row}))
        else:
            kept[at] = replace(kept[at], fields=_with_owner(kept[at].fields, entry.fields))
    return kept, doubts


def _why_not_together(one: Entry, other: Entry) -> str:
    if one.fields.get("area") and other.fields.get("area") and one.fields["area"] != other.fields["area"]:
        return "areas_differ"
    owners = one.fields["owner"].split("、")
    return "same_home_twice" if set(other.fields["owner"].split("、")) <= set(owners) else ""


def _with_owner(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    filled = {field: text or other.get(field, "") for field, text in one.items()}
    return filled | {"owner": "、".join(dict.fromkeys([*one["owner"].split("、"), *other["owner"].split("、")]))}
