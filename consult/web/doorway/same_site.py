"""Addresses a page may send a reader back to."""
from __future__ import annotations

from urllib.parse import urlsplit


def same_site_path(wanted: str | None) -> str | None:
    """`wanted` if it is a path on this site, else None: no other host, no scheme, no control characters."""
    if not wanted or len(wanted) > 2000 or not wanted.startswith("/"):
        return None
    if wanted.startswith(("//", "/\\")) or any(ord(letter) < 33 or letter in "\\\x7f" for letter in wanted):
        return None
    parts = urlsplit(wanted)
    return None if parts.scheme or parts.netloc else wanted
