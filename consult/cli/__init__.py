"""Door: the command line; set-up, demonstration, serving, replay, checks."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from consult import __version__
from consult.cli import log_lines
from consult.config import BadSetting, log_settings_from
from consult.core.errors import BadShape, Refusal

COMMANDS = {
    "migrate": "migrate", "demo": "demo", "found": "found", "serve": "serve", "replay": "replay", "verify": "verify",
    "head": "verify", "sweep": "sweep", "finish": "finish", "kinds": "kinds", "accounts": "accounts",
    "slips": "slips", "rules": "vote_rules", "days": "days", "rehearsal": "rehearsal",
}
"""Each command with the module of this door that has it. Only the one that is asked for is imported: a start is
quicker by the rest, and the server has to be first at some modules."""


def parser(asked: str = "") -> argparse.ArgumentParser:
    """The command that is asked for with its options; every command where none is, or one that is not there."""
    top = argparse.ArgumentParser(prog="consult", description="Consult (议事): deliberation for resident councils.")
    top.add_argument("--version", action="version", version=f"consult {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = [COMMANDS[asked]] if asked in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in wanted:
        import_module(f"consult.cli.{module}").add_to(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what it says."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        print(f"consult {__version__}")
        return 0
    chosen = parser(words[0] if words else "").parse_args(words)
    try:
        log_lines.set_up(log_settings_from())
        status: int = chosen.run(chosen)
    except BadSetting as refusal:
        print(f"consult: {refusal}", file=sys.stderr)
        return 2
    except BadShape as refusal:
        print(f"consult: {refusal.fields}", file=sys.stderr)
        return 2
    except Refusal as refusal:
        print(f"consult: {refusal.code} {refusal.facts or ''}".rstrip(), file=sys.stderr)
        return 2
    return status
