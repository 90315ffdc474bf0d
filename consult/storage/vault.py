"""What lies beside the database: the keys and sealed stores of secret ballots, and files that are kept for a day."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from consult.core.errors import RuleBroken
from consult.storage.ballot_keys import KeyShelf
from consult.storage.sealed_store import SealedStores


@dataclass(frozen=True)
class Vault:
    """The key shelf, the sealed stores and the folder of results (consult/jobs) of one installation."""

    keys: KeyShelf
    stores: SealedStores
    results: Path

    def destroy(self, ballot_id: int) -> None:
        """Destroy a ballot's keys, then its store; done again, it finishes what was left."""
        self.keys.destroy(ballot_id)
        self.stores.destroy(ballot_id)


def vault_for(url: str, data: Path | None, *, secret: str, escrow: Path | None = None) -> Vault | None:
    """The vault beside a database: in the data directory, or beside SQLite's own file; None where there is no place."""
    parsed = make_url(url)
    if data is None and parsed.get_backend_name() == "sqlite" and parsed.database:
        data = Path(parsed.database).resolve().parent
    if data is None:
        return None
    keys = KeyShelf(data / "keys", secret, escrow or data / "escrow")
    return Vault(keys, SealedStores(url, data / "sealed"), data / "results")


def vault_of(db: Session) -> Vault:
    """The vault beside the database of a session; RuleBroken("no_place_for_keys") where there is none."""
    found = db.info.get("vault")
    if not isinstance(found, Vault):
        raise RuleBroken("no_place_for_keys")
    return found
