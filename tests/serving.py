"""The real server in a process of its own: started, killed, started again on the same port."""
from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
READY_SECONDS = 40.0


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """`consult serve` on a database and a data directory of its own."""

    def __init__(self, database_url: str, data: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ, "DATABASE_URL": database_url, "CONSULT_DATA": str(data), "PORT": str(self.port),
            "HOST": "127.0.0.1",
        }
        self.options: list[str] = []
        self.ready_seconds = READY_SECONDS
        self.log = data / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> ServerProcess:
        """Start and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._arguments(), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        self._wait_until_ready()
        return self

    def _arguments(self) -> list[str]:
        return [sys.executable, "-m", "consult", "serve", *self.options]

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + self.ready_seconds
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/help", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        """SIGKILL to the whole process group: nothing is finished, nothing is said."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as a service manager would; killed when it does not go."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        try:
            os.killpg(self.process.pid, number)
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=15)
