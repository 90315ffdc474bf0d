"""The bodies that the law and practice know, ready-made: kind, who convenes, notice, vote rule, cadence (bodies.md)."""
from __future__ import annotations

from dataclasses import dataclass

from consult.community.rules.kinds import BodyKind, Cadence, Membership, PostKind

OFFICE = (PostKind.SECRETARY, PostKind.COMMITTEE_DIRECTOR, PostKind.PARTY_SECRETARY)


@dataclass(frozen=True)
class BodyPreset:
    """A body's ways before a community changes them; notice in calendar days."""

    kind: BodyKind
    name: str
    name_en: str
    convened_by: tuple[PostKind, ...]
    notice_days: int
    vote_rule: str
    cadence: Cadence = Cadence.ON_DEMAND
    membership: Membership = Membership.LISTED
    answered_by: BodyKind | None = None
    answer_days: int | None = None


PRESETS: dict[BodyKind, BodyPreset] = {
    preset.kind: preset for preset in (
        BodyPreset(BodyKind.JOINT_MEETING, "社区党建联席会议", "community joint meeting",
                   (PostKind.PARTY_SECRETARY, PostKind.SECRETARY), 3, "joint_meeting_consensus",
                   cadence=Cadence.QUARTERLY),
        BodyPreset(BodyKind.TWO_COMMITTEES, "“两委”联席会议", "two-committees joint meeting",
                   (PostKind.PARTY_SECRETARY,), 1, "two_committees_half"),
        BodyPreset(BodyKind.RESIDENTS_COUNCIL, "居民议事会", "residents' council", OFFICE, 3,
                   "council_present_half", cadence=Cadence.MONTHLY, answered_by=BodyKind.JOINT_MEETING,
                   answer_days=30),
        BodyPreset(BodyKind.REPRESENTATIVES_MEETING, "居民代表会议", "residents' representatives' meeting",
                   (PostKind.COMMITTEE_DIRECTOR, PostKind.PARTY_SECRETARY, PostKind.SECRETARY), 10,
                   "rep_meeting", cadence=Cadence.HALF_YEARLY),
        BodyPreset(BodyKind.RESIDENTS_ASSEMBLY, "居民会议", "residents' assembly",
                   (PostKind.COMMITTEE_DIRECTOR, PostKind.PARTY_SECRETARY, PostKind.SECRETARY), 10,
                   "assembly_household", cadence=Cadence.YEARLY, membership=Membership.HOUSEHOLDS),
    )
}
"""Notice: council 3 days (practice.md 2.2), assembly 10 days (居委会组织法 art. 26), representatives the same."""
