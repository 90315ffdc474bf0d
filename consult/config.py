"""Settings, read once from the environment."""
from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"
"""Where the build puts the folders that stand beside the package in a checkout (pyproject.toml); absent there."""
LARGEST_FORM = 2 * 1024 * 1024
"""Bytes: room for a text far over any limit, so that it comes back to its writer with a clear message."""


class BadSetting(Exception):
    """A setting that Consult does not start with; the text says which and why."""


def shipped(path: str) -> Path:
    """A file or folder that comes with Consult beside its modules: `templates`, `static`, `migrations`,
    `docs/PRIVACY.md`, `docs/examples`; the same in a checkout and in an installed copy."""
    return (SHIPPED if is_installed() else PACKAGE.parent) / path


def is_installed() -> bool:
    """Whether this is a built copy, no checkout."""
    return SHIPPED.is_dir()


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
    rehearsal: bool = False
    """Whether this is the rehearsal beside an installation: its cookies have names of their own, its pages a band."""
    strict_templates: bool = field(default_factory=lambda: os.environ.get("CONSULT_STRICT_TEMPLATES") == "1")
    """Whether a page fails when its template asks for a name that nobody handed it, as in every test; else such a
    name is drawn as nothing."""

    def cookie(self, name: str) -> str:
        """The name of a cookie: bound to this very host where people come by https, apart from the rehearsal's."""
        return ("__Host-" if self.https else "") + ("rehearsal-" if self.rehearsal else "") + name


def rehearsal_of(settings: Settings, folder: str = "rehearsal") -> Settings:
    """What the rehearsal beside an installation is told: a folder, a database and a secret of its own."""
    data = settings.data / folder
    secret = hmac.new(settings.secret.encode(), b"rehearsal", hashlib.sha256).hexdigest()
    return replace(settings, data=data, database_url=f"sqlite:///{data / 'consult.db'}", secret=secret, key_secret="",
                   escrow=None, redis_url="", rehearsal=True)


def settings_from(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from CONSULT_DATA, DATABASE_URL, CONSULT_SECRET, HOST, PORT, CONSULT_HTTPS, CONSULT_HOSTS,
    CONSULT_PROXIES, REDIS_URL, CONSULT_KEK and CONSULT_KEY_ESCROW; the data directory and the secret are made on the first run."""
    data = _data_directory(env.get("CONSULT_DATA", ""))
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


@dataclass(frozen=True)
class LogSettings:
    """What is written into the log, and how."""

    level: str = "warning"
    json: bool = False
    access: str = ""
    """Whether each request has a line: `1`, or with the reader's address `addresses`."""


def log_settings_from(env: Mapping[str, str] = os.environ) -> LogSettings:
    """Settings of the log from CONSULT_LOG_LEVEL, CONSULT_LOG_FORMAT and CONSULT_ACCESS_LOG."""
    return LogSettings(
        level=_one_of(env, "CONSULT_LOG_LEVEL", "warning", "debug", "info", "error", "critical"),
        json=_one_of(env, "CONSULT_LOG_FORMAT", "text", "json") == "json",
        access=_one_of(env, "CONSULT_ACCESS_LOG", "", "0", "1", "addresses").replace("0", ""),
    )


def _one_of(env: Mapping[str, str], name: str, *allowed: str) -> str:
    """A setting that has one of these values; the first when it is not set."""
    value = (env.get(name) or allowed[0]).lower()
    if value not in allowed:
        raise BadSetting(f"{name}: {value!r} is none of {', '.join(filter(None, allowed))}")
    return value


def _data_directory(told: str) -> Path:
    """Where the data lies: where it is told, or ./data, of the checkout or for an installed copy of the working
    folder. Never among installed packages: the next update or removal would take the data along."""
    data = (Path(told) if told else (Path.cwd() if is_installed() else PACKAGE.parent) / "data").resolve()
    packages = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    if any(data.is_relative_to(folder) for folder in (PACKAGE, *packages)):
        raise BadSetting(f"CONSULT_DATA: {data} is among installed packages; name a folder elsewhere")
    return data


def _kept_secret(path: Path) -> str:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
