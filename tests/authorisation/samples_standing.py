"""What the rows of ballots outside meetings are tried with."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.authorisation.estate import Estate

PACK = (Path(__file__).parents[1] / "data" / "swiss.toml").read_text("utf-8").replace('"secret"', '"named"')


def at(name: str) -> Any:
    """The address of something the estate remembers."""
    return lambda e: {"id": e.ids[name]}


def pages(page: Any) -> dict[tuple[str, str], Any]:
    """The samples; `page` makes one."""
    def sends(**form: Any) -> Any:
        return lambda e: form

    def token(name: str) -> Any:
        return lambda e: {"token": e.codes[name]}

    def home(e: Estate) -> str:
        return f"household:{e.ids['home_gu']}"

    day = {"opens_on": "2026-11-26", "closes_on": "2026-12-10"}
    told = {"title": "换届结果", "rule": "committee_election", "held_on": "2026-11-20", "held_by": "选举委员会",
            "says": "当选", "document": "公告一号", "document_on": "2026-11-21"}
    return {
        ("GET standing.index", ""): page(), ("GET trial.show", ""): page(at=lambda e: {"code": "assembly_household"}),
        ("GET standing.announce", ""): page(),
        ("POST standing.foresee", ""): page(idle=True, form=sends(
            question="装不装电梯？", rule="household_consultation", **day)),
        ("POST standing.announce_ballot", ""): page(form=sends(question="装不装电梯？", rule="household_consultation", **day)),
        ("GET standing.roll", ""): page(at=at("announced")),
        ("POST standing.act_on_roll", ""): page(at=at("announced"), form=sends(act="object", says="名册有误")),
        ("POST standing.act_on_roll", "closed"): page(at=at("called_off"), form=sends(act="object", says="名册有误")),
        ("GET standing.show", ""): page(at=at("standing")), ("GET standing.show", "closed"): page(at=at("counted")),
        ("POST standing.vote", ""): page(at=at("standing"), form=sends(choice="for")),
        # A sealed cast writes beside the database, where nothing of it shows.
        ("POST standing.cast_sealed", ""): page(at=at("standing_secret"), form=sends(choice="for"), idle=True),
        ("POST standing.vote", "closed"): page(at=at("counted"), form=sends(choice="for")),
        ("GET standing_desk.desk", ""): page(at=at("standing")),
        ("POST standing_desk.act_at_desk", ""): page(at=at("standing"), form=lambda e: {
            "act": "help", "voter_key": home(e), "choice": "for", "reason": "打电话来的"}),
        ("POST standing_desk.act_at_desk", "closed"): page(at=at("counted"), form=lambda e: {
            "act": "help", "voter_key": home(e), "choice": "for", "reason": "打电话来的"}),
        ("GET standing_desk.papers", ""): page(at=at("standing")),
        ("GET standing_desk.slip", ""): page(at=at("standing"), query=lambda e: {"voice": f"household:{e.ids['home_xu']}"}),
        ("GET standing_desk.kiosk", ""): page(at=token("hall")),
        ("POST standing_desk.kiosk_cast", ""): page(at=token("hall"), form=sends(choice="for")),
        ("POST standing_desk.kiosk_cast", "closed"): page(at=token("hall_used"), form=sends(choice="for")),
        ("GET vote_rules.index", ""): page(), ("POST vote_rules.adopt", ""): page(form=sends(pack=PACK)),
        ("GET vote_rules.official", ""): page(), ("POST vote_rules.record_official", ""): page(form=sends(**told)),
        ("GET vote_rules.official_file", ""): page(at=at("official")),
    }
