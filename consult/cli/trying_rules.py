"""consult rules try: what a rule says to figures, by the code that counts every ballot; rules table: which fits where."""
from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from consult.ballot.queries.vote_rules import rules_at_hand
from consult.ballot.rules.fit_table import markdown
from consult.ballot.rules.reading import read_pack
from consult.ballot.rules.reading_bars import RuleFault
from consult.ballot.rules.trial import Trial, try_rule
from consult.ballot.rules.trial_faults import FiguresFault
from consult.ballot.rules.vote_rule import VoteRule, rule_in_force
from consult.core.errors import RuleBroken


def add_to(acts: Any) -> None:
    """Add the command."""
    command = acts.add_parser("try", help="what a rule says to figures")
    command.add_argument("rule", metavar="RULE", help="a code of the rules that come with it, or a file with one rule")
    command.add_argument("figures", metavar="FILE.json", help="the figures, or - for standard input")
    command.add_argument("--json", action="store_true", help="answer in JSON (docs/TRIALS.md)")
    command.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="the version in force on this day; else today")
    command.set_defaults(run=run)
    table = acts.add_parser("table", help="which rule fits which roll, as Markdown (docs/RULES.md)")
    table.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="the rules in force on this day; else today")
    table.set_defaults(run=print_table)


def print_table(chosen: argparse.Namespace) -> int:
    """Print every rule against every roll."""
    day = chosen.on or _today()
    print(markdown(rule for rule in rules_at_hand() if rule.in_force(day)), end="")
    return 0


def _today() -> date:
    return datetime.now().astimezone().date()


def run(chosen: argparse.Namespace) -> int:
    """Say verdict, sentence, what is missing and the article. 1 for a rule that cannot be read or found, 2 for figures
    that cannot be, each with its field."""
    try:
        rule, told = _rule(chosen.rule, chosen.on or _today()), _figures(chosen.figures)
    except (RuleFault, RuleBroken, OSError, ValueError, RecursionError) as problem:
        print(f"{chosen.rule}, {chosen.figures}: {problem}", file=sys.stderr)
        return 1
    try:
        trial = try_rule(rule, told)
    except FiguresFault as fault:
        return _refuse(fault, as_json=chosen.json)
    _tell(rule, trial, as_json=chosen.json)
    return 0


def _rule(named: str, day: date) -> VoteRule:
    file = Path(named)
    if file.suffix == ".toml":
        return read_pack(file.read_text("utf-8"))[0]
    return rule_in_force(rules_at_hand(), named, day)


def _figures(named: str) -> dict[str, Any]:
    told = json.loads(sys.stdin.read() if named == "-" else Path(named).read_text("utf-8"))
    if not isinstance(told, dict):
        raise ValueError("the figures are one object, {...}")
    return told


def _refuse(fault: FiguresFault, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"refused": {name: {"code": code, "zh": fault.words("zh")[name], "en": fault.words("en")[name]}
                                      for name, code in fault.fields.items()}}, ensure_ascii=False, indent=1))
    for name, words in fault.words("en").items():
        print(f"{name}: {words}", file=sys.stderr)
    return 2


def _tell(rule: VoteRule, trial: Trial, *, as_json: bool) -> None:
    told = trial.plain(rule)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    print(f"{told['verdict']}\n{told['said']['zh']}\n{told['said']['en']}")
    for name, words in (("to_come", "more must come"), ("area_to_come_m2", "m² more must take part"),
                        ("for", "more in favour"), ("area_m2", "m² more in favour")):
        if told["more"][name] not in (None, 0, "0"):
            print(f"{told['more'][name]} {words}")
    print(f"{rule.citation}\n{rule.citation_en}")
