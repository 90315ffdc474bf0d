"""Tables of places and people."""
from consult.community.models.adopted_years import AdoptedYear
from consult.community.models.changes import FormerName, PersonMerge
from consult.community.models.grids import GridDuty, GridUnit
from consult.community.models.homes import CoOwner, Ownership, RepresentativeChange
from consult.community.models.life import LifeEvent
from consult.community.models.lists import ListChange, ListImport
from consult.community.models.register import (
    Body,
    BodyMember,
    Building,
    Community,
    Grid,
    Household,
    NamingConsent,
    Person,
    Post,
    Residency,
    Street,
)
from consult.community.models.stated_numbers import StatedNumber
from consult.community.models.units import Delegacy, Unit
from consult.community.models.ways import WayChange

__all__ = [
    "NAMED_PLACES",
    "AdoptedYear",
    "Body",
    "BodyMember",
    "Building",
    "CoOwner",
    "Community",
    "Delegacy",
    "FormerName",
    "Grid",
    "GridDuty",
    "GridUnit",
    "Household",
    "LifeEvent",
    "ListChange",
    "ListImport",
    "NamingConsent",
    "Ownership",
    "Person",
    "PersonMerge",
    "Post",
    "RepresentativeChange",
    "Residency",
    "StatedNumber",
    "Street",
    "Unit",
    "WayChange",
]
