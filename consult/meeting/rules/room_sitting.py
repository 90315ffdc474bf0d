"""What a sitting of some kind adds to the room's state. static/js/rooms/reducer_sitting.js is its twin."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from consult.meeting.rules.room_state import Data, State, picked, there
from consult.meeting.rules.sitting_state import SittingNow

QUESTIONS_KEPT = 200
LAID_OUT = ("kind", "name", "name_en", "round", "follows_id", "phases", "roles")


def _sitting(s: State, **changed: Any) -> None:
    s["sitting"] = cast(SittingNow, {**_now(s), **changed})


def _empty() -> SittingNow:
    return {
        "kind": None, "name": None, "name_en": None, "round": None, "follows_id": None,
        "phases": None, "roles": None, "phase": None, "parts": {}, "papers": [], "signed_up": {}, "drawn": False,
        "published": False, "recusals": [], "rules_read": False, "record_read": False, "confirmed": {},
        "questions": [], "postponed": None,
    }


def _now(s: State) -> SittingNow:
    return s["sitting"] or _empty()


def _laid_out(s: State, d: Data) -> None:
    _sitting(s, **picked(d, *LAID_OUT))


def _paper(s: State, d: Data) -> None:
    _sitting(s, papers=[*_now(s)["papers"], picked(d, "paper_id", "title")])


def _part_given(s: State, d: Data) -> None:
    part = picked(d, "called", "role", "group")
    _sitting(s, parts=_now(s)["parts"] | {str(d["person_id"]): part})


def _part_ended(s: State, d: Data) -> None:
    _sitting(s, parts={k: v for k, v in _now(s)["parts"].items() if k != str(d["person_id"])})


def _counted(s: State, group: str, by: int) -> None:
    counts = _now(s)["signed_up"]
    _sitting(s, signed_up=counts | {group: counts.get(group, 0) + by})


def _signed_up(s: State, d: Data) -> None:
    _counted(s, d["group"], 1)


def _sign_up_withdrawn(s: State, d: Data) -> None:
    _counted(s, d["group"], -1)


def _lot_drawn(s: State, d: Data) -> None:
    _sitting(s, drawn=True)


def _published(s: State, d: Data) -> None:
    _sitting(s, published=True)


def _recusal_asked(s: State, d: Data) -> None:
    asked = picked(d, "recusal_id", "person_id", "called", "role", "asked_by", "reason")
    _sitting(s, recusals=[*_now(s)["recusals"], asked | {"granted": None, "decision": ""}])


def _recusal_decided(s: State, d: Data) -> None:
    decided = {"granted": d["granted"], "decision": d["reason"]}
    _sitting(s, recusals=[r | decided if r["recusal_id"] == d["recusal_id"] else r for r in _now(s)["recusals"]])


def _rules_read(s: State, d: Data) -> None:
    _sitting(s, rules_read=True)


def _phase_entered(s: State, d: Data) -> None:
    _sitting(s, phase=d["phase"])


def _postponed(s: State, d: Data) -> None:
    s["meeting"] = there(s["meeting"]) | {"state": "postponed"}
    s["agenda"] = [i | {"state": "dropped"} if i["state"] == "planned" else i for i in s["agenda"]]
    _sitting(s, postponed=picked(d, "reason", "present", "needed", "next_meeting_id", "starts_at"))


def _record_read(s: State, d: Data) -> None:
    _sitting(s, record_read=True)


def _record_confirmed(s: State, d: Data) -> None:
    said = picked(d, "called", "answer", "reason")
    _sitting(s, confirmed=_now(s)["confirmed"] | {str(d["person_id"]): said})


def _question_asked(s: State, d: Data) -> None:
    asked = picked(d, "question_id", "called", "text")
    open_one = {"end": "open", "words": "", "who": "", "due_on": None, "kept": ""}
    _sitting(s, questions=[*_now(s)["questions"], asked | open_one][-QUESTIONS_KEPT:])


def _question(s: State, question_id: int, **changed: Any) -> None:
    _sitting(s, questions=[q | changed if q["question_id"] == question_id else q for q in _now(s)["questions"]])


def _question_ended(s: State, d: Data) -> None:
    _question(s, d["question_id"], **picked(d, "end", "words", "who", "due_on"))


def _promise_kept(s: State, d: Data) -> None:
    _question(s, d["question_id"], kept=d["words"])


CHANGES: dict[str, Callable[[State, Data], None]] = {
    "SittingLaidOut": _laid_out, "PaperAdded": _paper, "PartGiven": _part_given, "PartEnded": _part_ended,
    "SignedUp": _signed_up, "SignUpWithdrawn": _sign_up_withdrawn, "LotDrawn": _lot_drawn,
    "ParticipantsPublished": _published, "RecusalAsked": _recusal_asked, "RecusalDecided": _recusal_decided,
    "RulesRead": _rules_read, "PhaseEntered": _phase_entered, "MeetingPostponed": _postponed,
    "RecordRead": _record_read, "RecordConfirmed": _record_confirmed, "QuestionAsked": _question_asked,
    "QuestionEnded": _question_ended, "PromiseKept": _promise_kept,
}
