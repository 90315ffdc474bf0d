"""Tables of places and people."""
from consult.community.models.adopted_years import AdoptedYear
from consult.community.models.grids import GridDuty, GridUnit
from consult.community.models.homes import Ownership, RepresentativeChange
from consult.community.models.register import (
    Body,
    BodyMember,
    Building,
    Community,
    Delegacy,
    Grid,
    Household,
    NamingConsent,
    Person,
    Post,
    Residency,
    Street,
    Unit,
)

__all__ = [
    "AdoptedYear",
    "Body",
    "BodyMember",
    "Building",
    "Community",
    "Delegacy",
    "Grid",
    "GridDuty",
    "GridUnit",
    "Household",
    "NamingConsent",
    "Ownership",
    "Person",
    "Post",
    "RepresentativeChange",
    "Residency",
    "Street",
    "Unit",
]
