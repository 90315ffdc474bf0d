"""Links between matters, brought as far as a test needs them."""
from __future__ import annotations

from consult.matter import actions as matters
from tests.builders import Neighbourhood


def a_link(n: Neighbourhood, kind: str = "continues") -> tuple[int, int, int]:
    """Two new matters, the first linked to the second: (link, matter, the other matter)."""
    first, other = n.a_matter(), n.a_matter()
    no = n.look(lambda db: db.get_one(_matter(), other).no)
    made = n.do("lin", matters.link, matter_id=first, other_no=no, kind=kind, note="去年那件的后一半")
    return made["link_id"], first, other


def tell_chain(n: Neighbourhood) -> None:
    """A link in force, one that was revoked, and somebody who follows."""
    a_link(n)
    revoked, matter_id, _other = a_link(n, "related")
    n.do("lin", matters.revoke_link, link_id=revoked, reason="写错了号码")
    n.do("he", matters.follow, matter_id=matter_id)


def _matter() -> type:
    from consult.matter.models import Matter

    return Matter
