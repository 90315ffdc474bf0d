"""The keys of sealed ballots: files beside the database, never in it and never in a backup of it.

Two directories hold each ballot's key, wrapped by two different secrets: the key directory and the escrow. A
ballot is opened only when both copies were written to the disk and read back. Losing both loses the ballots;
whoever reads one of them, with its secret, before the close can read the votes.
"""
from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox
from nacl.signing import SigningKey

from consult.core.crashpoint import crashpoint
from consult.core.errors import RuleBroken

PART = 32


@dataclass(frozen=True)
class BallotKeys:
    """What one ballot is sealed with: the box's private key, the key of the slots, the key of its store."""

    private: bytes
    slots: bytes
    at_rest: bytes

    @property
    def public(self) -> bytes:
        """What ballots are sealed to; everybody may know it."""
        return bytes(PrivateKey(self.private).public_key)

    def slot(self, voter_key: str) -> bytes:
        """The place of a voice in the sealed store: means nothing without this key."""
        return hmac.digest(self.slots, b"slot\n" + voter_key.encode(), "sha256")

    def cast_token(self, slot: bytes) -> bytes:
        """What a ballot for this place must know, so that nobody's envelope counts in another's place."""
        return hmac.digest(self.slots, b"cast token\n" + slot, "sha256")

    def roll_salt(self) -> bytes:
        """Keeps the public hash of who voted from being tried out."""
        return hmac.digest(self.slots, b"roll salt", "sha256")

    def stow(self, envelope: bytes) -> bytes:
        """An envelope as the sealed store holds it: locked once more, so that no disk ever sees the envelope."""
        return bytes(SecretBox(self.at_rest).encrypt(envelope))

    def fetch(self, stowed: bytes) -> bytes:
        """The envelope that was stowed."""
        return SecretBox(self.at_rest).decrypt(stowed)

    def unseal(self, envelope: bytes) -> bytes | None:
        """What an envelope holds; None when it was not sealed to this ballot."""
        try:
            return SealedBox(PrivateKey(self.private)).decrypt(envelope)
        except (CryptoError, ValueError, TypeError):
            return None

    def packed(self) -> bytes:
        """The three parts in one."""
        return self.private + self.slots + self.at_rest


class KeyShelf:
    """The key directory and its escrow."""

    def __init__(self, folder: Path, secret: str, escrow: Path) -> None:
        self.folder, self.escrow, self._secret = folder, escrow, secret

    def make(self, ballot_id: int) -> BallotKeys:
        """New keys for a ballot, on the disk in both places and read back; RuleBroken("key_not_safe") otherwise.

        What lies there under the same number belongs to an opening that was undone.
        """
        keys = BallotKeys(*(secrets.token_bytes(PART) for _ in range(3)))
        for path, wrap in self._places(ballot_id):
            destroy(path)
            write(path, bytes(SecretBox(wrap).encrypt(keys.packed())))
        if any(_unpacked(path, wrap) != keys for path, wrap in self._places(ballot_id)):
            raise RuleBroken("key_not_safe")
        return keys

    def of(self, ballot_id: int) -> BallotKeys:
        """The keys of an open ballot, from the key directory or else the escrow; RuleBroken("key_missing")."""
        for path, wrap in self._places(ballot_id):
            found = _unpacked(path, wrap)
            if found is not None:
                return found
        raise RuleBroken("key_missing", ballot_id=ballot_id)

    def has(self, ballot_id: int) -> bool:
        """Whether a copy of a ballot's keys is left."""
        return any(path.exists() for path, _ in self._places(ballot_id))

    def destroy(self, ballot_id: int) -> None:
        """Overwrite and remove both copies; what is gone already is gone."""
        for (path, _), name in zip(self._places(ballot_id), ("key", "escrow"), strict=True):
            destroy(path, name)

    def signing(self) -> SigningKey:
        """The installation's key for statements and receipts, made on the first use."""
        wrap = self._wrap("signing")
        kept = _kept(self.folder / "signing.key", lambda: bytes(SecretBox(wrap).encrypt(secrets.token_bytes(PART))))
        return SigningKey(SecretBox(wrap).decrypt(kept))

    def _places(self, ballot_id: int) -> list[tuple[Path, bytes]]:
        return [
            (self.folder / f"{ballot_id}.key", self._wrap("ballot")),
            (self.escrow / f"{ballot_id}.escrow", _escrow_secret(self.escrow)),
        ]

    def _wrap(self, purpose: str) -> bytes:
        return hmac.digest(self._secret.encode(), b"consult key directory\n" + purpose.encode(), hashlib.sha256)


def _escrow_secret(folder: Path) -> bytes:
    return _kept(folder / "escrow.secret", lambda: secrets.token_bytes(PART))


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What a file holds, made on the first use; of two who make it at once, the first one's is kept."""
    if not path.exists():
        first = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        write(first, make())
        with suppress(FileExistsError):
            os.link(first, path)
        first.unlink()
        fsync_folder(path.parent)
    return path.read_bytes()


def _unpacked(path: Path, wrap: bytes) -> BallotKeys | None:
    try:
        packed = SecretBox(wrap).decrypt(path.read_bytes())
    except (OSError, CryptoError, ValueError):
        return None
    return BallotKeys(*(packed[at:at + PART] for at in range(0, 3 * PART, PART)))


def write(path: Path, content: bytes) -> None:
    """A private file that is on the disk, with its name, when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fsync_folder(path.parent)


def destroy(path: Path, name: str = "file") -> None:
    """Overwrite a file, then take its name away, each on the disk before the next."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    crashpoint(f"{name}_overwritten")
    path.unlink(missing_ok=True)
    fsync_folder(path.parent)
    crashpoint(f"{name}_unlinked")


def fsync_folder(folder: Path) -> None:
    """A folder's names, on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
