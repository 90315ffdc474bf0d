"""Kinds of sitting as data: what each asks for, in which order, of whom."""
from consult.community.rules.sittings.kind import (
    Group,
    Kind,
    Phase,
    Quorum,
    Role,
    Share,
    kind_from,
    parse_kinds,
)
from consult.community.rules.sittings.pack import known_kinds

__all__ = ["Group", "Kind", "Phase", "Quorum", "Role", "Share", "kind_from", "known_kinds", "parse_kinds"]
