"""Ballots of every kind, brought as far as a test needs them; all of it goes through the verbs."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

from consult.ballot import actions as ballots
from consult.ballot.rules.fit import Place
from consult.ballot.rules.roll_base import base_of, frozen
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import actions as register
from consult.community.models import Community, Household, Person, Post
from consult.community.rules.electors import Elector
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.presets import PRESETS
from consult.storage.work import Work
from tests.builders import COUNCIL, Neighbourhood

QUESTION = "3幢1单元加装电梯，由业主筹资，您同意吗？"


def announced(n: Neighbourhood, rule: str = "household_consultation", *, days: int = 7, **words: Any) -> int:
    """A ballot announced by the secretary, to open now and to stand open for a week; its id."""
    given = {"question": QUESTION, "scope": "community", "opens_at": n.clock(),
             "closes_at": n.clock() + timedelta(days=days)} | words
    told: int = n.do("lin", ballots.announce_ballot, community_id=n.community, rule=rule, **given)["announcement_id"]
    return told


def standing(n: Neighbourhood, rule: str = "household_consultation", **words: Any) -> int:
    """A ballot that stands open; its id."""
    opened: int = n.do("lin", ballots.open_announced, announcement_id=announced(n, rule, **words))["ballot_id"]
    return opened


def at_the_assembly(rule: VoteRule, roll: list[ballots.Voice], membership: str = "households") -> ballots.FullRoll:
    """The roll of a ballot that is opened in the residents' assembly by itself."""
    base = base_of([Elector(v.voter_key, v.person_id, v.shown_as, silent_because=v.silent_because) for v in roll], rule.electorate)
    return ballots.FullRoll(roll, frozen(rule, base), Place("body", "residents_assembly", membership, in_meeting=True))


def representatives(n: Neighbourhood, members: tuple[str, ...] = tuple(COUNCIL)) -> int:
    """A residents' representatives' meeting with these members; its id."""
    def form(work: Work) -> int:
        here = work.get(Community, n.community)
        body = register.form_body(work, community=here, preset=PRESETS[BodyKind.REPRESENTATIVES_MEETING])
        for who in members:
            register.seat_member(work, community=here, body=body, person=work.get(Person, n.people[who]))
        return body.id

    with n.earlier(days=30):
        return int(n.run(None, form))


def home_of(n: Neighbourhood, who: str) -> str:
    """The key of a household's voice."""
    return f"household:{n.households[who]}"


def own(n: Neighbourhood, areas: dict[str, int], *, also: dict[str, str] | None = None) -> None:
    """Homes are owned: own(n, {"chen": 900_000}, also={"wang": "chen"}) gives wang's home to chen too."""
    def enter(work: Work) -> None:
        here = work.get(Community, n.community)
        for home, area in areas.items():
            owner = (also or {}).get(home, home)
            register.enter_ownership(
                work, community=here, household=work.get(Household, n.households[home]), area_cm2=area,
                owner=work.get(Person, n.people[owner]))

    with n.earlier(days=30):
        n.run(None, enter)


def give_post(n: Neighbourhood, who: str, kind: PostKind) -> Post:
    """Someone takes a post some days ago."""
    def appoint(work: Work) -> None:
        register.appoint(work, community=work.get(Community, n.community), person=work.get(Person, n.people[who]), kind=kind)

    with n.earlier(days=10):
        return n.run(None, appoint)


def tried(n: Neighbourhood) -> dict[str, dict[str, Any]]:
    """For every verb of ballots beside casting, the arguments with which it would succeed for the right person."""
    told, ballot, key = announced(n), standing(n), home_of(n, "gu")
    n.do("lin", ballots.issue_papers, ballot_id=ballot)
    objection = n.do("he", ballots.object_to_roll, announcement_id=told, says="名册有误")["objection_id"]
    here, mine = {"ballot_id": ballot}, {"announcement_id": told}
    return {
        "announce_ballot": {"community_id": n.community, "question": QUESTION, "rule": "straw_poll", "scope": "community",
                            "opens_at": n.clock(), "closes_at": n.clock() + timedelta(days=1)},
        "object_to_roll": mine | {"says": "名册有误"}, "recuse": mine | {"voter_key": key, "reason": "有利害关系"},
        "rule_on_objection": {"objection_id": objection, "upheld": False, "reason": "查无此事"},
        "call_off": mine | {"reason": "时间不合适"}, "open_announced": mine, "close_standing": here,
        "issue_papers": here, "enter_paper": here | {"number": 1, "choice": "for"},
        "void_paper": here | {"number": 1, "reason": "看不清"},
        "cast_for": here | {"voter_key": key, "choice": "for", "reason": "打电话来"},
        "file_proxy": here | {"voter_key": key, "holder_id": n.people["chen"], "document": "委托书"},
        "end_proxy": here | {"voter_key": key}, "make_hall_link": here | {"voter_key": key},
        "adopt_rules": {"community_id": n.community, "pack": "[[rule]]"},
        "record_official_result": {
            "community_id": n.community, "title": "换届结果", "rule": "committee_election", "held_on": n.clock().date(),
            "held_by": "选举委员会", "says": "当选", "document": "公告一号", "document_on": n.clock().date()},
    }
