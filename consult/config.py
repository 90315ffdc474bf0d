"""Settings, read once from the environment."""
from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST_FORM = 2 * 1024 * 1024
"""Bytes: room for a text far over any limit, so that it comes back to its writer with a clear message."""


@dataclass(frozen=True)
class Settings:
    """What one installation is told from outside."""

    data: Path
    database_url: str
    secret: str
    host: str = "127.0.0.1"
    port: int = 8000
    https: bool = False
    """Whether people reach it by https; then cookies are Secure and carry the __Host- prefix."""
    trusted_hosts: tuple[str, ...] = ()
    """Names under which people reach it; untold, only addresses and names that nobody else can own."""
    proxies: int = 0
    """How many reverse proxies stand in front and may be believed about the client's address."""
    redis_url: str = ""
    key_secret: str = ""
    """What the keys of secret ballots are wrapped with; untold, the secret."""
    escrow: Path | None = None
    """Where the second copy of a secret ballot's key lies until the close; best on another disk. Untold, in the
    data directory, apart from the keys."""


def settings_from(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from CONSULT_DATA, DATABASE_URL, CONSULT_SECRET, HOST, PORT, CONSULT_HTTPS, CONSULT_HOSTS,
    CONSULT_PROXIES, REDIS_URL, CONSULT_KEK and CONSULT_KEY_ESCROW; the data directory and the secret are made on the first run."""
    data = Path(env.get("CONSULT_DATA") or ROOT / "data").resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    hosts = tuple(h.strip() for h in env.get("CONSULT_HOSTS", "").split(",") if h.strip())
    return Settings(
        data=data, database_url=env.get("DATABASE_URL") or f"sqlite:///{data / 'consult.db'}",
        secret=env.get("CONSULT_SECRET") or _kept_secret(data / "secret.key"),
        host=env.get("HOST") or "127.0.0.1", port=int(env.get("PORT") or 8000),
        https=env.get("CONSULT_HTTPS", "") == "1", trusted_hosts=hosts,
        proxies=int(env.get("CONSULT_PROXIES") or 0), redis_url=env.get("REDIS_URL", ""),
        key_secret=env.get("CONSULT_KEK", ""),
        escrow=Path(env["CONSULT_KEY_ESCROW"]).resolve() if env.get("CONSULT_KEY_ESCROW") else None,
    )


def _kept_secret(path: Path) -> str:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
