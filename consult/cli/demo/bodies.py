"""The bodies of a community: what can convene, by whom, under which rules."""
from __future__ import annotations

from typing import Any

from consult.cli.demo.settling import community_of, person_named
from consult.cli.demo.stage import Town
from consult.community import actions as register
from consult.community.models import Body, Unit
from consult.community.rules.kinds import BodyKind, Cadence, Membership, PostKind
from consult.community.rules.presets import BodyPreset
from consult.storage.work import Work

OFFICE = (PostKind.SECRETARY, PostKind.COMMITTEE_DIRECTOR, PostKind.PARTY_SECRETARY)
ORDER = {"seconds_a_turn": 120, "turns_each": 2}


def form_bodies(town: Town) -> None:
    """Every body of a community, one unit of work each; the small community has two."""
    by_the_system = town.stage.by_the_system
    town.bodies["joint"] = by_the_system(lambda work: _joint_meeting(work, town))
    town.bodies["council"] = by_the_system(lambda work: _council(work, town))
    if town.slug == "qinghe":
        town.bodies["two_committees"] = by_the_system(lambda work: _two_committees(work, town))
        town.bodies["representatives"] = by_the_system(lambda work: _representatives(work, town))
        town.bodies["assembly"] = by_the_system(lambda work: _assembly(work, town))


def _form(
    work: Work, town: Town, kind: BodyKind, name: str, name_en: str, *, answered_by: Body | None = None, **ways: Any
) -> Body:
    usual: dict[str, Any] = {"convened_by": OFFICE, "notice_days": 3, "rules_of_order": ORDER}
    return register.form_body(
        work, community=community_of(work, town), answered_by=answered_by,
        preset=BodyPreset(kind=kind, name=name, name_en=name_en, **(usual | ways)))


def _seat(work: Work, town: Town, body: Body, names: list[str]) -> None:
    for name in names:
        register.seat_member(
            work, community=community_of(work, town), body=body, person=person_named(work, town, name))


def _joint_meeting(work: Work, town: Town) -> int:
    body = _form(
        work, town, BodyKind.JOINT_MEETING, "社区党建联席会议", "Community Joint Meeting",
        convened_by=(PostKind.PARTY_SECRETARY,), cadence=Cadence.QUARTERLY, vote_rule="joint_meeting_consensus",
    )
    for unit_id in town.units.values():
        register.seat_member(
            work, community=community_of(work, town), body=body, unit=work.get(Unit, unit_id, lock=False))
    return body.id


def _council(work: Work, town: Town) -> int:
    body = _form(
        work, town, BodyKind.RESIDENTS_COUNCIL, "居民议事会", "Residents’ Council", cadence=Cadence.MONTHLY,
        vote_rule="council_present_half", answer_days=30,
        answered_by=work.get(Body, town.bodies["joint"], lock=False),
    )
    _seat(work, town, body, town.council)
    return body.id


def _two_committees(work: Work, town: Town) -> int:
    body = _form(
        work, town, BodyKind.TWO_COMMITTEES, "“两委”联席会议", "Two-Committees Meeting",
        convened_by=(PostKind.PARTY_SECRETARY,), vote_rule="two_committees_half",
    )
    return body.id


def _representatives(work: Work, town: Town) -> int:
    body = _form(
        work, town, BodyKind.REPRESENTATIVES_MEETING, "居民代表会议", "Residents’ Representatives’ Meeting",
        notice_days=10, cadence=Cadence.HALF_YEARLY, vote_rule="rep_meeting",
        seated_posts=(PostKind.RESIDENT_REPRESENTATIVE,),
    )
    return body.id


def _assembly(work: Work, town: Town) -> int:
    return _form(
        work, town, BodyKind.RESIDENTS_ASSEMBLY, "居民会议", "Residents’ Assembly", notice_days=10,
        membership=Membership.HOUSEHOLDS, cadence=Cadence.YEARLY, vote_rule="assembly_household",
    ).id
