"""The code of the set-up page, printed at a start while nothing is founded yet."""
from __future__ import annotations

from consult.cli.installation import the_store
from consult.config import Settings
from consult.core.actor import THE_SYSTEM
from consult.founding import actions

SAID = """
  这里还没有社区。打开 {address}/setup ，输入开张码（一小时内有效，只打这一次）：
  Nothing is founded here yet. Open {address}/setup and enter this code (good for one hour, shown this once):

      {code}
"""


def run(here: Settings) -> int:
    """Make a new code, which ends every earlier one, and print it; nothing where there is a community already."""
    with the_store() as store:
        told = store.carry_out(actions.make_code, actor=THE_SYSTEM)
    if code := told.value.get("code"):
        print(SAID.format(address=f"http://{here.host}:{here.port}", code=code), flush=True)
    return 0
