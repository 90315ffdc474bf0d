"""Found a community from a plan, whole or not at all; the set-up page and the command line call the same verb."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.account import actions as accounts
from consult.account.models import Account
from consult.community import actions as register
from consult.community import queries as communities
from consult.community.models import Body, Community, Person, Street
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.presets import PRESETS
from consult.community.rules.sittings import known_kinds
from consult.core.arguments import bind
from consult.core.errors import BadShape, NotFound
from consult.core.events import plain
from consult.founding import policy, queries
from consult.founding.actions.beginning import the_setup
from consult.founding.actions.lists import Lists, Readings
from consult.founding.models import Setup
from consult.founding.rules.plan import AccountPlan, Plan
from consult.storage.work import Work


def found_first(work: Work, *, plan: Plan) -> dict[str, Any]:
    """Found the first community of an installation by page; BadShape where somebody was quicker. Its draft is dropped."""
    setup = the_setup(work)
    if queries.founded(work.db):
        raise BadShape({"slug": "founded_already"})
    answer = found(work, plan=plan)
    setup.draft, setup.code_hash = {}, None
    return answer


def found(work: Work, *, plan: Plan) -> dict[str, Any]:
    """Found a community with its street, places, bodies, units, numbers and first accounts. """
    return found_with_lists(work, plan=plan, readings={})


def found_with_lists(work: Work, *, plan: Plan, readings: Readings) -> dict[str, Any]:
    """The same, and enter its lists. RuleBroken("lists_in_doubt") where a row of them could not be entered.

    Each account gets a sign-in slip; the codes are told once, as `slips` by login name, and are nowhere else.
    """
    policy.require(work.actor, "found", Setup(id=1))
    community = _community(work, plan)
    for grid in plan.grids:
        row = register.add_grid(work, community=community, name=grid.name)
        for name in grid.buildings:
            register.add_building(work, grid=row, name=name)
    bodies = _bodies(work, plan, community)
    _units(work, plan, community, bodies)
    for number in plan.numbers:
        register.state_number(
            work, **bind(register.state_number, plain({**vars(number), "community_id": community.id})))
    entered = Lists(readings)
    entered.enter(work, community)
    codes = {account.login: _account(work, community, bodies, account) for account in plan.accounts}
    work.tell_once(slips={**codes, **entered.codes, **_officers(work, plan, community)})
    return {"community_id": community.id, "slug": community.slug}


def _community(work: Work, plan: Plan) -> Community:
    try:
        communities.community_by_slug(work.db, plan.community["slug"])
    except NotFound:
        street = communities.street_named(work.db, plan.street) or register.found_street(
            work, name=plan.street, name_en=plan.street_en)
        return register.found_community(work, street=street, **plan.community)
    raise BadShape({"slug": "slug_taken"})


def _bodies(work: Work, plan: Plan, community: Community) -> dict[BodyKind, Body]:
    """Those that answer others first."""
    wanted = {body.kind: body.preset for body in plan.bodies}
    formed: dict[BodyKind, Body] = {}
    for kind in sorted(wanted, key=lambda kind: (wanted[kind].answered_by is not None, list(PRESETS).index(kind))):
        answers = wanted[kind].answered_by
        formed[kind] = register.form_body(
            work, community=community, preset=wanted[kind], answered_by=formed.get(answers) if answers else None)
    return formed


def _units(work: Work, plan: Plan, community: Community, bodies: Mapping[BodyKind, Body]) -> None:
    for unit in plan.units:
        made = register.register_unit(work, community=community, kind=unit.kind, name=unit.name)
        if unit.member_of:
            register.seat_member(work, community=community, body=bodies[unit.member_of], unit=made)


def _account(work: Work, community: Community, bodies: Mapping[BodyKind, Body], account: AccountPlan) -> str:
    person = register.enter_person(work, community=community, name=account.name)
    for post in account.posts:
        body = bodies.get(BodyKind.RESIDENTS_COUNCIL) if post == PostKind.COUNCIL_MEMBER else None
        register.appoint(work, community=community, person=person, kind=post, body=body)
    return _slip(work, person, account.login)


def _slip(work: Work, person: Person, login: str) -> str:
    """Open the account without a password; its owner sets one with the code of the slip."""
    opened = accounts.open_account_for(work, person_id=person.id, login=login)
    return accounts.first_slip(work, work.get(Account, int(str(opened["account_id"]))))


def _officers(work: Work, plan: Plan, community: Community) -> dict[str, str]:
    """Who works for the street office, in its joint meeting, which is formed for them where there is none."""
    if not plan.officers:
        return {}
    street = work.get(Street, community.street_id)
    kind = known_kinds()["street_joint_meeting"]
    body = next(iter(communities.street_bodies(work.db, street.id)), None) or register.form_street_body(
        work, street=street, name=kind.name, name_en=kind.name_en)
    codes = {}
    for officer in plan.officers:
        person = register.enter_on_street(work, street=street, name=officer.name)
        register.appoint_on_street(work, body=body, person=person, kind=PostKind.STREET_OFFICER)
        codes[officer.login] = _slip(work, person, officer.login)
    return codes
