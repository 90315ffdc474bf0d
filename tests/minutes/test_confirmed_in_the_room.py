"""What a speaker says of a hearing's record is one fact, whether it was said in the room or of the draft."""
from __future__ import annotations

from consult.meeting.queries import sittings
from consult.minutes import actions as minutes
from consult.minutes.models import Minutes
from consult.minutes.queries import of_meeting
from tests.builders import Neighbourhood, Room
from tests.builders_sittings import a_held_hearing


def the_draft(n: Neighbourhood, room: Room) -> Minutes:
    found: Minutes = n.see(of_meeting, room.meeting_id, n.community)
    return found


def readers(n: Neighbourhood, room: Room) -> dict[str, tuple[str, str]]:
    """Name in the builders → what the draft knows of them."""
    names = {id: name for name, id in n.people.items()}
    return {names[r.person_id]: (r.state, r.reason) for r in the_draft(n, room).readers}


def answers(n: Neighbourhood, room: Room) -> dict[str, str]:
    """The same as the hearing knows it."""
    names = {id: name for name, id in n.people.items()}
    return {names[id]: row.answer for id, row in n.see(sittings.confirmations, room.meeting_id).items()}


def circulated(n: Neighbourhood, room: Room) -> Minutes:
    draft = the_draft(n, room)
    n.do("lin", minutes.circulate, minutes_id=draft.id, revision=draft.revision)
    return the_draft(n, room)


def test_who_said_it_in_the_room_is_not_asked_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_held_hearing(n)
    circulated(n, room)
    told = readers(n, room)
    assert (told["chen"], told["bai"]) == (("confirmed", ""), ("confirmed", ""))
    assert told["wang"] == ("refused", "采光一段没有写全")
    assert {state for who, (state, _) in told.items() if who not in ("chen", "bai", "wang")} <= {"asked"}


def test_who_confirmed_other_words_is_asked_anew(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_held_hearing(n)
    draft = the_draft(n, room)
    own = next(line for line in draft.lines if line.person_id == n.people["chen"] and line.kind == "speech")
    n.run("lin", lambda work: minutes.edit(work, minutes_id=draft.id, revision=draft.revision, texts={own.id: "改过的话。"}))
    circulated(n, room)
    assert readers(n, room)["chen"] == ("asked", "") and readers(n, room)["bai"] == ("confirmed", "")


def test_the_last_word_counts_in_both_wherever_it_was_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_held_hearing(n)
    draft = circulated(n, room)
    assert answers(n, room)["wang"] == "refused"
    n.do("wang", minutes.reply, minutes_id=draft.id, confirm=True)
    n.do("chen", minutes.reply, minutes_id=draft.id, confirm=False, reason="第二句漏了")
    assert (answers(n, room)["wang"], answers(n, room)["chen"]) == ("confirmed", "refused")
    assert n.see(sittings.confirmations, room.meeting_id)[n.people["chen"]].reason == "第二句漏了"
    assert (readers(n, room)["wang"][0], readers(n, room)["chen"][0]) == ("confirmed", "refused")


def test_a_council_has_no_room_to_tell(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_closed_meeting()
    draft = circulated(n, room)
    n.do("chen", minutes.reply, minutes_id=draft.id, confirm=True)
    assert answers(n, room) == {}
