"""List the sentences of code and templates that no English translation has."""
from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

KEYWORDS = {**DEFAULT_KEYWORDS, "later": None}
"""As in consult/web/shell/catalogue.py: `later` is lazy_gettext."""
ENGLISH = Path("consult/web/translations/en/LC_MESSAGES")


def sentences() -> dict[str, str]:
    """Every msgid, with the place where it stands first."""
    with open("babel.cfg", encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found: dict[str, str] = {}
    for file, line, message, _comments, _context in extract_from_dir(".", methods, options, keywords=KEYWORDS):
        found.setdefault(message if isinstance(message, str) else message[0], f"{file}:{line}")
    return found


def translated() -> set[str]:
    """The msgids that have an English sentence, in any of the files."""
    known: set[str] = set()
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="en"):
                if message.id and message.string and not message.fuzzy:
                    known.add(message.id if isinstance(message.id, str) else message.id[0])
    return known


def main() -> int:
    """Print what is missing; 1 when anything is."""
    wanted, known = sentences(), translated()
    missing = {sentence: place for sentence, place in wanted.items() if sentence not in known}
    for sentence, place in missing.items():
        print(f"{place}: {sentence!r}")
    print(f"{len(wanted)} sentences, {len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
