"""What the matrix asks for of slips: a paper the secretary asked for, slips unused and used, one that waits for a second official."""
from __future__ import annotations

from typing import Any

from consult.account import actions as accounts
from consult.account.rules.cards import Form
from consult.community import actions as register
from consult.community.models import Community
from consult.community.rules.kinds import PostKind
from consult.core.clock import local_date
from consult.jobs import papers, working
from tests.builders import Neighbourhood, password_hash


def build(town: Neighbourhood, ids: dict[str, int], codes: dict[str, str]) -> None:
    """Bring them about."""
    day = local_date(town.clock(), "Asia/Shanghai")
    for name in ("unopened", "postholder"):
        ids[name] = _somebody(town, name)
    account = town.do("lin", accounts.open_account_for, person_id=ids["unopened"], login="unopened")["account_id"]
    ids["unopened_account"] = account
    codes["slip"] = town.do("lin", accounts.make_slip, account_id=account)["code"]
    codes["used_slip"] = town.do("lin", accounts.help_at_desk, person_id=town.people["qian"], seen="known", seen_on=day)["code"]
    town.run(None, lambda work: accounts.use_slip(work, code=codes["used_slip"], hashed=password_hash()))
    ids["qian_account"] = town.actor("qian").account_id
    town.run(None, lambda work: accounts.begin_session(work, account_id=ids["qian_account"], device="Android"))
    for name, who in (("waiting_slip", "zhou"), ("refused_slip", "wu")):
        ids[name] = town.do("lin", accounts.help_at_desk, person_id=town.people[who], seen="id_card", seen_on=day)["slip_id"]
    town.do("lin", accounts.refuse_slip, slip_id=ids["refused_slip"])
    ids["job"] = town.run("lin", lambda work: papers.ask_for_invitations(
        work, community_id=town.community, household_ids=[town.households["xu"]], form=Form.CARDS,
        address="https://yishi.example/join", name="x.pdf"))["job_id"]
    working.work_off(town.store, {"invitations": lambda doing: b"%PDF"})


def _somebody(town: Neighbourhood, name: str) -> int:
    def enter(work: Any) -> int:
        here = work.get(Community, town.community)
        person = register.enter_person(work, community=here, name=name, called=name)
        register.appoint(work, community=here, person=person, kind=PostKind.GRID_VOLUNTEER)
        return person.id
    entered: int = town.run("lin", enter)
    return entered
