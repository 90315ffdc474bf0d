"""Ballots outside meetings at every stage, for the matrix."""
from __future__ import annotations

from datetime import date

from consult.ballot import actions as ballots
from consult.ballot.actions.adopting import HeldElsewhere
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, home_of, standing


def build(town: Neighbourhood, ids: dict[str, int], codes: dict[str, str]) -> None:
    """One announced, one called off, one open with papers and helpers, one counted; a tablet's link, fresh and used."""
    ids["announced"], ids["called_off"] = announced(town), announced(town)
    town.do("lin", ballots.call_off, announcement_id=ids["called_off"], reason="时间不合适")
    ids["standing"], ids["counted"] = standing(town), standing(town)
    town.do("lin", ballots.issue_papers, ballot_id=ids["standing"])
    town.do("lin", ballots.cast_for, ballot_id=ids["standing"], voter_key=home_of(town, "xu"), choice="for", reason="打电话来的")
    for name in ("hall", "hall_used"):
        link = {"ballot_id": ids["standing"], "voter_key": home_of(town, "ma")}
        codes[name] = town.do("zhou", ballots.make_hall_link, **link)["token"]
    town.do("zhou", ballots.cast_in_hall, token=codes["hall_used"], choice="against")
    for who in town.households:
        if who in ("chen", "wang", "li", "zhao", "sun", "qian", "he", "gu", "ma", "xu"):
            town.do(who, ballots.cast, ballot_id=ids["counted"], choice="for")
    town.do("lin", ballots.close_standing, ballot_id=ids["counted"])
    ids["official"] = town.run("lin", lambda work: ballots.record_official_result(
        work, community_id=town.community, title="换届结果", rule="committee_election", says="当选", file=b"%PDF-1.7",
        held=HeldElsewhere(date(2026, 11, 20), "选举委员会", "公告一号", date(2026, 11, 21))))["result_id"]
