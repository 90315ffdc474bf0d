"""Secret ballots for the matrix: one open, one whose box is out. Told anew for every module: their keys and sealed
stores lie beside the database, where no picture of it reaches."""
from __future__ import annotations

from itertools import count

from sqlalchemy import select

from consult.matter.models import Matter
from tests.authorisation.estate import Estate
from tests.builders import Neighbourhood
from tests.builders_ballots import standing
from tests.builders_sealed import EVERYONE, a_secret_vote, cast_sealed, close


def build_sealed(town: Neighbourhood, estate: Estate) -> None:
    """`sealed`, in which chen has voted, and `unsealed`, in which all six have and the chair has closed."""
    town._numbers = count(500_000)
    for name, voters in (("sealed", EVERYONE[:1]), ("unsealed", EVERYONE)):
        room = a_secret_vote(town)
        cast_sealed(town, room, **dict.fromkeys(voters, "for"))
        estate.rooms[name] = room
    close(town, estate.rooms["unsealed"])
    with town.store.read() as db:
        estate.nos |= {matter.id: matter.no for matter in db.scalars(select(Matter))}
    estate.ids["standing_secret"] = standing(town, secrecy_chosen="secret")
