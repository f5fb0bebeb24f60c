"""`python -m tests.powercut --cuts 5000 --seed 1`: a campaign of power cuts with FULL and, for the teeth, NORMAL."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.powercut.cuts import Report, cut_power


def main() -> int:
    """Cut, tell, and fail where FULL lost anything or NORMAL lost nothing."""
    words = argparse.ArgumentParser(prog="python -m tests.powercut", description=__doc__)
    words.add_argument("--cuts", type=int, default=5000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    full = _campaign("FULL", given.cuts, given.seed)
    normal = _campaign("NORMAL", given.cuts, given.seed)
    for line in (*full.broken, *normal.broken):
        print(line)
    return int(bool(full.lost or full.broken or normal.broken or not normal.lost))


def _campaign(synchronous: str, cuts: int, seed: int) -> Report:
    began = time.perf_counter()

    def progress(report: Report) -> None:
        sys.stderr.write(f"\r{synchronous}: {report.cuts}/{cuts}")

    with tempfile.TemporaryDirectory() as folder:
        report = cut_power(Path(folder), cuts, seed, synchronous=synchronous, progress=progress)
    took = time.perf_counter() - began
    print(f"\r{synchronous}: {report}; {took:.1f} s, {report.cuts / took:.0f} a second")
    return report


if __name__ == "__main__":
    sys.exit(main())
