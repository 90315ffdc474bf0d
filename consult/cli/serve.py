"""consult serve: pages and live rooms on one address, under gunicorn's gevent worker."""
from __future__ import annotations

import argparse
from typing import Any


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("serve", help="serve pages and live rooms (HOST, PORT)")
    command.add_argument("--migrate", action="store_true", help="bring the database to this version first")
    command.add_argument("--demo", action="store_true", help="fill an empty database with the demonstration first")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Serve until told to stop."""
    # First of all: what is imported before gevent has patched it stays as it was. Then everything is imported once,
    # and the worker is a fork that has it already.
    from gevent import monkey

    monkey.patch_all()
    from consult.cli.serving import serve

    return serve(migrate_first=chosen.migrate, demo_first=chosen.demo)
