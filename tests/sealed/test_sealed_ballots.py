"""A secret ballot from its opening to the published box."""
from __future__ import annotations

from consult.ballot import queries
from tests.builders import Neighbourhood
from tests.builders_sealed import a_secret_vote, ballot_of, cast_sealed, close


def test_everyone_finds_the_own_ballot_in_the_box(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_secret_vote(n)
    trackers = cast_sealed(n, room, chen="for", wang="against", li="for", zhao="for", sun="abstain", qian="for")
    close(n, room)
    box = {row.tracker: row.choice for row in n.see(queries.box, ballot_of(n, room))}
    assert box[trackers["wang"]] == "against" and len(box) == 6
    assert [box[trackers[w]] for w in ("chen", "li", "sun")] == ["for", "for", "abstain"]
    ballot = ballot_of(n, room)
    assert ballot.result["for"] == 4 and ballot.result["verdict"] == "passed"
    print(n.see(queries.record, ballot))
