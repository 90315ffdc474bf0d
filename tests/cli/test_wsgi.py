"""wsgi.py is an entrance for a WSGI server of one's own."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = "import wsgi; print(wsgi.app.test_client().get('/setup').status_code)"


def test_a_wsgi_server_finds_the_application(database_url: str, tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, timeout=100,
        env={**os.environ, "DATABASE_URL": database_url, "CONSULT_DATA": str(tmp_path)})
    assert asked.stdout.strip() == "200", asked.stderr
