"""A closed vote as JSON and as Popolo counts it: totals in every metric and the verdict, never whose vote was which.

Who voted what in a named ballot is read by those of the house who may (`see_names`); in public it is counts, for owners
counts and areas (documents.md 4.4, named_choice in minutes/rules/redaction.toml). A withheld result is listed as withheld.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import url_for

from consult.ballot.rules.question import OTHER
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.secrecy import NAMED, is_weighted
from consult.community.models import Community
from consult.core.events import plain_object
from consult.publishing.queries import ClosedVote

COUNTED = ("for", "against", "abstain")
OPTIONS = {"for": "yes", "against": "no", "abstain": "abstain", OTHER: "other"}
"""What Popolo calls them."""
OF_BASE = ("electorate", "entitled", "able", "missing", "area_cm2", "able_area_cm2", "missing_area_cm2", "stated", "out_of_reach")


def vote_event(home: Community, vote: ClosedVote) -> dict[str, Any]:
    """A closed vote."""
    row, result = vote.ballot, result_of(vote)
    return plain_object({
        "id": row.id, "motion_id": vote.motion.id if vote.motion else None,
        "amendment_id": vote.amendment.id if vote.amendment else None,
        "meeting_id": vote.meeting.id if vote.meeting else None, "standing": row.standing,
        "question": row.question, "rule": str(row.rule.get("code", "")), "rule_name": str(row.rule.get("name", "")),
        "rule_name_en": str(row.rule.get("name_en", "")), "secrecy": str(row.rule.get("secrecy", NAMED)), "form": row.form,
        "opened_at": row.opened_at, "closed_at": row.closed_at, "eligible": row.eligible,
        "present": int(result.get("present", row.present)), "participating": int(result.get("participating", 0)),
        "verdict": str(result.get("verdict", "")), "withheld": withheld(vote),
        "counts": {name: int(result[name]) for name in COUNTED} if _is_told(vote, "for") else None,
        "figures": figures(vote), "options": _options(vote), "winner": str(result.get("winner") or ""),
        "next": _listed(vote, "next"), "tied": _listed(vote, "tied"), "by_group": _listed(vote, "by_group"),
        "base": _base(result), "url": url_for(
            "standing.show" if row.standing else "ballots.result", slug=home.slug, id=row.id, _external=True),
    })


def result_of(vote: ClosedVote) -> dict[str, Any]:
    """The result as it was frozen."""
    return vote.ballot.result or {}


def withheld(vote: ClosedVote) -> str:
    """Why the figures are not told, by a code; empty where they are."""
    return str(result_of(vote).get("withheld", ""))


def _is_told(vote: ClosedVote, name: str) -> bool:
    return not withheld(vote) and name in result_of(vote)


def _listed(vote: ClosedVote, name: str) -> list[Any]:
    return list(result_of(vote)[name] or []) if _is_told(vote, name) else []


def figures(vote: ClosedVote) -> dict[str, dict[str, Any]]:
    """The figures of each metric with their unit: voices, cm², or groups in `per`-ths."""
    told = result_of(vote)["figures"] if _is_told(vote, "figures") else {}
    return {metric: {
        "unit": {"heads": "voices", "area": "cm2"}.get(metric, "groups"), "per": of.get("per", 1), "eligible": of["eligible"],
        "present": of["present"], "for": of["votes_for"], "against": of["votes_against"], "abstain": of["abstain"],
        "unknown": of.get("unknown", 0),
    } for metric, of in told.items()}


def _options(vote: ClosedVote) -> list[dict[str, Any]]:
    words = ("key", "name", "name_en", "code")
    return [{name: option.get(name, "") for name in words} | {"votes": option["votes"]} for option in _listed(vote, "options")]


def _base(result: dict[str, Any]) -> dict[str, Any] | None:
    """Who counts, where the result says so; results of older versions do not."""
    base = result.get("base")
    return {name: base[name] for name in OF_BASE if name in base} if base else None


# --- Popolo


def counts(vote: ClosedVote) -> list[dict[str, Any]]:
    """How many voices there are for each option; none where the result is withheld."""
    return [{"option": option, "value": value} for option, value in _by_option(vote)]


def _by_option(vote: ClosedVote) -> Iterator[tuple[str, int]]:
    if options := _listed(vote, "options"):
        yield from ((option["name"] or OPTIONS.get(option["key"], option["key"]), option["votes"]) for option in options)
    elif _is_told(vote, "for"):
        yield from ((OPTIONS[name], int(result_of(vote)[name])) for name in COUNTED)


def counts_by_metric(vote: ClosedVote) -> list[dict[str, Any]]:
    """The same in every metric that the rule counts, areas of owners among them. Popolo knows no metric: this is beside it."""
    return [{"metric": metric, "unit": of["unit"], "per": of["per"], "eligible": of["eligible"], "present": of["present"],
             "counts": [{"option": OPTIONS[name], "value": of[name]} for name in COUNTED]}
            for metric, of in figures(vote).items()]


def role_of_public_votes(vote: ClosedVote) -> str:
    """As what voices voted, where every vote of a named ballot is told without its voter; empty where none is.

    Of owners only counts and areas are public: they are not told one by one.
    """
    rule = read_rule(vote.ballot.rule)
    return "" if rule.secrecy != NAMED or is_weighted(rule) or withheld(vote) else "/".join(rule.unit)


def public_votes(counted: list[dict[str, Any]], role: str) -> list[dict[str, Any]]:
    """Every vote without its voter, in the order of the options, which tells nothing of who came when."""
    if not role:
        return []
    return [vote for count in counted for vote in [{"option": count["option"], "role": role}] * count["value"]]
