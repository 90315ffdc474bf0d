"""Fail when a library that Consult runs with is under the GPL or AGPL, or says no licence at all."""
from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

# Libraries allowed although the words of their licence match COPYLEFT, each with the reason.
ALLOWED = {
    "psycopg": "LGPL-3.0: used unmodified as a library, replaceable by whoever installs it",
    "psycopg-binary": "LGPL-3.0: the compiled half of psycopg, on the same terms",
}
# Libraries whose metadata is silent, with what the LICENSE file they ship says.
READ = {"pysqlite3": "zlib"}
COPYLEFT = re.compile(r"(?<![A-Za-z])[AL]?GPL|GNU (Affero |Lesser )?General Public", re.IGNORECASE)


def locked(lock: Path) -> list[str]:
    """The names pinned in a lock file."""
    return list(dict.fromkeys(re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)))


def licence(name: str) -> str | None:
    """What an installed library says of its licence; None when it is not installed on this platform."""
    try:
        about = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return None
    stated = [text for text in about.get("classifier", []) if text.startswith("License ::")]
    classifiers = [text.split("::")[-1].strip() for text in stated]
    # An old `License` field may hold the whole text; its first line names it.
    named = str(about.get("license_expression") or about.get("license") or "").strip().split("\n")[0]
    return "; ".join(dict.fromkeys(filter(None, [named, *classifiers]))) or READ.get(name, "")


def main(lock: Path) -> int:
    """Print a line for each library; 1 when one may not be used."""
    refused = []
    for name in locked(lock):
        terms = licence(name)
        if terms is None:
            continue
        bad = not terms or (COPYLEFT.search(terms) and name not in ALLOWED)
        if bad:
            refused.append(name)
        reason = f" ({ALLOWED[name]})" if name in ALLOWED else ""
        print(f"{'REFUSED ' if bad else ''}{name}: {terms or 'says nothing'}{reason}")
    print(f"{len(refused)} refused" + (f": {', '.join(refused)}" if refused else ""))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
