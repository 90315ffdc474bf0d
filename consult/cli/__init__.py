"""Door: the command line; set-up, demonstration, serving, replay, checks."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from consult.cli import (
    accounts,
    demo,
    finish,
    found,
    kinds,
    migrate,
    replay,
    serve,
    sweep,
    verify,
    vote_rules,
)
from consult.core.errors import BadShape, Refusal

COMMANDS = (migrate, demo, found, serve, replay, verify, sweep, finish, kinds, accounts, vote_rules)


def parser() -> argparse.ArgumentParser:
    """Every command with its options; each module of this door adds its own."""
    top = argparse.ArgumentParser(prog="consult", description="Consult (议事): deliberation for resident councils.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what it says."""
    chosen = parser().parse_args(argv)
    try:
        status: int = chosen.run(chosen)
    except BadShape as refusal:
        print(f"consult: {refusal.fields}", file=sys.stderr)
        return 2
    except Refusal as refusal:
        print(f"consult: {refusal.code} {refusal.facts or ''}".rstrip(), file=sys.stderr)
        return 2
    return status
