"""The kinds of post, body, unit and membership; the names are the glossary's."""
from __future__ import annotations

from enum import StrEnum


class PostKind(StrEnum):
    """A post that a person holds for a term; roles in the product follow from it."""

    PARTY_SECRETARY = "party_secretary"
    COMMITTEE_DIRECTOR = "committee_director"
    COMMITTEE_MEMBER = "committee_member"
    SECRETARY = "secretary"
    FACILITATOR = "facilitator"
    GRID_HEAD = "grid_head"
    BUILDING_HEAD = "building_head"
    RESIDENT_GROUP_LEADER = "resident_group_leader"
    RESIDENT_REPRESENTATIVE = "resident_representative"
    HOUSEHOLD_REPRESENTATIVE = "household_representative"
    COUNCIL_MEMBER = "council_member"
    OVERSIGHT_MEMBER = "oversight_member"
    GRID_VOLUNTEER = "grid_volunteer"
    STREET_SECRETARY = "street_secretary"
    STREET_OFFICER = "street_officer"


OF_THE_STREET = frozenset({PostKind.STREET_SECRETARY, PostKind.STREET_OFFICER})
"""Held in a body of the street, and in no community."""
GRID_LEADERS = (PostKind.RESIDENT_GROUP_LEADER, PostKind.BUILDING_HEAD, PostKind.GRID_VOLUNTEER)
"""The X of a grid's 1+X+Y: leaders of resident groups, heads of buildings, willing residents (bodies.md #8)."""
OFFICIAL_POSTS = frozenset(PostKind) - {PostKind.HOUSEHOLD_REPRESENTATIVE, PostKind.GRID_VOLUNTEER}
"""Whoever holds one of these acts in public and is named in full (documents.md 4.4)."""


class BodyKind(StrEnum):
    """What can convene."""

    RESIDENTS_COUNCIL = "residents_council"
    JOINT_MEETING = "joint_meeting"
    TWO_COMMITTEES = "two_committees"
    REPRESENTATIVES_MEETING = "representatives_meeting"
    RESIDENTS_ASSEMBLY = "residents_assembly"
    HEARING = "hearing"
    PUBLIC_FORUM = "public_forum"
    APPRAISAL = "appraisal"
    COURTYARD_MEETING = "courtyard_meeting"
    BUILDING_MEETING = "building_meeting"
    GRID_MEETING = "grid_meeting"
    PARTY_GROUP_MEETING = "party_group_meeting"


class Level(StrEnum):
    """The level a body stands on."""

    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"
    BUILDING = "building"


class Membership(StrEnum):
    """How a body's roll is found: from its list, one representative of every household, or everyone of age."""

    LISTED = "listed"
    HOUSEHOLDS = "households"
    ADULTS = "adults"


class HomeUse(StrEnum):
    """What a home is used as: only one that people live in makes a household."""

    HOME = "home"
    SHOP = "shop"
    GARAGE = "garage"
    STORAGE = "storage"
    OTHER = "other"


ALWAYS_COUNT = (HomeUse.HOME, HomeUse.SHOP)
"""Uses whose area and owner always count; of the others the owners' own rules say so (指导规则 art. 25)."""


class Counted(StrEnum):
    """What a community states its own number of."""

    HOUSEHOLDS = "households"
    ADULTS = "adults"


class Cadence(StrEnum):
    """How often a body is to meet."""

    ON_DEMAND = "on_demand"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class UnitKind(StrEnum):
    """Kinds of organisation that sit in joint meetings or take on work."""

    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    POLICE_STATION = "police_station"
    OWNERS_COMMITTEE = "owners_committee"
    PROPERTY_MANAGER = "property_manager"
    RESIDENTS_COMMITTEE = "residents_committee"
    STREET_OFFICE = "street_office"
    MASS_ORGANISATION = "mass_organisation"
    SOCIAL_ORGANISATION = "social_organisation"
    HEALTH_CENTRE = "health_centre"
    OTHER = "other"


class GridWorker(StrEnum):
    """The seven kinds of worker who help in a grid: who answers for what, and nothing else (bodies.md #7)."""

    POLICE = "police"
    SAFETY = "safety"
    PUBLIC_ORDER = "public_order"
    URBAN_MANAGEMENT = "urban_management"
    CIVIL_AFFAIRS = "civil_affairs"
    HEALTH = "health"
    CULTURE = "culture"
