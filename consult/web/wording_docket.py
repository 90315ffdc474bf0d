"""Words for replies: what each of the four decisions must carry."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

CARRIES: dict[str, Any] = {
    "adopt": later("写明由谁办、几号前办完"), "adopt_in_part": later("写明采纳哪一部分、由谁办、几号前办完"),
    "refer": later("写明转给谁，为什么归他们管"), "decline": later("写明为什么不采纳"),
}
