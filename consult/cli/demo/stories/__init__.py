"""The stories of the demonstration: one matter a module, each told from its proposal on."""
from __future__ import annotations

from consult.cli.demo.stories import from_below, hewan
from consult.cli.demo.stories.adverts import adverts
from consult.cli.demo.stories.bike_shed import bike_shed, stairwell_charging
from consult.cli.demo.stories.bins import bins
from consult.cli.demo.stories.clutter import clutter
from consult.cli.demo.stories.covenant import covenant
from consult.cli.demo.stories.lift import lift
from consult.cli.demo.stories.lockers import lockers
from consult.cli.demo.stories.meals import meals
from consult.cli.demo.stories.parking import parking
from consult.cli.demo.stories.renovation import renovation
from consult.cli.demo.stories.sandpit import sandpit
from consult.cli.demo.stories.school_gate import school_gate
from consult.cli.demo.stories.standing_ballots import committee_appraised, owners_decide, roll_lies_open

QINGHE = (
    lockers, adverts, bike_shed, stairwell_charging, clutter, sandpit, bins, school_gate, renovation, parking,
    lift, meals, covenant, from_below.racks, from_below.cats, from_below.access, from_below.keep_the_cards,
    from_below.dogs, from_below.fumes, from_below.dancing, from_below.benches, from_below.fitness,
    owners_decide, committee_appraised, roll_lies_open,
)
HEWAN = (hewan.handrail, hewan.lamps)
