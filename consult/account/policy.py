"""Who may invite, and end sessions."""
from __future__ import annotations

from dataclasses import dataclass

from consult.community.policy import of_the_home
from consult.core.actor import Actor
from consult.core.policy import Policy, holds_post, the_system

office = holds_post("secretary", "committee_director", "party_secretary")


def the_account_itself(actor: Actor, account: object) -> bool:
    """The account acts on itself, or on a session of its own."""
    return actor.account_id == getattr(account, "account_id", getattr(account, "id", None))


@dataclass(frozen=True)
class OfSomebody:
    """An account, or a slip of one, as policy sees it: of somebody of this community. What is next door's is not here."""

    community_id: int | None
    of: str = "account"

    @property
    def __tablename__(self) -> str:
        """What is not there for a neighbour from elsewhere."""
        return self.of


POLICY = Policy({
    "invite": [the_system, office],
    "let_in": [office, of_the_home],
    "lapse_joins": [the_system],
    "open_account": [the_system],
    "end_sessions": [the_system, the_account_itself],
    "change_password": [the_account_itself],
    "set_password": [the_system],
    "open_account_for": [the_system, office],
    "make_slip": [the_system, office],
    "change_login": [the_account_itself],
    "sign_out_devices": [office],
})
permits, require = POLICY.permits, POLICY.require
