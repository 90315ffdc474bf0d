"""python -m bench [NAME …]: run the benchmarks and print their ratios with date and machine."""
from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime

from bench import ballots, pages, papers, start, year

BENCHES = {"ballots": ballots.run, "pages": pages.run, "papers": papers.run, "start": start.run, "year": year.run}


def main(names: list[str]) -> int:
    """Run those named, or all."""
    print(f"{datetime.now(UTC):%Y-%m-%d}  {platform.machine()}, {os.cpu_count()} cores, "
          f"Python {platform.python_version()}")
    for name in names or list(BENCHES):
        for line in BENCHES[name]():
            print(f"{name:8} {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
