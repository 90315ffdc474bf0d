"""How long the texts of the register may be: what their columns hold, and never empty where a name is asked for."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length

PersonName = Annotated[str, Length(most=60, least=1)]
Called = Annotated[str, Length(most=60)]
StreetName = Annotated[str, Length(most=60, least=2)]
StreetNameEn = Annotated[str, Length(most=80)]
CommunityName = Annotated[str, Length(most=60, least=2)]
CommunityNameEn = Annotated[str, Length(most=80)]
GridName = Annotated[str, Length(most=60, least=1)]
BuildingName = Annotated[str, Length(most=40, least=1)]
Door = Annotated[str, Length(most=40, least=1)]
UnitName = Annotated[str, Length(most=80, least=2)]
BodyName = Annotated[str, Length(most=80, least=2)]
NameEn = Annotated[str, Length(most=120)]
"""English names are given where a community has them; a page without one shows the Chinese."""
Why = Annotated[str, Length(most=200, least=2)]
"""A reason that stays beside a change of the register."""
