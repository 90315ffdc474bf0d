"""A tree of hashes: one root for many leaves, and a short path that shows a leaf to be under it (RFC 6962, 2.1)."""
from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from consult.core.events import canonical

EMPTY = sha256(b"").hexdigest()
Step = tuple[str, str]
"""Which side the neighbour stands on ("left" or "right"), and its hash."""


def leaf_hash(leaf: Sequence[Any]) -> str:
    """The hash of one leaf; a leading byte keeps leaves and nodes apart."""
    return sha256(b"\x00" + canonical(list(leaf))).hexdigest()


def node_hash(left: str, right: str) -> str:
    """The hash of two nodes that stand side by side."""
    return sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def root_of(leaves: Sequence[Sequence[Any]]) -> str:
    """The root over all leaves, in their order; a node without a neighbour goes up as it is."""
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY


def path_of(leaves: Sequence[Sequence[Any]], place: int) -> list[Step]:
    """The neighbours met on the way from a leaf to the root."""
    level, steps = [leaf_hash(leaf) for leaf in leaves], []
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            steps.append(("left" if neighbour < place else "right", level[neighbour]))
        level, place = _above(level), place // 2
    return steps


def climb(leaf: Sequence[Any], path: Sequence[Step]) -> str:
    """The root that a leaf and its path lead to."""
    at = leaf_hash(leaf)
    for side, neighbour in path:
        at = node_hash(neighbour, at) if side == "left" else node_hash(at, neighbour)
    return at


def _above(level: Sequence[str]) -> list[str]:
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + ([level[-1]] if len(level) % 2 else [])
