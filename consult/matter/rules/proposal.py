"""The words of a proposal, as one object: whoever puts a matter forward, and wherever, says these."""
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, get_type_hints

from consult.core.arguments import Length
from consult.matter.rules.lifecycle import Category


@dataclass(frozen=True)
class Proposal:
    """What a proposal says."""

    title: Annotated[str, Length(most=60, least=4)]
    what: Annotated[str, Length(most=2_000, least=10)]
    place: Annotated[str, Length(most=120, least=1)]
    affected: Annotated[str, Length(most=300, least=1)]
    expected: Annotated[str, Length(most=1_000, least=4)]
    category: Category


LONGEST: dict[str, int] = {
    name: kind.__metadata__[0].most for name, kind in get_type_hints(Proposal, include_extras=True).items()
    if hasattr(kind, "__metadata__")
}
"""How many characters each of its texts may have."""
FIELDS = tuple(field.name for field in fields(Proposal))
"""Their names, in the order in which a form asks for them."""
