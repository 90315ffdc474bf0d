"""Who founds: the installation itself, for the command line and for whoever holds the code of the set-up page; and who
makes a rehearsal beside a community: its office."""
from __future__ import annotations

from consult.core.policy import Policy, holds_post, the_system

office = holds_post("secretary", "committee_director", "party_secretary")
POLICY = Policy({"set_up": [the_system], "found": [the_system], "keep_rehearsal": [office]})
permits, require = POLICY.permits, POLICY.require
