"""What a rehearsal's community is known by on paper: its name says it, and so it goes wherever the name goes."""
from __future__ import annotations

MARK = "（演练）"
"""What the name of a rehearsal's community ends with."""
WORDS = {"zh": "演练　无效力", "en": "Rehearsal, not in force"}
"""What stands on every sheet of its papers, by language."""


def is_rehearsal(community: str) -> bool:
    """Whether a community of this name is one to rehearse in."""
    return community.endswith(MARK)
