"""Secrets that people type and cookies carry: made here, stored only as hashes."""
from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP = 3, 4


def new_invitation_code() -> str:
    """A code to print for a household: 12 characters that cannot be mistaken for each other (59 bits)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    return "-".join(letters[i:i + GROUP] for i in range(0, len(letters), GROUP))


def normal_code(typed: str) -> str:
    """What a typed code means: capitals, without spaces and dashes."""
    return "".join(c for c in typed.upper() if c.isalnum())


def new_token() -> str:
    """A token for a cookie or a link: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 in hex; enough for secrets that are random themselves."""
    return hashlib.sha256(secret.encode()).hexdigest()
