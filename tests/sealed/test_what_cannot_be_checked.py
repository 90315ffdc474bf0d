"""The verifier says what follows, what does not, and what it cannot check; the last is no pass either."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from consult.ballot import queries
from consult.ballot.queries import rule_for
from tests.builders import Neighbourhood
from tests.builders_sealed import a_secret_vote, ballot_of, cast_sealed, close
from tests.sealed.changes import follows
from tests.sealed.records import METHODS, Asked, Opened, Record, held, held_by, key_of
from tests.sealed.verifiers import VERIFIER, pages_find, pages_say, verifier


def found(record: Record, key: str = "") -> dict[str, str]:
    """What the programme finds wrong or cannot check."""
    faults: dict[str, Any] = verifier().verify(record, key)
    return {name: fault for name, fault in faults.items() if fault}


def run(folder: Path, *words: str, programme: Path = VERIFIER) -> subprocess.CompletedProcess[str]:
    """The programme by itself, as a reader runs it."""
    return subprocess.run([sys.executable, "-I", str(programme), *words], cwd=folder, capture_output=True, text=True, check=False)


def older(record: Record, n: Neighbourhood) -> Record:
    """The same, as an installation of the first version signed it."""
    opened = Opened(record)
    for body, names in ((opened.open, ("form", "standing", "base", "voices", "able")), (opened.close, ("winner", "tied", "next"))):
        for name in names:
            body.pop(name)
        body["v"] = 1
    for later in ("electorate", "electorate_source", "electorate_source_en", "recusal", "bodies", "scopes", "sitting"):
        opened.rule.pop(later, None)
    if not opened.rule["grade_bars"]:
        del opened.rule["grade_bars"]
    return opened.sealed(key_of(n))


def test_five_for_and_twenty_eight_against_is_not_passed_whoever_signs_it(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n = neighbourhood
    rule = rule_for("simple_majority_cast", n.clock().date())
    true = held(n, Asked(rule, ("for",) * 5 + ("against",) * 28))
    opened = Opened(true)
    opened.close["verdict"] = "passed"
    signed = opened.sealed(key_of(n))
    assert found(true) == {} and not follows(signed)
    assert found(signed) == {"verdict": "by box, roll and rule the verdict is failed"}
    checks = pages_find([true, signed], tmp_path)
    assert [name for name, held in checks[1].items() if not held] == ["verdict"] and all(checks[0].values())
    (tmp_path / "record.json").write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    told = run(tmp_path, "record.json", "--key", bytes(key_of(n).verify_key).hex())
    assert told.returncode == 1 and "WRONG  verdict" in told.stdout


def test_a_key_is_compared_in_any_spelling_and_a_record_of_another_key_fails(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    record = held_by(neighbourhood, "threshold")[0]
    key = bytes(key_of(neighbourhood).verify_key).hex()
    (tmp_path / "record.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    spelt = " ".join(key[at:at + 4] for at in range(0, 64, 4)).upper()
    assert [run(tmp_path, "record.json", "--key", each).returncode for each in (key, spelt, "ab" * 32, "ab", "")] == [0, 0, 1, 2, 2]
    without = run(tmp_path, "record.json")
    assert without.returncode == 0 and f"signed by {key}" in without.stdout and "not compared" in without.stdout


def test_a_ballot_in_a_room_and_one_between_meetings_are_counted_again(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n = neighbourhood
    room = a_secret_vote(n)
    cast_sealed(n, room, chen="for", wang="for", li="for", zhao="against", sun="abstain")
    close(n, room)
    told, listed = n.see(queries.record, ballot_of(n, room)), n.see(queries.roll_record, ballot_of(n, room))
    opened = Opened(told)
    assert (opened.open["standing"], opened.open["able"], opened.open["voices"]) == (False, 6, 6)
    assert found(told) == {} and pages_say([told], tmp_path) == [True]
    ballot = verifier().Ballot(told)
    assert verifier().roll(ballot, listed) is None
    assert verifier().roll(ballot, listed | {"roll": [voice | {"present": False} for voice in listed["roll"]]})
    assert verifier().roll(ballot, listed | {"roll": [voice | {"able": 1} for voice in listed["roll"]]})


def test_records_of_the_first_version_are_read_and_what_they_do_not_say_is_not_checked(
    neighbourhood: Neighbourhood, tmp_path: Path
) -> None:
    n = neighbourhood
    motions = [older(record, n) for method in ("more_for_than_against", "no_objection") for record in held_by(n, method)]
    assert [found(record) for record in motions] == [{}] * len(motions) and pages_say(motions, tmp_path) == [True] * len(motions)
    chosen = [older(record, n) for record in (*held_by(n, "most_votes"), *held_by(n, "modal_grade"))]
    unsaid = {"winner": "not checked: statements of version 1 do not say what was chosen"}
    assert [found(record) for record in chosen] == [unsaid] * len(chosen)
    assert {checks["winner"] for checks in pages_find(chosen, tmp_path)} == {None}


def test_whether_an_older_ballot_stood_open_is_not_known_where_it_decides(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n = neighbourhood
    rule = replace(rule_for("council_present_half", n.clock().date()), secrecy="secret")
    record = older(held(n, Asked(rule, ("for",) * 4 + ("against",), absent=1)), n)
    assert found(record) == {}
    few = Opened(record)
    for body in (few.open, few.close):
        body["eligible"] = body["present"] = 8
    few.close["verdict"] = "failed"
    assert "not checked" in found(few.sealed(key_of(n)))["verdict"]
    assert pages_find([few.record], tmp_path)[0]["verdict"] is None
    few.close["verdict"] = "tied"
    assert "failed or no_quorum" in found(few.sealed(key_of(n)))["verdict"]


def test_a_withheld_box_is_not_checked_and_what_no_box_can_give_is_wrong(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n = neighbourhood
    rule = rule_for("simple_majority_cast", n.clock().date())
    record = held(n, Asked(rule, ("for",) * 3 + ("against", None, None), absent=2))
    faults = found(record)
    assert set(faults) == {"box", "tally", "verdict"} and all(fault.startswith("not checked") for fault in faults.values())
    opened = Opened(record)
    opened.close["verdict"] = "graded"
    assert found(opened.sealed(key_of(n)))["verdict"].startswith("by box, roll and rule the verdict is failed or passed or tied")
    assert [checks["verdict"] for checks in pages_find([record, opened.record], tmp_path)] == [None, False]


def test_a_rule_that_counts_more_than_a_box_holds_is_not_checked(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n, changed = neighbourhood, []
    record = held_by(n, "threshold")[0]
    for change in ({"groups": [{"metric": "cantons"}]}, {"method": "approval"}, {"method": "../verify"}):
        opened = Opened(record)
        opened.rule.update(change)
        changed.append(opened.sealed(key_of(n)))
    several = Opened(record)
    several.open["form"] = "several"
    changed.append(several.sealed(key_of(n)))
    assert all(found(each)["verdict"].startswith("not checked") for each in changed)
    assert {checks["verdict"] for checks in pages_find(changed, tmp_path)} == {None}


def test_without_the_file_of_a_method_nothing_is_called_right(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    shutil.copy(VERIFIER, tmp_path / "verify.py")
    (tmp_path / "record.json").write_text(json.dumps(held_by(neighbourhood, "opinion")[0]), encoding="utf-8")
    alone = run(tmp_path, "record.json", programme=tmp_path / "verify.py")
    assert alone.returncode == 1 and "--     verdict: not checked: methods/opinion.py" in alone.stdout


def test_every_method_has_its_file_and_nothing_else_is_there() -> None:
    assert {path.stem for path in (VERIFIER.parent / "methods").glob("*.py")} == set(METHODS) == set(verifier().METHODS)
    code = [path.read_text("utf-8") for path in VERIFIER.parent.rglob("*.py")]
    assert not any("consult" in each for each in code)


def test_a_motion_does_not_pass_on_voices_that_only_took_part(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    rule = replace(rule_for("council_present_half", n.clock().date()), secrecy="secret")
    took_part = replace(rule, thresholds=tuple(replace(bar, measure="participating") for bar in rule.thresholds))
    record = held(n, Asked(took_part, ("against",) * 6))
    assert Opened(record).close["verdict"] == "failed" and found(record) == {}


def test_a_grade_is_not_given_below_the_bar_of_its_rule(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    grades = METHODS["modal_grade"](n)[0]
    rule = replace(grades.rule, thresholds=(replace(rule_for("council_present_half", n.clock().date()).thresholds[0], num=4, den=5),))
    record = held(n, replace(grades, rule=rule))
    assert Opened(record).close["verdict"] == "failed" and found(record) == {}
