"""From the steps of the set-up page to a plan, and from what is wrong with the plan back to the fields of a step."""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from consult.community.rules.presets import PRESETS
from consult.founding.queries import fitting_rules
from consult.founding.rules.plan import Path, Plan, Problem
from consult.founding.rules.reading import read_plan
from consult.web.wording.setup import ROLES

STEPS = ("place", "buildings", "bodies", "people")
OF_STREET = {"street_name": "name", "street_name_en": "name_en"}
OF_COMMUNITY = ("name", "name_en", "slug", "desk_place", "desk_hours", "desk_phone")
BETWEEN = re.compile(r"[、,，;；\s]+")
PLACE = re.compile(r"[^a-z0-9]+")
Answers = Mapping[str, Any]


def plan_from(draft: Mapping[str, Answers], today: date) -> tuple[Plan, list[Problem]]:
    """The plan that the steps make together, and everything that is wrong with it."""
    rules = fitting_rules(today)
    return read_plan(plan_data(draft), today=today, vote_rules=lambda kind: rules[kind])


def plan_data(draft: Mapping[str, Answers]) -> dict[str, Any]:
    """The steps as the plain values of a plan; what a step has not been filled in with is missing there too."""
    place = draft.get("place", {})
    community = {name: place.get(name, "").strip() for name in OF_COMMUNITY}
    community["slug"] = community["slug"] or suggested_slug(community["name_en"])
    return {
        "street": {name: place.get(field, "").strip() for field, name in OF_STREET.items()}, "community": community,
        "grid": [_grid(line) for line in _lines(draft.get("buildings", {}).get("grids", ""))],
        "body": [_body(kind, draft.get("bodies", {})) for kind in PRESETS if draft.get("bodies", {}).get(kind)],
        "account": [account for account, _role in _accounts(draft.get("people", {}))],
    }


def suggested_slug(name_en: str) -> str:
    """A short name for addresses out of the English name; `shequ` where there is none."""
    words = PLACE.sub("-", name_en.lower().replace("community", " ")).strip("-")
    return words[:30].strip("-") if words[:1].isalpha() and len(words) > 1 else "shequ"


def _lines(text: str) -> list[str]:
    """The lines that say something, as they were typed in a field: only a line feed ends one."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _grid(line: str) -> dict[str, Any]:
    name, _colon, buildings = line.replace("：", ":").partition(":")
    return {"name": name.strip(), "buildings": [each for each in BETWEEN.split(buildings) if each]}


def _body(kind: str, answers: Answers) -> dict[str, Any]:
    return {"kind": str(kind), **{
        name: answers.get(f"{kind}_{name}") for name in ("notice_days", "vote_rule", "answer_days")}}


def _accounts(answers: Answers) -> list[tuple[dict[str, Any], str]]:
    """One for each person, with the first of the posts: who is named twice under one login name holds both."""
    found: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
    for role in ROLES:
        name, login = answers.get(f"{role}_name", "").strip(), answers.get(f"{role}_login", "").strip()
        if not name and not login and role != "secretary":
            continue
        account, _role = found.setdefault((name, login), ({"name": name, "login": login, "posts": []}, role))
        account["posts"].append(role)
    return list(found.values())


def wrong_fields(step: str, problems: list[Problem], draft: Mapping[str, Answers]) -> dict[str, str]:
    """What is wrong with one step, by the names of its fields."""
    found: dict[str, str] = {}
    for problem in problems:
        place, field = _field_of(problem.path, draft)
        if place == step:
            found.setdefault(field, f"in_line:{int(problem.path[1]) + 1}:{problem.code}" if place == "buildings" else problem.code)
    return found


def _field_of(path: Path, draft: Mapping[str, Answers]) -> tuple[str, str]:
    """The step and the field that a place in the plan comes from."""
    match path:
        case ("street", name, *_):
            return "place", f"street_{name}"
        case ("community", name, *_):
            return "place", str(name)
        case ("grid", *_):
            return "buildings", "grids"
        case ("body", int(place), name, *_):
            return "bodies", f"{plan_data(draft)['body'][place]['kind']}_{name}"
        case ("account", int(place), name, *_):
            return "people", f"{_accounts(draft.get('people', {}))[place][1]}_{name}"
    return "check", ""


def step_of(problem: Problem, draft: Mapping[str, Answers]) -> str:
    """The step at which a problem is mended."""
    return _field_of(problem.path, draft)[0]
