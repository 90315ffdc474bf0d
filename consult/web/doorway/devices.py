"""What kind of device a sign-in was on, from the start of its browser's self-description."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

KINDS: tuple[tuple[str, Any], ...] = (
    ("iPhone", later("iPhone手机")), ("iPad", later("iPad平板")), ("HarmonyOS", later("鸿蒙设备")),
    ("OpenHarmony", later("鸿蒙设备")), ("Android", later("安卓设备")), ("Windows", later("Windows电脑")),
    ("Macintosh", later("苹果电脑")), ("Linux", later("Linux电脑")),
)


def device_of(description: str) -> str:
    """In two words: which kind of telephone or computer; 别的设备 when it does not say."""
    return str(next((words for sign, words in KINDS if sign in description), later("别的设备")))
