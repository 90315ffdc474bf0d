"""Print where the time of the last test runs went: test-results/times-*.json, as tests/timing.py wrote them."""
from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Every account there is; 1 when there is none."""
    from tests.timing import RESULTS, lines_of

    found = [json.loads(file.read_text("utf-8")) for file in sorted(RESULTS.glob("times-*.json"), reverse=True)]
    for said in found:
        print(f"== {said['database']} ==", *lines_of(said), sep="\n")
    if len(found) > 1:
        clock, processor = (sum(said[what] for said in found) for what in ("clock", "processor"))
        print(f"== together ==\n{clock:.0f} s by the clock ({clock / 60:.1f} minutes), {processor:.0f} s of processors")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
