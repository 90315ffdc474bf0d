"""Who founds: the installation itself, for the command line and for whoever holds the code of the set-up page."""
from __future__ import annotations

from consult.core.policy import Policy, the_system

POLICY = Policy({"set_up": [the_system], "found": [the_system]})
permits, require = POLICY.permits, POLICY.require
