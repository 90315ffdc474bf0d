"""consult rules: check a pack of vote rules, adopt it for a community, try a rule with figures."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from consult.ballot.actions import adopt_rules
from consult.ballot.rules.coherence import to_adopt
from consult.ballot.rules.reading import read_pack
from consult.ballot.rules.reading_bars import RuleFault
from consult.cli import trying_rules
from consult.cli.installation import the_store
from consult.community.queries import community_by_slug
from consult.core.actor import THE_SYSTEM


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("rules", help="check or adopt a file of vote rules; try a rule with figures")
    acts = command.add_subparsers(dest="act", required=True)
    for act, does in (("check", "say what is wrong with a pack"), ("adopt", "adopt a pack for a community")):
        with_file = acts.add_parser(act, help=does)
        with_file.add_argument("file", type=Path, metavar="FILE")
        with_file.add_argument("--community", metavar="SLUG", help="for whom it is adopted")
        with_file.set_defaults(run=run)
    trying_rules.add_to(acts)


def run(chosen: argparse.Namespace) -> int:
    """Say what is wrong by line and field, or how many rules there are; adopt them where asked. 1 for a fault."""
    try:
        text = chosen.file.read_text("utf-8")
        rules = read_pack(text, to_adopt)
    except RuleFault as fault:
        print(f"{chosen.file}:{fault.line}: {fault.code}: {fault.field}: {fault.why}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as problem:
        print(f"{chosen.file}: {problem}", file=sys.stderr)
        return 1
    for rule in rules:
        print(f"{rule.code}, from {rule.effective_from}: {rule.name_en}")
    return _adopt(chosen.community, text) if chosen.act == "adopt" else 0


def _adopt(slug: str | None, text: str) -> int:
    if not slug:
        print("say for which community: --community SLUG", file=sys.stderr)
        return 2
    with the_store() as store:
        with store.read() as db:
            community_id = community_by_slug(db, slug).id
        told = store.carry_out(
            lambda work: adopt_rules(work, community_id=community_id, pack=text), actor=THE_SYSTEM).value
    for adopted in told["adopted"]:
        print(f"adopted {adopted['code']}, version {adopted['version']}")
    return 0
