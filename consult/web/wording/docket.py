"""Words for replies: what each of the four decisions must carry."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

from consult.core.errors import BadShape

CARRIES: dict[str, Any] = {
    "adopt": later("写明由谁办、几号前办完"), "adopt_in_part": later("写明采纳哪一部分、由谁办、几号前办完"),
    "refer": later("写明转给谁，为什么归他们管"), "decline": later("写明为什么不采纳"),
}
MISSING: dict[str, Any] = {
    "decision": later("还没选。四样里选一样。"), "reason": later("还没写理由。采纳不采纳都要写。"),
    "unit_id": later("采纳的，请选由哪个单位办。"), "due_on": later("采纳的，请填几号前办完。"),
    "referred_to": later("转办的，请写转给谁，或者选一个会。"),
    "to_dissenters": later("有人反对过，请对不同意见写几句说明。"),
}


def point_out(form: Any, refusal: BadShape) -> None:
    """Write beside each field left empty what belongs there; other faults keep the usual words."""
    for name in [n for n, problem in refusal.fields.items() if problem == "missing" and n in MISSING]:
        field = getattr(form, name)
        field.errors = [*field.errors, str(MISSING[name])]
        del refusal.fields[name]
