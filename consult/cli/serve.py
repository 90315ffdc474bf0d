"""consult serve: pages and live rooms on one address, under gunicorn's gevent worker."""
from __future__ import annotations

import argparse
import os
import resource
import sys
from typing import Any

from consult.cli.installation import settings
from consult.config import ROOT
from consult.storage import migrations


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("serve", help="serve pages and live rooms (HOST, PORT)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Start the server in this process; does not return."""
    here = settings()
    if not migrations.is_current(here.database_url):
        print("consult: the database is not at this version; run: consult migrate", file=sys.stderr)
        return 2
    print(f"Consult: http://{here.host}:{here.port}", flush=True)
    # A core dump would hold whatever the process holds, an opened box for instance.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(ROOT)
    os.execv(sys.executable, [  # noqa: S606 (no shell; the arguments are our own)
        sys.executable, "-m", "gunicorn", "--config", str(ROOT / "consult" / "cli" / "gunicorn_settings.py"),
        "--bind", f"{here.host}:{here.port}", "wsgi:app",
    ])
