"""Login names: one spelling for what looks alike."""
from __future__ import annotations

import re
import unicodedata

from consult.core.errors import BadShape

SHORTEST, LONGEST = 2, 40
PASSWORD_SHORTEST, PASSWORD_LONGEST = 8, 128
TOO_COMMON = frozenset((
    "12345678", "123456789", "1234567890", "11111111", "00000000", "88888888", "66666666", "87654321",
    "password", "password1", "qwertyui", "qwerty123", "abc12345", "abcd1234", "1q2w3e4r", "asdfghjkl",
    "iloveyou", "woaini1314", "a12345678",
))
LETTERS = re.compile(
    "["
    "a-z0-9_.\\-"
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"  # 汉字
    "\u0f40-\u0fbc"  # Tibetan
    "\u0621-\u064a\u067e\u0686\u0698\u06ad\u06af\u06be\u06c6-\u06cb\u06d0\u06d5"  # Uyghur and Kazakh
    "\u1820-\u18aa"  # Mongolian
    "\uac00-\ud7a3"  # Korean
    "]+"
)
"""What a login name is written with: Latin letters without marks, and the scripts of those who live here. Letters of
others pass for these (а for a, ニ for 二), so that somebody could pass for somebody else."""


def normal(name: str) -> str:
    """The one spelling under which a login name is stored: NFKC, trimmed, case folded, no spaces inside."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def check_name(name: str) -> str:
    """The normal spelling, or BadShape when it is too short, too long or is written otherwise than LETTERS"""
    plain = normal(name)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise BadShape({"login_name": "length"})
    if not LETTERS.fullmatch(plain):
        raise BadShape({"login_name": "letters"})
    return plain


def check_password(password: str, name: str) -> None:
    """BadShape when a password is under 8 or over 128 characters, among the commonest, or the login name.

    No composition rules, after OWASP ASVS 5.0, 6.2.
    """
    if not PASSWORD_SHORTEST <= len(password) <= PASSWORD_LONGEST:
        raise BadShape({"password": "length"})
    if password.casefold() in TOO_COMMON or password.casefold() == normal(name):
        raise BadShape({"password": "too_common"})
