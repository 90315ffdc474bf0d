"""Try the pure rules: change one thing at a time, and list the changes that no test notices.

    make mutants                                    every module of the rules of ballot, meeting and resolution
    make mutants PART=1/4                           a quarter of them; the four parts add up
    make mutants ARGS=consult/ballot/rules/tally.py one module

A change that means the same is listed in make/mutation/equal.toml with the reason. What else survives fails.
"""
from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
import tomllib
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from mutation.host import Outcome, try_all
from mutation.mutants import Mutant, mutants_of

RULES = ("consult/ballot/rules", "consult/meeting/rules", "consult/resolution/rules")
TESTS = [f"tests/{name}" for name in (
    "ballot", "meeting", "resolution", "sealed", "sittings", "core/test_lifecycle.py", "minutes/test_phrases.py")]
EQUAL = Path(__file__).with_name("mutation") / "equal.toml"
KEPT = Path("build/mutants")


def main() -> int:
    """Print what survived and the figures; 1 when something survived that is not listed."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("modules", nargs="*", default=list(RULES))
    asked.add_argument("--part", default="1/1", help="2/4: the second of four parts; sum: the parts added up")
    asked.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    args = asked.parse_args()
    if args.part == "sum":
        return tell([entry for file in sorted(KEPT.glob("part-*.json")) for entry in json.loads(file.read_text())])
    part, parts = map(int, args.part.split("/"))
    started = time.monotonic()
    mutants = chosen(args.modules)[part - 1::parts]
    print(f"{len(mutants)} changes, part {part} of {parts}, {args.jobs} at a time", file=sys.stderr)
    outcomes, known = try_all(mutants, TESTS, args.jobs)
    print(f"{len(known.ran)} tests open no database; {len(known.left_out)} that ask for none do not pass alone", file=sys.stderr)
    entries = [written(o) for o in outcomes]
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"part-{part}-of-{parts}.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1), "utf-8")
    told = tell(entries)
    print(f"{time.monotonic() - started:.0f} s by the clock, {sum(os.times()[:4]):.0f} s of CPU, "
          f"{os.cpu_count()} cores, Python {platform.python_version()}")
    return told


def chosen(places: list[str]) -> list[Mutant]:
    """The mutants of these files and folders, in one order."""
    under = {p: [Path(p)] if p.endswith(".py") else Path(p).rglob("*.py") for p in places}
    files = sorted({str(file) for found in under.values() for file in found})
    return [mutant for file in files for mutant in mutants_of(file)]


def written(outcome: Outcome) -> dict[str, object]:
    """An outcome as it is kept."""
    mutant = asdict(outcome.mutant)
    return {key: mutant[key] for key in ("path", "line", "name")} | {
        "end": outcome.end, "by": outcome.by, "tests": outcome.tests}


def said(entry: dict[str, object]) -> str:
    """How many tests came by and noticed nothing."""
    return f"{entry['tests'] or 'no'} tests run it"


def tell(entries: list[dict[str, object]]) -> int:
    """Print the survivors that are not listed, and the figures by chapter."""
    equal = {(e["module"], e["change"]) for e in tomllib.loads(EQUAL.read_text("utf-8")).get("equal", [])}
    figures: dict[str, Counter[str]] = {}
    for entry in sorted(entries, key=lambda e: (str(e["path"]), str(e["line"]).zfill(5))):
        end = str(entry["end"])
        if end == "survived" and (entry["path"], entry["name"]) in equal:
            end = "equal"
        figures.setdefault("/".join(str(entry["path"]).split("/")[:3]), Counter())[end] += 1
        if end == "survived":
            print(f"{entry['path']}:{entry['line']}: {entry['name']}  [{entry['by'] or said(entry)}]")
    for chapter, ends in figures.items():
        print(f"{chapter}: {ends.total()} changes, {ends['killed']} noticed, {ends['equal']} mean the same, "
              f"{ends['survived']} survived")
    total = sum(figures.values(), Counter())
    print(f"in all: {total.total()} changes, {total['killed']} noticed, {total['equal']} mean the same, "
          f"{total['survived']} survived")
    return 1 if total["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
